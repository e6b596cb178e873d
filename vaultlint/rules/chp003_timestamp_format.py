"""A timestamp is written in a form that players read in different ways.

Minutes after an hour and seconds have two digits; digits and colons are the ordinary ones. Within
one list, times with hours are padded as most of these are, and so are those without. A schema may
name the forms itself (`format: "MM:SS|HH:MM:SS"`).

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

Where blanks align what follows the time, in a table or by hand, the fix takes from these blanks or
adds to them:

```md bad
| time   | title |
|--------|-------|
| 00:00  | Intro |
| 1:2:03 | Coda  |
  ^^^^^^ write `1:02:03`
```

```md fixed
| time   | title |
|--------|-------|
| 00:00  | Intro |
| 1:02:03 | Coda  |
```

```md bad
00:00    Intro
1:2:03   Coda
^^^^^^ write `1:02:03`
```

```md fixed
00:00    Intro
1:02:03  Coda
```

```md good
0:00 Intro
12:30 Middle
1:02:03 Coda
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from unicodedata import east_asian_width

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.chapter_forms import is_padded, well_written
from vaultlint.parse.facts import Chapter
from vaultlint.patterns import later
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit, Span

_BLANKS = later(r"([\])）】*_]*)( +)(?=[^ \r\n])")


@rule(severity=Severity.WARNING, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    chapters = ctx.vault.chapters_of(note)
    if not chapters:
        return
    shape = ctx.vault.shape_of(note).chapters
    formats = shape.formats if shape else ()
    for _, group in groupby(chapters, key=lambda c: c.list):
        listed = [c for c in group if c.seconds is not None]
        padded = {size: is_padded(listed, size) for size in (2, 3)}
        for chapter in listed:
            wanted = well_written(chapter, padded, formats)
            if wanted != chapter.time:
                fix = Fix(f"Write `{wanted}`", (_edit(note, chapter, wanted),))
                yield Finding(chapter.time_span, f"write `{wanted}`", (fix,))


def _edit(note: Note, chapter: Chapter, wanted: str) -> Edit:
    """The time rewritten, and the blanks after it (or its brackets), so that what follows them
    stays in its column; one blank is always left."""
    place = note.data.find(b"\n", chapter.time_end)
    rest = note.text((chapter.time_end, place if place >= 0 else len(note.data)))
    blanks = _BLANKS.match(rest)
    grown = _width(wanted) - _width(chapter.time)
    aligns = blanks is not None and (
        len(blanks[2]) > 1 or (grown < 0 and rest[blanks.end() :][:1] == "|")
    )
    if blanks is None or not aligns or not grown:
        return Edit(note.path, chapter.time_span, wanted)
    left = " " * max(len(blanks[2]) - grown, 1)
    end = chapter.time_end + len(blanks[0].encode())
    return Edit(note.path, Span(chapter.time_start, end), f"{wanted}{blanks[1]}{left}")


def _width(text: str) -> int:
    """Columns in a font of one width."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
