"""A date that may be read in more than one way.

`03/04/2026` is the third of April to some and the fourth of March to others. Only the one who
wrote it knows; write it as an ISO date.

```yaml types
published: date
```

```md bad
---
published: 03/04/2026
           ^^^^^^^^^^ `03/04/2026` may be `2026-04-03` or `2026-03-04`
---
```

```md good
---
published: 2026-04-03
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule


@rule(severity=Severity.WARNING, on=("odd-dates",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for path, value, reading, field, _ in ctx.vault.matcher.dates_of(note):
        if reading.kind == "ambiguous":
            readings = " or ".join(f"`{iso}`" for iso in reading.isos)
            yield Finding(
                value.span,
                f"`{value.text}` may be {readings}",
                field=path,
                schema=field.schema or None if field else None,
                severity=field.severity if field else None,
            )
