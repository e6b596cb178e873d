"""A date that no calendar has, or a time that no clock shows.

Checked in properties that a schema or Obsidian's own types call a date, and wherever a whole value
has the shape of one; and in the names of daily notes, which `daily-notes.json` gives a format.

```yaml types
published: date
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
---
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

from vaultlint.dates import day_of_name, read_date
from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import opening


@rule(severity=Severity.ERROR)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    yield from _file_name(note, ctx)
    for prop, value, reading, field in ctx.vault.matcher.dates_of(note):
        if reading.kind == "invalid":
            why = reading.problem
        elif reading.kind == "none" and field is not None:
            why = "write it as `2025-08-27`"
        else:
            continue
        yield Finding(
            value.span,
            f"`{value.text}` is no date: {why}",
            field=prop.key,
            schema=field.schema or None if field else None,
            severity=field.severity if field else None,
        )


def _file_name(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    """A daily note whose name has the form of a day that there is not."""
    settings = ctx.vault.settings
    folder = f"{settings.daily_folder}/" if settings.daily_folder else ""
    if not note.path.startswith(folder):
        return
    day = day_of_name(note.path[len(folder) :].removesuffix(".md"), settings.daily_format)
    if day is not None and read_date(day).kind == "invalid":
        why = read_date(day).problem
        yield Finding(opening(note), f"the file's name `{note.name}` is no date: {why}")
