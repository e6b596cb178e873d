"""The front matter is no valid YAML, so Obsidian shows it in red and knows no property of it.

The fix quotes each value that was meant as text, where that makes the block readable and changes no
other property. For what may be an alias (`*x`), a block (`> x`) or have a tag (`!x y`) it is a guess.

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

```md bad
---
title: "Hello" and goodbye
               ^ this does not belong here: quote the value, or check the indent
author: @ada
---
```

```md fixed
---
title: '"Hello" and goodbye'
author: "@ada"
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

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import FrontMatter, Problem
from vaultlint.parse.frontmatter import read_frontmatter
from vaultlint.patterns import later
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.writing import quoted_as_written
from vaultlint.text import Edit, Span, apply

MAX_LINES = 20
"""Lines that one fix quotes."""

_LINE = later(
    rb"""([ \t]*(?:-[ \t]+)*(?:(?:[^\s:#\[\]{}"'-][^:\r\n]*|"[^"\r\n]*"|'[^'\r\n]*'):[ \t]+)?)"""
    rb"([^\r\n]*)(?=\r?\n|\Z)"
)
_KEY = later(rb"(?m)^([^\s#:\-][^:\r\n]*):(?=\s)")
_STRAY_RETURN = later(rb"\r(?!\n)")
"""What ends a line to some readers and not to others: to quote across it would part them."""
_PLACEHOLDER = later(rb"\{\{|<%")
_WIKILINK = later(r"!?\[\[[^\[\]]+\]\]")
_ITEM = later(rf"""{_WIKILINK.pattern}|"[^"\\]*"|'[^']*'""")
_ITEMS = later(rf"(?:{_ITEM.pattern})(?:\s*,\s*(?:{_ITEM.pattern}))+\s*,?")
_MAYBE = later(r"\*[\w-]+|![^!<\s]\S* .*")
"""An alias; a tag of somebody's own and its value."""
_NEVER = later(r"- |&[\w-]+(?:\s|$)|!!|!<|.*[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""A list, an anchor, a tag of YAML; what holds control characters."""


@rule(severity=Severity.ERROR, on=("yaml-faults",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    block = note.facts.frontmatter
    if block is None or any(p.kind == "merge-conflict" for p in note.facts.problems):
        return
    for problem in block.problems:
        if problem.kind != "invalid-yaml" or _is_placeholder(note, problem):
            continue
        fix = _quoting(note, block, problem)
        yield Finding(problem.span, problem.detail, (fix,) if fix else ())


def _is_placeholder(note: Note, problem: Problem) -> bool:
    """What a template left behind is a finding of its own."""
    start = note.data.rfind(b"\n", 0, problem.start) + 1
    end = note.data.find(b"\n", problem.start)
    return _PLACEHOLDER.search(note.data, start, end if end >= 0 else len(note.data)) is not None


def _quoting(note: Note, block: FrontMatter, problem: Problem) -> Fix | None:
    """Quotes around the value of each line at fault, if then the block can be read."""
    if _STRAY_RETURN.search(note.data, block.inner_start, block.inner_end):
        return None
    edits: list[Edit] = []
    safety = Safety.SAFE
    grown, fault = 0, problem
    while len(edits) < MAX_LINES:
        quotes = _quotes(note, block, fault.start - grown)
        if quotes is None or (edits and quotes[0].span.start <= edits[-1].span.start):
            return None
        edit, grade = quotes
        edits.append(edit)
        safety = Safety.UNSAFE if Safety.UNSAFE in (safety, grade) else safety
        grown += len(edit.text.encode()) - (edit.span.end - edit.span.start)
        after, _ = read_frontmatter(apply(note.data, edits))
        faults = [p for p in after.problems if p.kind == "invalid-yaml"] if after else [problem]
        if after and not faults:
            keys = _KEY.findall(note.data, block.inner_start, block.inner_end)
            title = "Quote the value" if len(edits) == 1 else f"Quote {len(edits)} values"
            return Fix(title, tuple(edits), safety) if len(keys) <= len(after.properties) else None
        fault = faults[0]
    return None


def _quotes(note: Note, block: FrontMatter, at: int) -> tuple[Edit, Safety] | None:
    """Quotes around the value on the line of byte `at`, if it was meant as text."""
    start = note.data.rfind(b"\n", 0, at) + 1
    line = _LINE.match(note.data, start, block.inner_end)
    written = line[2].rstrip(b" \t") if line else b""
    if line is None or not line[1] or not written or start < block.inner_start:
        return None
    span, value = Span(line.start(2), line.start(2) + len(written)), written.decode()
    if _ITEMS.fullmatch(value) and b":" in line[1] and b"-" not in line[1].partition(b":")[0]:
        return Edit(note.path, span, f"[{_ITEM.sub(_quoted_item, value)}]"), Safety.SAFE
    grade = _grade(value, written[: max(at - span.start, 0)])
    return (Edit(note.path, span, quoted_as_written(value)), grade) if grade else None


def _quoted_item(item: re.Match[str]) -> str:
    return item[0] if item[0][0] in "\"'" else quoted_as_written(item[0])


def _grade(value: str, before: bytes) -> Safety | None:
    """How sure it is that a value at fault was meant as text; `before` is what of it is readable.

    What begins as quotes, a list, an object or a block was meant so, unless it ends before the
    fault, and more text follows; after a comma that is more of a list, perhaps.
    """
    if _WIKILINK.fullmatch(value):
        return Safety.SAFE
    if _NEVER.match(value) or " #" in value:
        return None
    if value[0] in "|>":
        return Safety.UNSAFE if before else None
    if value[0] in "\"'[{":
        from vaultlint.parse.yaml_tree import compose

        whole, problems = compose(before, 0, len(before))
        faulty = any(p.kind == "invalid-yaml" for p in problems)
        if whole is None or faulty:
            return None
        rest = value[len(before.decode()) :]
        return Safety.UNSAFE if rest.startswith((",", ";")) else Safety.SAFE
    return Safety.UNSAFE if _MAYBE.fullmatch(value) else Safety.SAFE
