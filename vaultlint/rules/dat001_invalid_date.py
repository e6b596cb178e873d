"""A date that no calendar has, or a time that no clock shows.

Checked in properties that a schema or Obsidian's own types call a date, and wherever a whole value
has the shape of one. And in names: of daily notes, to which `daily-notes.json` gives a format, of
weekly, monthly, quarterly and yearly ones, to which the plugin Periodic Notes does; and, as a
warning, in every name that begins or ends with a date.

```yaml types
published: date
seen: datetime
```

```yaml schema
schema: meeting
match: {has: begins}
fields: {begins: time}
```

```md bad
---
published: 2026-13-45
           ^^^^^^^^^^ `2026-13-45` is no date: there is no month 13
created: 2026-02-31T10:00
         ^^^^^^^^^^^^^^^^ `2026-02-31T10:00` is no date: February 2026 has no day 31
---
```

```md bad
---
published: 3 weeks ago
           ^^^^^^^^^^^ `3 weeks ago` is no date: write it as `2025-08-27`
seen: "10:30"
      ^^^^^^^ `10:30` is no date: write it as `2025-08-27T10:30`
begins: 25:00
        ^^^^^ `25:00` is no time: hours end at 23
---
```

```md bad file="2026-02-31.md"
A day.
^^^^^^ the file's name `2026-02-31` is no date: February 2026 has no day 31
```

```md bad file="2026-04-31 Meeting.md"
With Ada.
^^^^^^^^^ the file's name `2026-04-31 Meeting` is no date: April 2026 has no day 31
```

```md good
---
published: 2026-02-28
created: 2024-02-29T23:59:59
isbn: 978-0-14-044913-6
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import opening
from vaultlint.vault.periodic import day_in_name, period_of


@rule(severity=Severity.ERROR)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    yield from _file_name(note, ctx)
    for path, value, reading, field, _ in ctx.vault.matcher.dates_of(note):
        type_ = field.type.name if field else ""
        if reading.kind == "invalid":
            why = reading.problem
        elif reading.kind == "none" and field is not None:
            why = f"write it as `2025-08-27{'T10:30' if type_ == 'datetime' else ''}`"
        else:
            continue
        yield Finding(
            value.span,
            f"`{value.text}` is no {'time' if type_ == 'time' else 'date'}: {why}",
            field=path,
            schema=field.schema or None if field else None,
            severity=field.severity if field else None,
        )


def _file_name(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    """A note whose name has the form of a day, week or month that there is not."""
    period = period_of(note, ctx.vault.settings)
    severity = None
    if period is None:
        period, severity = day_in_name(note), Severity.WARNING
    if period is not None and period.problem:
        message = f"the file's name `{note.name}` is no date: {period.problem}"
        yield Finding(opening(note), message, severity=severity)
