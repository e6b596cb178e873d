"""A link in a property leads to another type of note than its schema asks for.

`link(person)` asks for a note that has the schema `person`, or one that extends it.

```yaml schema
schema: person
match: {folder: People}
```

```yaml schema
schema: book
match: {has: author}
fields: {author: "link(person)[]"}
```

```md with file="People/Ada.md"
```

```md with file="Places/London.md"
```

```md bad
---
author: ["[[Ada]]", "[[London]]"]
                     ^^^^^^^^^^ `author` should link to a `person`, and `London` is none
---
```

```md good
---
author: ["[[Ada]]"]
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.shape import Field
from vaultlint.schema.typed import field_at, leads_to_kind
from vaultlint.vault.answer import Missing


@rule(severity=Severity.ERROR, on=("schemas",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    fields = ctx.vault.shape_of(note).asked
    if not any(_asks(field) for field in fields.values()):
        return
    for link in note.facts.links:
        field = field_at(fields, note.steps_to(link))
        if field is None:
            continue
        answer = ctx.vault.resolve(link, note)
        target = None if isinstance(answer, Missing) else ctx.vault.notes.get(answer.path)
        if isinstance(answer, Missing):
            continue
        if not leads_to_kind(field, ctx.vault.schemas_of(target) if target else ()):
            wanted = " or ".join(f"`{a}`" for a in field.type.args)
            has = ", ".join(f"`{s.name}`" for s in ctx.vault.schemas_of(target)) if target else ""
            is_what = f"is a {has}" if has else "is none"
            path = note.field_of(link)
            yield Finding(
                link.span,
                f"`{path}` should link to a {wanted}, and `{link.target.strip()}` {is_what}",
                field=path,
                schema=field.schema,
                severity=field.severity,
            )


def _asks(field: Field) -> bool:
    """Whether the field, or one inside of it, asks for a type of note."""
    return (field.type.name == "link" and bool(field.type.args)) or any(map(_asks, field.fields))
