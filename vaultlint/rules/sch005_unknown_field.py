"""A property that no schema of the note knows.

Only for schemas that say `unknown: warning` or `unknown: error`. What Obsidian itself knows
(`tags`, `aliases`, `cssclasses` …) is always known. A near miss is renamed on request.

```yaml schema
schema: book
match: {has: status}
unknown: warning
fields: {status: text, rating: number}
```

```md bad
---
status: done
ratng: 5
^^^^^ `ratng` is no property of `book`; did you mean `rating`?
---
```

```md fixed
---
status: done
rating: 5
---
```

```md good
---
status: done
rating: 5
tags: [book]
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import meant_by, of_kind
from vaultlint.schema.writing import is_plain
from vaultlint.text import Edit


@rule(severity=Severity.WARNING, on=("violations",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    shape = ctx.vault.shape_of(note)
    violations = of_kind(ctx.vault.matcher.violations_of(note), "unknown")
    found = [(u, u.property) for u in violations if u.property]
    meant = [(u.path.removesuffix(prop.key), meant_by(note, shape, u)) for u, prop in found]
    for (unknown, prop), (holder, near) in zip(found, meant, strict=True):
        key = prop.key_span
        fixes: tuple[Fix, ...] = ()
        if near is not None and is_plain(near) and meant.count((holder, near)) == 1:
            fixes = (Fix(f"Rename to `{near}`", (Edit(note.path, key, near),), Safety.UNSAFE),)
        hint = f"; did you mean `{near}`?" if near else ""
        schemas = ", ".join(f"`{name}`" for name in shape.schemas)
        severity = Severity.ERROR if shape.unknown == "error" else None
        message = f"`{unknown.path}` is no property of {schemas}{hint}"
        yield Finding(key, message, fixes, unknown.path, shape.schemas[0], severity)
