"""A property has a name that Obsidian no longer reads.

Since 1.9, `tag`, `alias` and `cssclass` mean nothing; `tags`, `aliases` and `cssclasses` do, and
they are lists. The fix renames the property, and makes a list of a text.

```md bad
---
tag: book, to read
^^^ `tag` is no longer read by Obsidian: write `tags`
alias: [Babbage]
^^^^^ `alias` is no longer read by Obsidian: write `aliases`
---
```

```md fixed
---
tags: [book, to-read]
aliases: [Babbage]
---
```

```md good
---
tags: [book]
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Property
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.obsidian import LEGACY
from vaultlint.schema.writing import list_text, replace_value, spell
from vaultlint.text import Edit


@rule(severity=Severity.WARNING, on=("legacy",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for old, new in LEGACY.items():
        prop = note.properties.get(old)
        if prop is None:
            continue
        if new in note.properties:
            message = f"`{prop.key}` is no longer read by Obsidian: move its values to `{new}`"
            yield Finding(prop.key_span, message)
            continue
        edits = _edits(note, prop, new)
        fixes = (Fix(f"Rename to `{new}`", edits),) if edits else ()
        yield Finding(
            prop.key_span, f"`{prop.key}` is no longer read by Obsidian: write `{new}`", fixes
        )


def _edits(note: Note, prop: Property, new: str) -> tuple[Edit, ...]:
    rename = Edit(note.path, prop.key_span, new)
    value = prop.value
    if value.kind in ("list", "null"):
        return (rename,)
    if value.kind == "object" or value.style in ("literal", "folded"):
        return ()
    parts = [p.strip() for p in value.text.split(",")] if new == "tags" else [value.text.strip()]
    if new == "tags":  # no space may stand in a tag
        parts = ["-".join(p.removeprefix("#").split()) for p in parts]
    written = list_text([spell(p, note, flow=True) for p in parts if p], note)
    return (rename, replace_value(note, prop, written))
