"""Two dates of a note stand in the wrong order.

The schema orders them: `created: {min: $published}` says that nothing is clipped before it is
published. Two times are compared as instants if both name their zone, else as they read; a time and
a day by their days.

```yaml schema
schema: episode
match: {has: published}
fields:
  published: date
  created: {type: date, min: $published}
```

```md bad
---
published: 2025-08-27
created: 2025-08-26
         ^^^^^^^^^^ `created` is `2025-08-26`, before `published` (`2025-08-27`)
---
```

```md good
---
published: 2025-08-27
created: 2025-08-27T09:00
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.dates import is_earlier, read_date
from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.typed import referred


@rule(severity=Severity.ERROR, on=("bounded-dates",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for path, value, reading, field, beside in ctx.vault.matcher.dates_of(note):
        if field is None or reading.iso is None:
            continue
        for bound, after in ((field.min, True), (field.max, False)):
            name = str(bound)[1:] if str(bound).startswith("$") else ""
            other = referred(str(bound), beside, note) if name else None
            iso = read_date(other.value.text).iso if other is not None else None
            if other is None or iso is None:
                continue
            if not (is_earlier(reading.iso, iso) if after else is_earlier(iso, reading.iso)):
                continue
            word = "before" if after else "after"
            yield Finding(
                value.span,
                f"`{path}` is `{value.text}`, {word} `{name}` (`{other.value.text}`)",
                field=path,
                schema=field.schema or None,
                severity=field.severity,
            )
