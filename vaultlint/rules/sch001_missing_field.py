"""A property that the note's schema requires is not there.

A field is required with `!` after its type or with `required: true`. Where the schema has a
`default`, the fix adds the property with it: where the schema's `order` puts it, else last, in
the style of the properties around it. `default: today` writes the current day. Nothing is added
beside a property that was probably meant: whose name differs in case, blanks or hyphens alone or,
where the schema does not welcome others, by a slip.

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

```md bad
---
^^^ `status` is missing; `book` asks for one of `todo`, `done`; is `Status` meant?
author: Ada Lovelace
Status: done
tags: [book]
---
```

```md fixed
---
author: Ada Lovelace
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

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Property
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.kinds import asked
from vaultlint.schema.shape import Field
from vaultlint.schema.violations import misnamed, of_kind, opening
from vaultlint.schema.writing import add_property, default_text, is_plain
from vaultlint.text import Edit


@rule(severity=Severity.ERROR, on=("violations",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    shape = ctx.vault.shape_of(note)
    for missing in of_kind(ctx.vault.matcher.violations_of(note), "missing"):
        field, holder = missing.field, missing.property
        meant = [] if holder else misnamed(note, shape, field.name)
        hint, fixes = "", () if meant or holder else _default(note, ctx, field)
        if meant and shape.unknown == "allow":  # else SCH005 says so
            hint = f"; is `{meant[0].key}` meant?"
            fixes = _renamed(note, meant, field.name)
        yield Finding(
            holder.key_span if holder else opening(note),
            f"`{missing.path}` is missing; `{field.schema}` asks for {asked(field)}{hint}",
            fixes,
            missing.path,
            field.schema,
            field.severity,
        )


def _default(note: Note, ctx: Context[NoOptions], field: Field) -> tuple[Fix, ...]:
    default = field.filling(ctx.today)
    if default is None:
        return ()
    text = default_text(default, field.type.many, note)
    edit = add_property(note, field.name, text, ctx.vault.shape_of(note).order)
    return (Fix(f"Add `{field.name}`", (edit,)),) if edit else ()


def _renamed(note: Note, meant: list[Property], name: str) -> tuple[Fix, ...]:
    if len(meant) > 1 or not is_plain(name):
        return ()
    edit = Edit(note.path, meant[0].key_span, name)
    return (Fix(f"Rename `{meant[0].key}` to `{name}`", (edit,), Safety.UNSAFE),)
