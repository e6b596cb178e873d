"""A note that no schema speaks of.

For vaults in which every note should have a type. Off until selected.

```yaml schema
schema: book
match: {tag: book}
```

```md bad
# A note
^^^^^^^^ no schema speaks of this note
```

```md good
---
tags: [book]
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import is_readable, opening


@rule(severity=Severity.WARNING, default=False)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    if is_readable(note) and not ctx.vault.schemas_of(note):
        yield Finding(opening(note), "no schema speaks of this note")
