"""A heading is more than one level deeper than the one before it.

The outline has a hole. Off until selected.

```md bad
# Engines
### Looms
^^^^^^^^^ a heading of level 3 below one of level 1
```

```md good
# Engines
## Looms
### Cards
## Mills
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Span


@rule(severity=Severity.INFO, default=False, on=("headings",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for before, heading in pairwise(note.facts.headings):
        if heading.level > before.level + 1:
            message = f"a heading of level {heading.level} below one of level {before.level}"
            yield Finding(Span(heading.start, heading.end), message)
