"""A property stands twice in the front matter.

Obsidian takes the block for invalid; other programs keep the last one and lose the first. Mostly
it comes from a merge. Which of the two is right, only a person knows.

```md bad
---
status: todo
rating: 5
status: done
^^^^^^ `status` stands twice, first on line 2
---
```

```md good
---
status: todo
rating: 5
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule


@rule(severity=Severity.ERROR, on=("yaml-faults",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    block = note.facts.frontmatter
    for problem in block.problems if block else ():
        if problem.kind == "duplicate-key":
            key = note.text(problem.span).strip("\"'")
            message = f"`{key}` stands twice, first on line {problem.detail}"
            yield Finding(problem.span, message)
