"""A chapter has no title.

Players show an empty entry. Mostly a line that was meant to be filled in later.

```md bad
0:00 Intro
12:40
^^^^^ the chapter at `12:40` has no title
20:10 Questions
```

```md good
0:00 Intro
12:40 Compilers
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule


@rule(severity=Severity.WARNING, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for chapter in ctx.vault.chapters_of(note):
        if not any(c.isalnum() or ord(c) > 127 for c in chapter.title):
            yield Finding(chapter.time_span, f"the chapter at `{chapter.time}` has no title")
