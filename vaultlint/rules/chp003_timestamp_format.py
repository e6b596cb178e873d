"""A timestamp is written in a form that players read in different ways.

Minutes after an hour and seconds have two digits; digits and colons are the ordinary ones. Within
one list, times with hours are padded as most of these are, and so are those without. A schema may name the forms itself
(`format: "MM:SS|HH:MM:SS"`).

```md bad
00:00 Intro
1:2:03 Coda
^^^^^^ write `1:02:03`
```

```md fixed
00:00 Intro
1:02:03 Coda
```

```md bad
00:00 开场
2:10 第一部分
^^^^ write `02:10`
２４：５８ 第二部分
^^^^^ write `24:58`
```

```md fixed
00:00 开场
02:10 第一部分
24:58 第二部分
```

```md good
0:00 Intro
12:30 Middle
1:02:03 Coda
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Chapter
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit


@rule(severity=Severity.WARNING, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    chapters = ctx.vault.chapters_of(note)
    if not chapters:
        return
    shape = ctx.vault.shape_of(note).chapters
    formats = shape.formats if shape else ()
    for _, group in groupby(chapters, key=lambda c: c.list):
        listed = [c for c in group if c.seconds is not None]
        padded = {size: _is_padded(listed, size) for size in (2, 3)}
        for chapter in listed:
            wanted = _wanted(chapter, padded, formats)
            if wanted != chapter.time:
                edit = Edit(note.path, chapter.time_span, wanted)
                yield Finding(
                    chapter.time_span,
                    f"write `{wanted}`",
                    (Fix(f"Write `{wanted}`", (edit,)),),
                )


def _parts(chapter: Chapter) -> list[str]:
    """The numbers as written, in ordinary digits."""
    return ["".join(str(int(c)) for c in part) for part in re.split("[:：]", chapter.time)]


def _is_padded(listed: list[Chapter], size: int) -> bool:
    """Whether most of the times with or without hours that show it begin with a zero."""
    small = [p[0] for p in map(_parts, listed) if len(p) == size and int(p[0]) < 10]
    return sum(len(first) > 1 for first in small) * 2 >= max(len(small), 1)


def _wanted(chapter: Chapter, paddings: dict[int, bool], formats: tuple[str, ...]) -> str:
    first, *rest = _parts(chapter)
    padded = paddings[len(rest) + 1]
    for form in formats:
        shown = form.split(":")
        if len(shown) == len(rest) + 1:
            padded = len(shown[0]) > 1
            break
    first = first.lstrip("0") or "0"
    return ":".join([first.zfill(2) if padded else first, *(p.zfill(2) for p in rest)])
