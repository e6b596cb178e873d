"""Two files have names that are equal but for case or Unicode form.

On macOS and Windows they are one file: a sync or a checkout there loses one of them. Attachments are
looked at too.

```md with file="notes/Ada.md"
```

```md bad file="notes/ada.md"
# Ada
^^^^^ on macOS and Windows `notes/Ada.md` is the same file
```

```md good
# Ada
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import opening
from vaultlint.vault import Vault


def _beside(vault: Vault) -> Iterator[str]:
    for files in vault.names.by_name.values():
        if len(files) > 1:
            yield from (f.path for f in files if vault.colliding(f.path))


@rule(severity=Severity.ERROR, files=(".md", ".canvas", ".base"), beside=_beside)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    others = ctx.vault.colliding(note.path)
    if others:
        shown = ", ".join(f"`{p}`" for p in others)
        yield Finding(opening(note), f"on macOS and Windows {shown} is the same file")
