"""A property that the note's schema requires is not there.

A field is required with `!` after its type or with `required: true`. Where the schema has a
`default`, the fix adds the property with it: where the schema's `order` puts it, else last, in
the style of the properties around it. `default: today` writes the current day.

```yaml schema
schema: book
match: {tag: book}
fields:
  tags: tag[]!
  author: text!
  status: {type: "enum(todo, done)!", default: todo}
order: [author, status, tags]
```

```md bad
---
^^^ `status` is missing; `book` asks for one of `todo`, `done`
author: Ada Lovelace
tags: [book]
---
```

```md fixed
---
author: Ada Lovelace
status: todo
tags: [book]
---
```

```md bad
---
^^^ `author` is missing; `book` asks for text
status: done
tags: [book]
---
```

```md good
---
author: Ada Lovelace
status: done
tags: [book]
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.kinds import asked
from vaultlint.schema.shape import Field
from vaultlint.schema.violations import Violation, meant_by, of_kind, opening
from vaultlint.schema.writing import add_property, default_text


@rule(severity=Severity.ERROR, on=("violations",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for missing in of_kind(ctx.vault.matcher.violations_of(note), "missing"):
        field, holder = missing.field, missing.property
        yield Finding(
            holder.key_span if holder else opening(note),
            f"`{missing.path}` is missing; `{field.schema}` asks for {asked(field)}",
            _fixes(note, ctx, missing, field),
            missing.path,
            field.schema,
            field.severity,
        )


def _fixes(
    note: Note, ctx: Context[NoOptions], missing: Violation, field: Field
) -> tuple[Fix, ...]:
    default = field.filling(ctx.today)
    if default is None or missing.property is not None or _is_misnamed(note, ctx, field.name):
        return ()
    text = default_text(default, field.type.many, note)
    edit = add_property(note, field.name, text, ctx.vault.shape_of(note).order)
    return (Fix(f"Add `{field.name}`", (edit,)),) if edit else ()


def _is_misnamed(note: Note, ctx: Context[NoOptions], name: str) -> bool:
    """Whether a property that no schema knows was probably meant: it is to be renamed."""
    shape = ctx.vault.shape_of(note)
    unknown = of_kind(ctx.vault.matcher.violations_of(note), "unknown")
    return any(u.value is None and meant_by(note, shape, u) == name for u in unknown)
