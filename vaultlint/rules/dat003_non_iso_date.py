"""A date is written in another form than Obsidian's.

Looked at are properties that a schema or Obsidian's types call a date, and those that nothing gives a
type but that are named as one: `date`, `created`, `updated`, `modified`, `published`, `due`,
`scheduled`, `start`, `started`, `end`, `finished`, `completed`.

Obsidian, Bases and Dataview sort and filter ISO dates (`2025-08-27`, `2025-08-27T10:30`) only. The
fix rewrites what has one reading, and keeps its precision and its quotes.

```yaml types
published: date
created: datetime
```

```md bad
---
published: 2025年8月27日
           ^^^^^^^^^^ write `2025年8月27日` as `2025-08-27`
created: "27 Aug 2025 3:30 pm"
         ^^^^^^^^^^^^^^^^^^^^^ write `27 Aug 2025 3:30 pm` as `2025-08-27T15:30`
---
```

```md fixed
---
published: 2025-08-27
created: "2025-08-27T15:30"
---
```

```md bad
---
published: 2025-08
           ^^^^^^^ `2025-08` names no day: write it as `2025-08-27`
---
```

```md good
---
published: 2025-08-27
created: 2025-08-27T15:30:00
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.writing import respell
from vaultlint.text import Edit


@rule(severity=Severity.WARNING, on=("odd-dates",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for path, value, reading, field, _ in ctx.vault.matcher.dates_of(note):
        fixes: tuple[Fix, ...] = ()
        if reading.kind == "other" and reading.iso:
            message = f"write `{value.text}` as `{reading.iso}`"
            if value.style in ("plain", "single", "double"):
                edit = Edit(note.path, value.span, respell(value, reading.iso, note))
                fixes = (Fix(f"Write `{reading.iso}`", (edit,)),)
        elif reading.kind == "partial":
            message = f"`{value.text}` names no day: write it as `2025-08-27`"
        else:
            continue
        yield Finding(
            value.span,
            message,
            fixes,
            path,
            field.schema or None if field else None,
            field.severity if field else None,
        )
