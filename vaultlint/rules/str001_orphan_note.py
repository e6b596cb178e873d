"""No other note links to this one.

Off until selected: many vaults are full of such notes, and well. `ignore` are patterns of notes
that may be orphans, such as daily notes.

```md bad
# An island
^^^^^^^^^^^ no note links here
```

```md with file="Index.md"
See [[Linked]].
```

```md good file="Linked.md"
# A peninsula
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint.finding import Finding, Severity
from vaultlint.globs import any_match, refuse_faulty
from vaultlint.note import Note
from vaultlint.rule import Context, rule
from vaultlint.schema.violations import opening


@dataclass(frozen=True, slots=True)
class Options:
    """`ignore`: patterns of notes that may be orphans."""

    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse_faulty(self.ignore)


@rule(severity=Severity.INFO, default=False, options=Options)
def check(note: Note, ctx: Context[Options]) -> Iterator[Finding]:
    if not ctx.vault.backlinks(note) and not any_match(ctx.options.ignore, note.path):
        yield Finding(opening(note), "no note links here")
