"""Two files have names that are equal but for case or Unicode form.

On macOS and Windows they are one file (names in two Unicode forms on macOS): a sync or a checkout
there loses one of them. Attachments are looked at too.

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
from unicodedata import normalize

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import opening
from vaultlint.vault import Vault


def _beside(vault: Vault) -> Iterator[str]:
    return (path for path in vault.files if vault.colliding(path))


@rule(severity=Severity.ERROR, files=(".md", ".canvas", ".base"), beside=_beside)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for other in ctx.vault.colliding(note.path):
        if normalize("NFC", other) == normalize("NFC", note.path):
            message = f"on macOS `{other}`, in another Unicode form, is the same file"
        else:
            message = f"on macOS and Windows `{other}` is the same file"
        yield Finding(opening(note), message)
