"""Front matter that Obsidian does not see, or not as meant.

It must begin with `---` on the very first line and end with a line `---`; a second block right
below the first is text. The fix removes blank space above the block.

```md bad

^ front matter must begin on the first line
---
status: todo
---
Text.
```

```md fixed
---
status: todo
---
Text.
```

```md bad
---
^^^ front matter is never closed: add a line `---` below the properties
status: todo

Text.
```

```md bad
---
status: todo
---

---
^^^ a second block of front matter is text: merge it into the first
rating: 5
---
```

```md good
Text.

---

A line above: not front matter.

---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit

_WORDS = {
    "misplaced": "front matter must begin on the first line",
    "unclosed": "front matter is never closed: add a line `---` below the properties",
    "second-block": "a second block of front matter is text: merge it into the first",
}


@rule(severity=Severity.ERROR, on=("problems",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for problem in note.facts.problems:
        if problem.kind not in _WORDS:
            continue
        fixes: tuple[Fix, ...] = ()
        if problem.detail == "blank":
            edit = Edit(note.path, problem.span, "")
            fixes = (Fix("Remove the blank space above", (edit,)),)
        yield Finding(problem.span, _WORDS[problem.kind], fixes)
