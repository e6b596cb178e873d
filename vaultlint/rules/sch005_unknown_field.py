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
from vaultlint.schema.nearest import nearest
from vaultlint.schema.shape import Shape
from vaultlint.schema.violations import Violation, of_kind
from vaultlint.schema.writing import is_plain
from vaultlint.text import Edit


@rule(severity=Severity.WARNING, on=("violations",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    shape = ctx.vault.shape_of(note)
    for unknown in of_kind(ctx.vault.matcher.violations_of(note), "unknown"):
        prop = unknown.property
        if prop is None:
            continue
        near = nearest(prop.key, _free(note, shape, unknown))
        fixes: tuple[Fix, ...] = ()
        if near is not None and is_plain(near):
            edit = Edit(note.path, prop.key_span, near)
            fixes = (Fix(f"Rename to `{near}`", (edit,), Safety.UNSAFE),)
        hint = f"; did you mean `{near}`?" if near else ""
        schemas = ", ".join(f"`{name}`" for name in shape.schemas)
        severity = Severity.ERROR if shape.unknown == "error" else None
        message = f"`{unknown.path}` is no property of {schemas}{hint}"
        yield Finding(prop.key_span, message, fixes, unknown.path, shape.schemas[0], severity)


def _free(note: Note, shape: Shape, unknown: Violation) -> set[str]:
    """The properties that a schema knows and the note, or the object in it, has not."""
    if unknown.value is not None:
        return {f.name for f in unknown.field.fields} - {p.key for p in unknown.value.properties}
    return shape.asked.keys() - note.properties.keys()
