"""The front matter is no valid YAML, so Obsidian shows it in red and knows no property of it.

The fix quotes one value, where that makes the block readable and changes no other property.

```md bad
---
title: Hello: world
            ^ `: ` inside a value: quote the value
status: todo
---
```

```md fixed
---
title: "Hello: world"
status: todo
---
```

What else is wrong is shown where it is:

```md bad
---
tags: [a, b
      ^ a list that `[` opens is not closed: add `]`, or quote
status: todo
---
```

```md good
---
title: "Hello: world"
when: 2026-02-03
---
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import FrontMatter, Problem
from vaultlint.parse.frontmatter import read_frontmatter
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.writing import quoted
from vaultlint.text import Edit, Span, apply

_LINE = re.compile(
    rb"([ \t]*(?:- )?(?:[^\s:#\[\]{}\"'][^:\r\n]*:)?[ \t]+)([^\r\n]*?)[ \t]*(?=\r?\n|\Z)"
)
_PLACEHOLDER = re.compile(rb"\{\{|<%")


@rule(severity=Severity.ERROR, on=("yaml-faults",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    block = note.facts.frontmatter
    if block is None or any(p.kind == "merge-conflict" for p in note.facts.problems):
        return
    for problem in block.problems:
        if problem.kind != "invalid-yaml" or _is_placeholder(note, problem):
            continue
        edit = _quoting(note, block, problem)
        fixes = (Fix("Quote the value", (edit,)),) if edit else ()
        yield Finding(problem.span, problem.detail, fixes)


def _is_placeholder(note: Note, problem: Problem) -> bool:
    """What a template left behind is a finding of its own."""
    start = note.data.rfind(b"\n", 0, problem.start) + 1
    end = note.data.find(b"\n", problem.start)
    return _PLACEHOLDER.search(note.data, start, end if end >= 0 else len(note.data)) is not None


def _quoting(note: Note, block: FrontMatter, problem: Problem) -> Edit | None:
    """Quotes around the value of the line at fault, if then the block can be read."""
    start = note.data.rfind(b"\n", 0, problem.start) + 1
    line = _LINE.match(note.data, start, block.inner_end)
    if line is None or not line[2] or start < block.inner_start:
        return None
    value = line[2].decode()
    if value[0] in "\"'|>" or " #" in value:
        return None
    edit = Edit(note.path, Span(*line.span(2)), quoted(value, '"'))
    after, _ = read_frontmatter(apply(note.data, (edit,)))
    if after is None or any(p.kind == "invalid-yaml" for p in after.problems):
        return None
    return edit if _one_more_line(note, after) else None


def _one_more_line(note: Note, after: FrontMatter) -> bool:
    """Whether every line that begins a property is one in the block as it would be."""
    keys = re.findall(
        rb"^([^\s#:\-][^:\r\n]*):(?=\s)", note.data[after.inner_start : after.inner_end], re.M
    )
    return len(keys) <= len(after.properties)
