"""The first chapter of a list does not begin at zero.

YouTube shows chapters only if the first is `0:00`, and podcast players leave what comes before the
first without a name. Off until it is selected, or until a schema asks with `chapters: {start: 0}`.

```md bad
0:10 Intro
^^^^ the first chapter should begin at `0:00`
24:40 Compilers
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
from vaultlint.schema.shape import Shape

_ZERO = ("0", "zero", "0:00", "00:00")


def _asked(shape: Shape) -> bool:
    return shape.chapters is not None and str(shape.chapters.start).lower() in _ZERO


@rule(severity=Severity.WARNING, on=("chapters",), default=False, asked=_asked)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    known: set[int] = set()
    for chapter in ctx.vault.chapters_of(note):
        if chapter.list not in known and chapter.seconds:
            yield Finding(chapter.time_span, "the first chapter should begin at `0:00`")
        known.add(chapter.list)
