"""A property that the note's schema requires has no value.

`key:` with nothing behind it, `""`, `[]` and a list of such are empty. Present, non-empty and
existing are three different things: `!` asks for the first two, and `{required: true,
nullable: true}` for the first alone. Where the schema has a `default`, the fix fills it in.

```yaml schema
schema: book
match: {tag: book}
fields:
  author: text!
  topics: text[]!
  status: {type: "enum(todo, done)!", default: todo}
  rating: {type: number, required: true, nullable: true}
```

```md bad
---
tags: [book]
author: ""
^^^^^^ `author` is empty; `book` asks for text
topics: []
^^^^^^ `topics` is empty; `book` asks for a list of texts
status: done
rating:
---
```

```md bad
---
tags: [book]
author: Ada
topics: [engines]
status: # not begun
^^^^^^ `status` is empty; `book` asks for one of `todo`, `done`
rating:
---
```

```md fixed
---
tags: [book]
author: Ada
topics: [engines]
status: todo # not begun
rating:
---
```

```md good
---
tags: [book]
author: Ada Lovelace
topics: [engines]
status: todo
rating:
---
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Property
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.kinds import asked
from vaultlint.schema.shape import Field
from vaultlint.schema.violations import of_kind, opening
from vaultlint.schema.writing import default_text, replace_value


@rule(severity=Severity.ERROR, on=("violations",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for empty in of_kind(ctx.vault.matcher.violations_of(note), "empty"):
        field, prop = empty.field, empty.property
        yield Finding(
            prop.key_span if prop else opening(note),
            f"`{empty.path}` is empty; `{field.schema}` asks for {asked(field)}",
            _fixes(note, field, prop, ctx.today),
            empty.path,
            field.schema,
            field.severity,
        )


def _fixes(note: Note, field: Field, prop: Property | None, today: date) -> tuple[Fix, ...]:
    default = field.filling(today)
    if default is None or prop is None:
        return ()
    if b"#" in note.data[prop.value.start : prop.value.end]:
        return ()  # comments between items that are empty
    text = default_text(default, field.type.many, note)
    return (Fix(f"Fill in `{field.name}`", (replace_value(note, prop, text),)),)
