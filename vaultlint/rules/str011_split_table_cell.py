"""A `|` in a wikilink splits the cell of a table.

Within a table it must be written `\\|`; otherwise Reading view shows half a link and one cell too
many. In the row of headings it leaves no table at all, for that row no longer fits the line below.
Where the table would make other text be read otherwise (in a list, with a line below that is not
indented), there is no fix.

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
from vaultlint.vault.sense import is_same_but_for_cells


@rule(severity=Severity.WARNING, on=("problems",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    split = {p.start for p in note.facts.problems if p.kind == "split-cell"}
    if not split:
        return
    links = [k for k in note.facts.links if k.key is None and k.start in split]
    edits = [Edit(note.path, Span(k.target_end, k.target_end), "\\") for k in links]
    as_before = is_same_but_for_cells(note, edits)
    for link, edit in zip(links, edits, strict=True):
        fix = Fix("Write `\\|`", (edit,))
        yield Finding(
            link.span, "the `|` splits the cell: write `\\|`", (fix,) if as_before else ()
        )
