"""A block id stands twice in a note.

A link to it leads to the first; the second can never be reached. Mostly a paragraph was copied.

```md bad
First. ^note

Second. ^note
        ^^^^^ the block id `note` stands above already: links lead there
```

```md good
First. ^note-1

Second. ^note-2
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Block
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Span


@rule(severity=Severity.ERROR, on=("blocks",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    seen: dict[str, Block] = {}
    for block in note.facts.blocks:
        first = seen.setdefault(block.id.lower(), block)
        if first is not block:
            message = f"the block id `{block.id}` stands above already: links lead there"
            yield Finding(Span(block.start, block.end), message)
