"""A note links to no other note.

Off until selected.

```md bad
# A wall
^^^^^^^^ this note links to no other
```

```md with file="Other.md"
```

```md good
# A door to [[Other]]
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
    if not any(link.form != "url" and link.target for link in note.facts.links):
        yield Finding(opening(note), "this note links to no other")
