"""A link leads to a block id that its note does not have.

Obsidian opens the note at its top and says nothing.

```md with file="Engine.md"
It weaves patterns. ^weave
```

```md bad
See [[Engine#^loom]].
    ^^^^^^^^^^^^^^^^ `Engine` has no block `^loom`: Obsidian opens it at the top
```

```md good
See [[Engine#^weave]], [[Engine#^Weave]].
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault.answer import Missing
from vaultlint.vault.subpath import segments


@rule(severity=Severity.ERROR, on=("unsettled",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link, answer in ctx.vault.unsettled(note):
        if isinstance(answer, Missing) and answer.part == "block" and not link.embed:
            name = ctx.vault.notes[answer.path or note.path].name
            block = segments(link.subpath)[-1].strip()
            message = f"`{name}` has no block `{block}`: Obsidian opens it at the top"
            yield Finding(link.span, message, field=note.field_of(link))
