"""The title property, the first heading of level one and the file name do not agree.

They are compared without case and punctuation. Off until selected: many people mean them to
differ.

```md bad file="Engines.md"
# Looms
  ^^^^^ the heading is `Looms`, and the file is named `Engines`
```

```md good file="Engines.md"
---
title: Engines
---
# Engines
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.predicate import plain_heading
from vaultlint.text import Span


@rule(severity=Severity.INFO, default=False)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    name = plain_heading(note.name)
    title = note.properties.get("title")
    if title is not None and title.value.kind in ("text", "number"):
        text = title.value.text
        if plain_heading(text) != name:
            message = f"the title is `{text}`, and the file is named `{note.name}`"
            yield Finding(title.value.span, message, field="title")
    first = next((h for h in note.facts.headings if h.level == 1), None)
    if first is not None and plain_heading(first.text) != name:
        at = note.data.find(first.text.encode(), first.start, first.end)
        start = at if at >= 0 else first.start
        message = f"the heading is `{first.text}`, and the file is named `{note.name}`"
        yield Finding(Span(start, first.end), message)
