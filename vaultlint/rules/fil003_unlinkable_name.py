"""A note's name holds characters that no link can, or that some systems refuse.

`# ^ [ ] |` end or split a link; `* " < > : ? \\` and names such as `CON` cannot exist on Windows, nor
can a name that ends with a dot or a space.

```md bad file="C# notes.md"
# On languages
^^^^^^^^^^^^^^ no link can hold the name `C# notes`: `#` is not allowed
```

```md bad file="What?.md"
# Questions
^^^^^^^^^^^ the name `What?.md` is refused by Windows: `?` is not allowed
```

```md good file="C sharp.md"
# On languages
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import opening

_UNLINKABLE = re.compile(r"[#^\[\]|]")
_WINDOWS = re.compile(r'[*"<>:?\\]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)


@rule(severity=Severity.WARNING, files=(".md", ".canvas", ".base"))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    bad = _UNLINKABLE.search(note.name)
    if bad:
        message = f"no link can hold the name `{note.name}`: `{bad[0]}` is not allowed"
        yield Finding(opening(note), message)
        return
    for part in note.path.split("/"):
        bad = _WINDOWS.search(part)
        if bad:
            why = f"`{bad[0]}` is not allowed"
        elif _DEVICES.match(part):
            why = "it names a device"
        elif part.endswith((".", " ")):
            why = "it ends with a dot or a space"
        else:
            continue
        yield Finding(opening(note), f"the name `{part}` is refused by Windows: {why}")
        return
