"""A date is earlier or later than its schema allows.

`min` and `max` are dates, or `today`. What compares two properties of the note is DAT005.

```yaml schema
schema: episode
match: {has: published}
fields:
  published: {type: date, min: 1900-01-01, max: today}
```

```md bad
---
published: 2093-08-27
           ^^^^^^^^^^ `published` is `2093-08-27`, later than today
---
```

```md bad
---
published: 1825-08-27
           ^^^^^^^^^^ `published` is `1825-08-27`, earlier than `1900-01-01`
---
```

```md good
---
published: 2025-08-27
---
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultlint.dates import is_earlier
from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule


@rule(severity=Severity.ERROR, on=("bounded-dates",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for path, value, reading, field, _ in ctx.vault.matcher.dates_of(note):
        if field is None or not field.schema or reading.iso is None:
            continue
        for bound, late in ((field.min, False), (field.max, True)):
            if bound is None or str(bound).startswith("$"):
                continue
            if _is_outside(reading.iso, str(bound), ctx.today, late=late):
                than = "today" if bound == "today" else f"`{bound}`"
                yield Finding(
                    value.span,
                    f"`{path}` is `{value.text}`, {'later' if late else 'earlier'} than {than}",
                    field=path,
                    schema=field.schema,
                    severity=field.severity,
                )


def _is_outside(iso: str, bound: str, today: date, *, late: bool) -> bool:
    limit = today.isoformat() if bound == "today" else bound
    return is_earlier(limit, iso) if late else is_earlier(iso, limit)
