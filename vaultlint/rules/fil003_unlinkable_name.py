"""A file's name holds characters that no link can, or that some systems refuse.

`# ^ [ ] | %%` end or split a link, and blanks at its ends are dropped; `* " < > : ? \\` and names such
as `CON` cannot exist on Windows, nor can a name that ends with a dot or a space. What nobody sees
in a name nobody types in a link: control, zero-width and direction characters. Bytes that are no
UTF-8 are lost by programs that expect it. Attachments are looked at too.

```md bad file="C# notes.md"
# On languages
^^^^^^^^^^^^^^ no link can hold the name `C# notes`: `#` is not allowed
```

```md bad file="What?.md"
# Questions
^^^^^^^^^^^ the name `What?.md` is refused by Windows: `?` is not allowed
```

```text bad file="figure [1].png"
(a picture)
^ no link can hold the name `figure [1].png`: `[` is not allowed
```

```md good file="C sharp.md"
# On languages
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.patterns import later
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import opening
from vaultlint.vault import Vault

_UNLINKABLE = later(r"[#^\[\]|]|%%")
_WINDOWS = later(r'[*"<>:?\\\x00-\x1f]')
_UNSEEN = later(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_BYTES = later("[\ud800-\udfff]")
"""What bytes of a name become that are no UTF-8."""
_DEVICES = later(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def _beside(vault: Vault) -> Iterator[str]:
    for path in vault.files:
        name = path.rpartition("/")[2]
        if _unlinkable(name) or _refused(name):
            yield path


@rule(severity=Severity.WARNING, files=(".md", ".canvas", ".base"), beside=_beside)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    why = _unlinkable(note.name)
    if why:
        yield Finding(opening(note), f"no link can hold the name `{note.name}`: {why}")
        return
    folder, _, name = note.path.rpartition("/")
    part, why = _refused_folder(folder)
    if not why:
        part, why = name, _refused(name)
    if why:
        yield Finding(opening(note), f"the name `{part}` is refused by Windows: {why}")


@lru_cache(maxsize=1024)
def _refused_folder(folder: str) -> tuple[str, str]:
    """The first name in a folder's path that Windows refuses, and why."""
    refused = ((part, _refused(part)) for part in folder.split("/") if part)
    return next((pair for pair in refused if pair[1]), ("", ""))


def _unlinkable(name: str) -> str:
    """Why no link can hold a name; empty if one can."""
    if bad := _UNLINKABLE.search(name):
        return f"`{bad[0]}` is not allowed"
    if _BYTES.search(name):
        return "it is no UTF-8"
    if bad := _UNSEEN.search(name):
        return f"U+{ord(bad[0]):04X} cannot be seen"
    return "blanks at its ends are dropped" if name.strip() != name else ""


def _refused(name: str) -> str:
    """Why Windows refuses a name; empty if it does not."""
    if bad := _WINDOWS.search(name):
        return (
            f"`{bad[0]}` is not allowed" if bad[0] >= " " else "control characters are not allowed"
        )
    if _DEVICES.match(name):
        return "it names a device"
    return "it ends with a dot or a space" if name.endswith((".", " ")) else ""
