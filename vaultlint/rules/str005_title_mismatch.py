"""The title property, the first heading of level one and the file name do not agree.

Letters and digits are compared, without case; an alias is as good as the name. A heading of level
one is a title if the text begins with it and no other is of its level. Off until selected: many
people mean them to differ.

```md bad file="Engines.md"
# Looms
  ^^^^^ the heading is `Looms`, and the file is named `Engines`
```

```md bad file="Mills.md"
---
title: Looms
       ^^^^^ the title is `Looms`, and the file is named `Mills`
---
```

```md good file="analytical-engine.md"
---
title: Analytical engine
---
# Analytical Engine!
```

```md good file="ada.md"
---
aliases: [Ada Lovelace]
---
# Ada Lovelace
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Span, fold


@rule(severity=Severity.INFO, default=False)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    names = {_bare(name) for name in (note.name, *note.aliases)}
    title = note.properties.get("title")
    if title is not None and title.value.kind in ("text", "number"):
        text = title.value.text
        if _differs(text, names):
            message = f"the title is `{text}`, and the file is named `{note.name}`"
            yield Finding(title.value.span, message, field="title")
    headings = note.facts.headings
    if [h.level for h in headings].count(1) != 1 or headings[0].level != 1:
        return
    first = headings[0]
    if note.data[note.body_start : first.start].strip():
        return
    if _differs(first.text, names):
        at = note.data.find(first.text.encode(), first.start, first.end)
        start = at if at >= 0 else first.start
        message = f"the heading is `{first.text}`, and the file is named `{note.name}`"
        yield Finding(Span(start, first.end), message)


def _differs(title: str, names: set[str]) -> bool:
    is_template = "{{" in title or "<%" in title
    return not is_template and _bare(title) not in names


def _bare(name: str) -> str:
    folded = fold(name)
    return "".join(c for c in folded if c.isalnum()) or folded
