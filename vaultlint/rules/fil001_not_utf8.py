"""A note is no UTF-8 text, or holds NUL bytes.

Obsidian shows it damaged and would save it so. Nothing else of it is checked; it stays a link
target. Save it as UTF-8, or give it the ending of what it is.

```md bad
one \0 two
    ^ a NUL byte: this is no text
```

```md good
naïve, 天
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule

_MARKS = ("fffe", "feff")


@rule(severity=Severity.ERROR, on=("unreadable",), files=(".md", ".canvas", ".base"))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    problem = note.facts.unreadable
    if problem is None:
        return
    if problem.kind == "nul":
        yield Finding(problem.span, "a NUL byte: this is no text")
    elif problem.kind == "not-utf8" and problem.detail in _MARKS:
        yield Finding(problem.span, "looks like UTF-16: save the note as UTF-8")
    elif problem.kind == "not-utf8":
        byte = note.data[problem.start]
        yield Finding(problem.span, f"no UTF-8 (byte 0x{byte:02X}): save the note as UTF-8")
