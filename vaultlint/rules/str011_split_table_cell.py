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

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit, Span


@rule(severity=Severity.WARNING, on=("problems",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    split = {p.start for p in note.facts.problems if p.kind == "split-cell"}
    for link in note.facts.links if split else ():
        if link.key is None and link.start in split:
            edit = Edit(note.path, Span(link.target_end, link.target_end), "\\")
            fix = Fix("Write `\\|`", (edit,))
            yield Finding(link.span, "the `|` splits the cell: write `\\|`", (fix,))
