"""A value is not of the type that Obsidian has for the property.

Types hold for the whole vault (`.obsidian/types.json`): Obsidian shows such a value with a
warning, and does not sort or filter it as meant. Where a schema asks for another type than
Obsidian has, one of the two is wrong; that is said once, in the first note that has the property.

```yaml types
rating: number
created: date
```

```md bad
---
rating: good
        ^^^^ `rating` is a number to Obsidian (`.obsidian/types.json`), and this is text
---
```

```md good
---
rating: 5
created: 2025-08-27
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Property
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.kinds import IS, called, there
from vaultlint.schema.shape import Field
from vaultlint.schema.violations import is_placeholder, is_readable, is_unquoted_link

_COMPATIBLE = {
    "text": {"text", "url", "email", "link", "file", "enum", "time", "duration", "any", "tag"},
    "multitext": {"text", "url", "email", "link", "file", "enum", "tag", "any", "time", "duration"},
    "number": {"number", "integer", "any", "duration", "enum"},
    "checkbox": {"checkbox", "any"},
    "date": {"date", "any"},
    "datetime": {"datetime", "date", "any"},
    "tags": {"tag", "text", "enum", "any"},
    "aliases": {"text", "any"},
}


@rule(severity=Severity.WARNING, on=("frontmatter",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    types = ctx.vault.settings.types
    if not types or not is_readable(note):
        return
    fields = ctx.vault.shape_of(note).fields
    for prop in note.properties.values():
        field = fields.get(prop.key)
        if field is None or prop.key not in types:
            continue
        if field.schema:
            yield from _schema_conflict(note, prop, field, types[prop.key], ctx)
        elif not _fits(prop, field):
            message = (
                f"`{prop.key}` is {called(field.type)} to Obsidian (`.obsidian/types.json`),"
                f" and this is {there(prop.value)}"
            )
            yield Finding(prop.value.span, message, field=prop.key)


def _fits(prop: Property, field: Field) -> bool:
    value = prop.value
    if value.is_empty or is_placeholder(value) or is_unquoted_link(value):
        return True
    if field.type.name in ("date", "datetime"):  # the date rules know more of what is meant
        return value.kind in ("text", "number")
    if value.kind == "list":
        return field.type.many or field.type.either
    return IS[field.type.name](value) or (field.type.name == "text" and value.kind != "object")


def _schema_conflict(
    note: Note, prop: Property, field: Field, written: str, ctx: Context[NoOptions]
) -> Iterator[Finding]:
    if field.type.name in _COMPATIBLE.get(written, {field.type.name}):
        return
    if ctx.vault.first_with(field.schema, prop.key) == note.path:
        message = (
            f"`{prop.key}` is {called(field.type)} to `{field.schema}`,"
            f" and `{written}` to Obsidian (`.obsidian/types.json`)"
        )
        yield Finding(prop.key_span, message, (), prop.key, field.schema)
