"""A note has not what its schema requires below the properties: a heading, or chapters.

```yaml schema
schema: meeting
match: {tag: meeting}
body:
  headings: {required: ["## Decisions"]}
```

```md bad
---
^^^ `meeting` requires the heading `## Decisions`
tags: [meeting]
---
## Decision
```

```md good
---
tags: [meeting]
---
## Decisions
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.predicate import plain_heading
from vaultlint.schema.violations import opening


@rule(severity=Severity.ERROR, on=("schemas",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    shape = ctx.vault.shape_of(note)
    for wanted in shape.headings:
        name = plain_heading(wanted.text)
        if any(
            plain_heading(h.text) == name and wanted.level in (0, h.level)
            for h in note.facts.headings
        ):
            continue
        shown = f"{'#' * wanted.level} {wanted.text}".strip()
        message = f"`{wanted.schema}` requires the heading `{shown}`"
        yield Finding(opening(note), message, schema=wanted.schema)
    chapters = shape.chapters
    if chapters is not None and chapters.required and not ctx.vault.chapters_of(note):
        message = f"`{chapters.schema}` requires chapters: lines such as `01:49 title`"
        yield Finding(opening(note), message, schema=chapters.schema)
