"""A file's name holds characters that no link can, or that some systems refuse.

`# ^ [ ] | %%` end or split a link; `* " < > : ? \\` and names such as `CON` cannot exist on Windows, nor
can a name that ends with a dot or a space. Attachments are looked at too.

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
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import opening
from vaultlint.vault import Vault

_UNLINKABLE = re.compile(r"[#^\[\]|]|%%")
_WINDOWS = re.compile(r'[*"<>:?\\\x00-\x1f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)


def _beside(vault: Vault) -> Iterator[str]:
    for path in vault.files:
        name = path.rpartition("/")[2]
        if _UNLINKABLE.search(name) or _refused(name):
            yield path


@rule(severity=Severity.WARNING, files=(".md", ".canvas", ".base"), beside=_beside)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    bad = _UNLINKABLE.search(note.name)
    if bad:
        message = f"no link can hold the name `{note.name}`: `{bad[0]}` is not allowed"
        yield Finding(opening(note), message)
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


def _refused(name: str) -> str:
    """Why Windows refuses a name; empty if it does not."""
    bad = _WINDOWS.search(name)
    if bad:
        shown = bad[0] if bad[0].isprintable() else "a control character"
        return f"`{shown}` is not allowed"
    if _DEVICES.match(name):
        return "it names a device"
    return "it ends with a dot or a space" if name.endswith((".", " ")) else ""
