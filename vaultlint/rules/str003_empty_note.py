"""A note has no text below its properties.

Mostly it was made by a click on an unwritten link. Off until selected.

```md bad
---
^^^ this note is empty
tags: [book]
---
```

```md good
---
tags: [book]
---
Text.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import opening


@rule(severity=Severity.INFO, default=False)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    if not note.data[note.body_start :].strip():
        yield Finding(opening(note), "this note is empty")
