"""A wikilink in a property stands without quotes.

YAML reads `[[X]]` as a list in a list, so Obsidian sees no link: no backlink, no rename. A link in
a third pair of brackets may be a list of one: to make it one is a guess.

```md with file="Valley 101.md"
```

```md bad
---
show: [[Valley 101]]
      ^^^^^^^^^^^^^^ a link in a property needs quotes: `"[[Valley 101]]"`
hosts:
  - [[Valley 101|Valley]]
    ^^^^^^^^^^^^^^^^^^^^^ a link in a property needs quotes: `"[[Valley 101|Valley]]"`
---
```

```md fixed
---
show: "[[Valley 101]]"
hosts:
  - "[[Valley 101|Valley]]"
---
```

```md good
---
show: "[[Valley 101]]"
matrix: [[1, 2], [3, 4]]
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.writing import quoted_as_written
from vaultlint.text import Edit


@rule(severity=Severity.ERROR, on=("yaml-faults",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    block = note.facts.frontmatter
    for problem in block.problems if block else ():
        if problem.kind != "unquoted-wikilink":
            continue
        text = note.text(problem.span)
        text = text[1:-1] if text.startswith("[[[") else text
        value, safety = quoted_as_written(text), Safety.SAFE
        if note.text(problem.span) != text:
            value, safety = f"[{value}]", Safety.UNSAFE
        edit = Edit(note.path, problem.span, value)
        yield Finding(
            problem.span,
            f"a link in a property needs quotes: `{value}`",
            (Fix("Quote the link", (edit,), safety),),
        )
