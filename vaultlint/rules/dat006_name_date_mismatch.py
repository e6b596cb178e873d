"""A daily or periodic note is named for another day than its `date` property says.

Mostly a note that was copied, or made on the day after. What is a daily note, and how it is named,
Obsidian's `daily-notes.json` and the plugin Periodic Notes say; a note of a week, month, quarter or
year may have any day of it. An unsafe fix writes the name's day.

```md bad file="2025-08-27.md"
---
date: 2025-08-26
      ^^^^^^^^^^ `date` is `2025-08-26`, and the file is named `2025-08-27`
---
```

```md fixed
---
date: 2025-08-27
---
```

```md good file="2025-08-27.md"
---
date: 2025-08-27T21:30
---
```

With `any-name: true`, every note whose name begins or ends with a date is compared; `properties`
are those to compare, `date` alone if nothing is said.

```yaml options
any-name: true
properties: [day]
```

```md bad file="2025-08-27 Meeting.md"
---
day: 2025-08-20
     ^^^^^^^^^^ `day` is `2025-08-20`, and the file is named `2025-08-27 Meeting`
---
```

```md fixed
---
day: 2025-08-27
---
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vaultlint.dates import moment_of, read_date
from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Value
from vaultlint.rule import Context, rule
from vaultlint.schema.writing import respell
from vaultlint.text import Edit
from vaultlint.vault.periodic import day_in_name, period_of


@dataclass(frozen=True, slots=True)
class Options:
    """`properties`: those to compare. `any_name`: also of notes that are no periodic ones."""

    properties: tuple[str, ...] = ("date",)
    any_name: bool = False


@rule(severity=Severity.WARNING, options=Options, on=("frontmatter",))
def check(note: Note, ctx: Context[Options]) -> Iterator[Finding]:
    named = [p for key, p in note.properties.items() if key.lower() in ctx.options.properties]
    period = period_of(note, ctx.vault.settings) if named else None
    if named and period is None and ctx.options.any_name:
        period = day_in_name(note)
    if period is None or period.first is None or period.last is None:
        return
    for prop in named:
        iso = read_date(prop.value.text).iso or ""
        moment = moment_of(iso)
        if moment is None or period.first <= moment.date() <= period.last:
            continue
        fixes = (_fix(note, prop.value, iso, period.first),) if period.first == period.last else ()
        message = f"`{prop.key}` is `{prop.value.text}`, and the file is named `{note.name}`"
        yield Finding(prop.value.span, message, fixes, prop.key)


def _fix(note: Note, value: Value, iso: str, day: date) -> Fix:
    wanted = day.isoformat() + iso[10:]
    return Fix(
        f"Write `{wanted}`",
        (Edit(note.path, value.span, respell(value, wanted, note)),),
        Safety.UNSAFE,
    )
