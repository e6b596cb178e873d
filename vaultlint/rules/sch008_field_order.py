"""The properties do not stand in the order that the schema gives them.

Off unless a schema has an `order:`. The fix moves whole properties, with the comments above and
beside them; properties that `order` does not name stay behind the one that they follow.

```yaml schema
schema: book
match: {has: status}
order: [title, author, status]
fields: {title: text, author: text, status: text}
```

```md bad
---
status: done
title: Engines
^^^^^ `title` should stand before `status`
# who wrote it
author: Ada
pages: 12
---
```

```md fixed
---
title: Engines
# who wrote it
author: Ada
pages: 12
status: done
---
```

```md good
---
title: Engines
status: done
---
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import FrontMatter, Property
from vaultlint.parse.frontmatter import read_frontmatter
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.shape import Shape
from vaultlint.schema.violations import is_readable
from vaultlint.text import Edit, Span, apply


def _asked(shape: Shape) -> bool:
    return bool(shape.order)


@rule(severity=Severity.WARNING, default=False, asked=_asked, on=("schemas",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    order = ctx.vault.shape_of(note).order
    block = note.facts.frontmatter
    if block is None or not order or not is_readable(note) or block.problems:
        return
    ranks = {name: at for at, name in enumerate(order)}
    highest: Property | None = None
    for prop in block.properties:
        if prop.key not in ranks:
            continue
        if highest is not None and ranks[prop.key] < ranks[highest.key]:
            edit = _sorted(note, block, ranks)
            fixes = (Fix("Put the properties in order", (edit,)),) if edit else ()
            message = f"`{prop.key}` should stand before `{highest.key}`"
            yield Finding(prop.key_span, message, fixes, prop.key)
            return
        highest = prop


def _sorted(note: Note, block: FrontMatter, ranks: dict[str, int]) -> Edit | None:
    """All properties in order, each with the lines above it that belong to no other."""
    data = note.data
    pieces: list[tuple[int, bytes]] = []
    at, rank = block.inner_start, -1
    for prop in block.properties:
        if prop.start < at:  # two on one line: a flow mapping is not taken apart
            return None
        rank = ranks.get(prop.key, rank)
        pieces.append((rank, data[at : prop.end]))
        at = prop.end
    rest = data[at : block.inner_end]
    if any(not piece.endswith(b"\n") for _, piece in pieces):
        return None
    joined = b"".join(piece for _, piece in sorted(pieces, key=lambda p: p[0]))
    text = (joined + rest).decode()
    edit = Edit(note.path, Span(block.inner_start, block.inner_end), text)
    after, _ = read_frontmatter(apply(note.data, (edit,)))
    return edit if after and _contents(after) == _contents(block) else None


def _contents(block: FrontMatter) -> Counter[object]:
    return Counter(p.content for p in block.properties)
