"""No note shows an attachment, or links to it.

The finding stands at the attachment's own path. Looked at are images, sounds, videos and PDF files
that no link or embed of a note, canvas or base leads to, and that no property and no HTML names.
A file that is not named so may still be of use to a plugin or a theme, so nothing is deleted, and the
rule is off until selected. Since there is no place in such a file for a comment that silences the
rule, `ignore` takes patterns of files that may stand alone.

```md with file="Note.md"
![[shown.png]]
```

```text bad file="Attachments/left over.png"
(a picture)
^ nothing shows or links to this file
```

```text good file="Attachments/shown.png"
(a picture)
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vaultlint.finding import Finding, Severity
from vaultlint.globs import any_match, refuse_faulty
from vaultlint.note import Note
from vaultlint.rule import Context, rule
from vaultlint.text import Span
from vaultlint.vault import Vault


@dataclass(frozen=True, slots=True)
class Options:
    """`ignore`: patterns of files that may stand alone."""

    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse_faulty(self.ignore)


def _beside(vault: Vault) -> Iterable[str]:
    return vault.unused


@rule(severity=Severity.INFO, default=False, options=Options, files=(), beside=_beside)
def check(note: Note, ctx: Context[Options]) -> Iterator[Finding]:
    if note.path in ctx.vault.unused and not any_match(ctx.options.ignore, note.path):
        yield Finding(Span(0, 0), "nothing shows or links to this file")
