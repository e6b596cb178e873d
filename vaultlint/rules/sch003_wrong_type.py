"""A property's value is not of the type that the schema gives it.

Obsidian itself stores some values either way, and the fix writes them as the schema has them:
one value for a list of one, a list for one value alone, `5` for `"5"`. A date that no calendar
has, a link that leads nowhere and a tag that is none are findings of other rules.

```yaml schema
schema: book
match: {has: rating}
fields:
  rating: number
  pages: integer
  author: link?
  topics: link?[]
  read: checkbox
```

```md bad
---
rating: "5"
        ^^^ `rating` should be a number, not text
author: ["[[Ada Lovelace]]"]
        ^^^^^^^^^^^^^^^^^^^^ `author` should be a link, not a list
topics: "[[Engines]]" # and looms
        ^^^^^^^^^^^^^ `topics` should be a list of links, not one alone
---
```

```md fixed
---
rating: 5
author: "[[Ada Lovelace]]"
topics: ["[[Engines]]"] # and looms
---
```

```md bad
---
rating: 5
pages: many
       ^^^^ `pages` should be a whole number, not text
read: yes
      ^^^ `read` should be `true` or `false`, not text
---
```

```md good
---
rating: 5
pages: 120
author: "[[Ada Lovelace]]"
topics: ["[[Engines]]", "[[Looms]]"]
read: true
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.parse.yaml_scalars import kind_of
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.kinds import IS
from vaultlint.schema.shape import Field, FieldType
from vaultlint.schema.violations import of_kind
from vaultlint.schema.writing import list_text, replace_value, spell
from vaultlint.text import Edit

_ONE_LINE = ("plain", "single", "double")


@rule(severity=Severity.ERROR, on=("violations",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for wrong in of_kind(ctx.vault.matcher.violations_of(note), "type"):
        field, prop, value = wrong.field, wrong.property, wrong.value
        if prop is None or value is None:
            continue
        edit = _edit(note, field, prop, value)
        yield Finding(
            value.span,
            f"`{wrong.path}` {wrong.message}",
            (Fix("Write it as the schema has it", (edit,)),) if edit else (),
            wrong.path,
            field.schema,
            field.severity,
        )


def _edit(note: Note, field: Field, prop: Property, value: Value) -> Edit | None:
    type_ = field.type
    if value.kind == "list" and value is prop.value:
        return _one_of_list(note, type_, prop)
    if type_.many and value is prop.value:
        return _list_of_one(note, type_, prop)
    unquoted = value._replace(kind=kind_of(value.text.strip()), style="plain")
    if value.style in ("single", "double") and unquoted.kind in ("number", "checkbox"):
        return Edit(note.path, value.span, value.text.strip()) if _is(type_, unquoted) else None
    return None


def _is(type_: FieldType, value: Value) -> bool:
    return IS[type_.name](value) and "\n" not in value.text


def _one_of_list(note: Note, type_: FieldType, prop: Property) -> Edit | None:
    if len(prop.value.items) != 1:
        return None
    item = prop.value.items[0]
    written = note.text(item.span)
    around = note.data[prop.key_end : item.start] + note.data[item.end : prop.value.end]
    if item.style not in _ONE_LINE or "\n" in written or b"#" in around or not _is(type_, item):
        return None
    return replace_value(note, prop, written)


def _list_of_one(note: Note, type_: FieldType, prop: Property) -> Edit | None:
    value = prop.value
    if value.style not in _ONE_LINE or not _is(type_, value):
        return None
    written = note.text(value.span)
    if "\n" in written:
        return None
    if value.style == "plain" and set(written) & set(",[]{}"):
        written = spell(value.text, note, flow=True)
    return replace_value(note, prop, list_text([written], note))
