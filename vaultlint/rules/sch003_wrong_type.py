"""A property's value is not of the type that the schema gives it.

Obsidian itself stores some values either way, and the fix writes them as the schema has them:
one value for a list of one, a list for one value alone, `5` for `"5"`. An embed is no link to Obsidian where it stands in a property. A date that no calendar
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

```md bad
---
rating: 5
author: "![[Ada Lovelace]]"
        ^^^^^^^^^^^^^^^^^^^ `author` should be a link, not an embed
---
```

```md fixed
---
rating: 5
author: "[[Ada Lovelace]]"
---
```

```md bad
---
rating: 5
topics: ["[[]]"]
         ^^^^^^ `topics` should hold links, not a link to nothing
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

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.retype import retyped
from vaultlint.schema.violations import of_kind


@rule(severity=Severity.ERROR, on=("violations",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for wrong in of_kind(ctx.vault.matcher.violations_of(note), "type"):
        field, prop, value = wrong.field, wrong.property, wrong.value
        if prop is None or value is None:
            continue
        edit = retyped(note, field.type, prop, value)
        # a plug-in may want the embed
        safety = Safety.UNSAFE if value.text.lstrip().startswith("!") else Safety.SAFE
        yield Finding(
            value.span,
            f"`{wrong.path}` {wrong.message}",
            (Fix("Write it as the schema has it", (edit,), safety),) if edit else (),
            wrong.path,
            field.schema,
            field.severity,
        )
