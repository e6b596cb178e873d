"""A value is not of the type that Obsidian has for the property.

Types hold for the whole vault (`.obsidian/types.json`): Obsidian shows such a value with a
warning, and does not sort or filter it as meant. Where a schema asks for another type than
Obsidian has, or for one value where Obsidian keeps a list, one of the two is wrong; that is said
once, in the first note that has the property. `vaultlint schema export --to types.json` shows what
would suit the schemas.

```yaml types
rating: number
created: date
topics: text
author: multitext
```

A text that shows no date is none to Obsidian; one that is meant as a date is for DAT001 to judge,
and a link to the note of a day or month is left to its author.

```yaml schema
schema: book
match: {has: topics}
fields: {topics: "link?[]", author: link?}
```

```md bad
---
rating: good
        ^^^^ `rating` is a number to Obsidian (`.obsidian/types.json`), and this is text
created: soon
         ^^^^ `created` is a date such as `2025-08-27` to Obsidian (`.obsidian/types.json`), and this is text
author: {name: Ada}
        ^^^^^^^^^^^ `author` is a list of texts to Obsidian (`.obsidian/types.json`), and this is a mapping
---
```

```md bad
---
topics: ["[[Looms]]"]
^^^^^^ `topics` is a list of links to `book`, and `text` in `.obsidian/types.json`, where `multitext` would suit
author: "[[Ada Lovelace]]"
^^^^^^ `author` is a link to `book`, and `multitext` in `.obsidian/types.json`, where `text` would suit
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
from vaultlint.schema.dated import DATES
from vaultlint.schema.kinds import IS, called, there
from vaultlint.schema.obsidian import OBSIDIAN_TYPES, suiting
from vaultlint.schema.predicate import link_target
from vaultlint.schema.shape import Field, FieldType
from vaultlint.schema.violations import is_placeholder, is_readable, is_unquoted_link

_LISTS = frozenset(("aliases", "cssclasses"))
"""Properties of which Obsidian takes a text with commas for none, as it does of `tags` (TAG001)."""


@rule(severity=Severity.WARNING, on=("types",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    settings = ctx.vault.settings
    if not settings.types or not is_readable(note):
        return
    fields = ctx.vault.shape_of(note).fields
    for name, prop in note.properties.items():
        spelled = settings.spelled.get(name.lower())
        field = fields.get(name) or (fields.get(spelled) if spelled else None)
        if field is None or spelled is None:
            continue
        if field.schema:
            yield from _schema_conflict(note, prop, field, settings.types[spelled], ctx)
        elif not _fits(prop, field):
            message = (
                f"`{prop.key}` is {_called(field.type)} to Obsidian (`.obsidian/types.json`),"
                f" and this is {there(prop.value)}"
            )
            yield Finding(prop.value.span, message, field=prop.key)


def _fits(prop: Property, field: Field) -> bool:
    value = prop.value
    if value.is_empty or is_placeholder(value) or is_unquoted_link(value):
        return True
    if prop.key.lower() in _LISTS and value.kind == "text" and "," in value.text:
        return False
    if field.type.name in DATES and link_target(value.text) is not None:
        return True
    if value.kind == "list":
        return field.type.many or field.type.either
    return IS[field.type.name](value) or (field.type.name == "text" and value.kind != "object")


def _called(type_: FieldType) -> str:
    return called(type_._replace(many=True) if type_.either else type_)


def _schema_conflict(
    note: Note, prop: Property, field: Field, written: str, ctx: Context[NoOptions]
) -> Iterator[Finding]:
    suits = suiting(field)
    if not suits or written in suits or written not in OBSIDIAN_TYPES:
        return
    if ctx.vault.of_type.first_with(field.schema, field.name) == note.path:
        message = (
            f"`{prop.key}` is {called(field.type)} to `{field.schema}`,"
            f" and `{written}` in `.obsidian/types.json`, where `{suits[0]}` would suit"
        )
        yield Finding(prop.key_span, message, (), prop.key, field.schema)
