"""A `|` in a wikilink splits the cell of a table.

Within a table it must be written `\\|`; otherwise Reading view shows half a link and one cell too
many. In the row of headings it leaves no table at all, for that row no longer fits the line below.

```md with file="Ada.md"
```

```md bad
| who | what |
|---|---|
| [[Ada|her]] | engine |
  ^^^^^^^^^^^ the `|` splits the cell: write `\\|`
```

```md fixed
| who | what |
|---|---|
| [[Ada\\|her]] | engine |
```

```md bad
| [[Ada|her]] | what |
  ^^^^^^^^^^^ the `|` splits the cell: write `\\|`
|---|---|
```

```md fixed
| [[Ada\\|her]] | what |
|---|---|
```

```md good
| who | what |
|---|---|
| [[Ada\\|her]] | engine |
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit, Span

_RULER = re.compile(rb"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t\r]*")
_BETWEEN = re.compile(rb"\[\[[^\]\r\n]*\]\]|\\.|(\|)")


@rule(severity=Severity.WARNING, on=("links",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link in note.facts.links:
        at = link.target_end
        if link.form != "wikilink" or link.display is None or note.data[at : at + 1] != b"|":
            continue
        if link.in_table or (link.key is None and _is_in_headings(link, note.data)):
            edit = Edit(note.path, Span(at, at), "\\")
            fix = Fix("Write `\\|`", (edit,))
            yield Finding(link.span, "the `|` splits the cell: write `\\|`", (fix,))


def _is_in_headings(link: Link, data: bytes) -> bool:
    """Whether the link's line would be a table's row of headings if it were not split."""
    start = data.rfind(b"\n", 0, link.start) + 1
    end = data.find(b"\n", link.end)
    if end < 0:
        return False
    below = data.find(b"\n", end + 1)
    ruler = data[end + 1 : below if below >= 0 else len(data)]
    return _RULER.fullmatch(ruler) is not None and _cells(data[start:end]) == _cells(ruler)


def _cells(row: bytes) -> int:
    inner = row.strip(b" \t\r>").removeprefix(b"|").removesuffix(b"|")
    return sum(match[1] is not None for match in _BETWEEN.finditer(inner)) + 1
