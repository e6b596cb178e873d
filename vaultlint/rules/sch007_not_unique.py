"""A value that must be unique among the notes of a type stands in several of them.

Mostly the same thing was clipped twice.

```yaml schema
schema: clipping
match: {has: source}
unique: [source]
fields: {source: url}
```

```md with file="First.md"
---
source: https://example.org/a
---
```

```md bad
---
source: https://example.org/a
        ^^^^^^^^^^^^^^^^^^^^^ `source` stands in `First.md` too, and must be unique among `clipping`
---
```

```md good
---
source: https://example.org/b
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule


@rule(severity=Severity.ERROR, on=("schemas",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for schema, name in ctx.vault.shape_of(note).unique:
        prop = note.properties.get(name)
        if prop is None or prop.value.is_empty:
            continue
        identity = ctx.vault.matcher.targets.identity(prop.value.text, note)
        others = [
            p for p in ctx.vault.of_type.holders(schema, name).get(identity, ()) if p != note.path
        ]
        if others:
            shown = ", ".join(f"`{p}`" for p in others[:3])
            message = f"`{name}` stands in {shown} too, and must be unique among `{schema}`"
            yield Finding(prop.value.span, message, (), name, schema)
