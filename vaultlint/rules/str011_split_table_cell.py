"""A `|` in a wikilink splits the cell of a table.

Within a table it must be written `\\|`; otherwise Reading view shows half a link and one cell too
many.

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

```md good
| who | what |
|---|---|
| [[Ada\\|her]] | engine |
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit, Span


@rule(severity=Severity.WARNING, on=("links",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link in note.facts.links:
        if not link.in_table or link.form != "wikilink" or link.display is None:
            continue
        at = link.target_end
        if note.data[at : at + 1] == b"|":
            edit = Edit(note.path, Span(at, at), "\\")
            fix = Fix("Write `\\|`", (edit,))
            yield Finding(link.span, "the `|` splits the cell: write `\\|`", (fix,))
