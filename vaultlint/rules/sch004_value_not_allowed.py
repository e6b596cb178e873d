"""A property's value is not one that its schema allows.

Outside of an enum, a pattern, a range, a length; in a list, too few or too many. Case and spacing
are mended safely, a near miss on request.

```yaml schema
schema: book
match: {has: status}
fields:
  status: enum(todo, doing, done)
  rating: {type: number, min: 0, max: 7}
  isbn: {type: text, pattern: "[0-9-]+"}
```

```md bad
---
status: Done
        ^^^^ `status` is `Done`, which is none of `todo`, `doing`, `done`; did you mean `done`?
---
```

```md fixed
---
status: done
---
```

```md bad
---
status: later
        ^^^^^ `status` is `later`, which is none of `todo`, `doing`, `done`
rating: 9
        ^ `rating` is `9`, above `7`
isbn: none
      ^^^^ `isbn` is `none`, which does not match the pattern `[0-9-]+`
---
```

```md good
---
status: done
rating: 7
isbn: "978-0-14"
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Value
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.constraints import allowed_values
from vaultlint.schema.nearest import nearest
from vaultlint.schema.violations import of_kind
from vaultlint.schema.writing import respell
from vaultlint.text import Edit, fold


@rule(severity=Severity.ERROR, on=("violations",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for wrong in of_kind(ctx.vault.matcher.violations_of(note), "value"):
        field, value = wrong.field, wrong.value
        if value is None:
            continue
        meant, safety = _meant(value, allowed_values(field))
        hint = ""
        fixes: tuple[Fix, ...] = ()
        if meant is not None and "which is none of" in wrong.message:
            edit = Edit(note.path, value.span, respell(value, meant, note))
            hint = f"; did you mean `{meant}`?"
            fixes = (Fix(f"Write `{meant}`", (edit,), safety),)
        yield Finding(
            value.span,
            f"`{wrong.path}` {wrong.message}{hint}",
            fixes,
            wrong.path,
            field.schema,
            field.severity,
        )


def _meant(value: Value, allowed: tuple[str, ...]) -> tuple[str | None, Safety]:
    """The allowed value that was meant, and how sure that is."""
    if value.style in ("literal", "folded") or value.kind in ("list", "object"):
        return None, Safety.UNSAFE
    written = _form(value.text)
    same = [a for a in allowed if _form(a) == written]
    if len(same) == 1:
        return same[0], Safety.SAFE
    return nearest(value.text, allowed), Safety.UNSAFE


def _form(text: str) -> str:
    return " ".join(fold(text).split())
