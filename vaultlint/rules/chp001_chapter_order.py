"""A chapter's timestamp is not later than the one before it.

Players jump to the wrong place, or refuse the list. One of the two times is mistyped, or a line
was moved. Where a schema says `increasing: loose`, equal times are fine; `no` asks nothing.

```md bad
0:00 Intro
12:40 Compilers
09:15 Nanoseconds
^^^^^ `09:15` comes after `12:40`
20:00 Questions
```

Every list of a note counts for itself:

```md good
## Part one
0:00 Intro
12:40 Compilers

## Part two
0:00 Intro
9:15 Nanoseconds
```

An unsafe fix sorts the list. A chapter takes along the text under it, up to the next chapter or
heading; where a heading stands between the chapters, or their lines are not written alike, there is
no such fix, and the finding says so.

```md bad
- 00:00 Intro
- 24:10 Later
- 10:30 Sooner
  ^^^^^ `10:30` comes after `24:10`
```

```md fixed
- 00:00 Intro
- 10:30 Sooner
- 24:10 Later
```

```md bad
00:00 Intro

24:10 Later

What was said later.

10:30 Sooner
^^^^^ `10:30` comes after `24:10`

What was said sooner.

## Links
```

```md fixed
00:00 Intro

10:30 Sooner

What was said sooner.

24:10 Later

What was said later.

## Links
```

```md bad
- 00:00 Intro
- 24:10 Later
* 10:30 Sooner
  ^^^^^ `10:30` comes after `24:10`; no fix sorts them: its lines are not written alike
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Chapter
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault.arrange import Arranged, arrange


@rule(severity=Severity.ERROR, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    chapters = ctx.vault.chapters_of(note)
    if not chapters:
        return
    shape = ctx.vault.shape_of(note).chapters
    increasing = shape.increasing if shape else "strict"
    if increasing == "no":
        return
    for _, group in groupby(chapters, key=lambda c: c.list):
        listed = list(group)
        late = list(_late(listed, loose=increasing == "loose"))
        arranged = arrange(note, listed, chapters) if late else Arranged()
        fix = Fix("Sort the chapters by time", arranged.edits, Safety.UNSAFE)
        for chapter, before in late:
            if chapter.seconds == before.seconds:
                yield Finding(chapter.time_span, f"`{chapter.time}` stands twice")
                continue
            why = f"; no fix sorts them: {arranged.why}" if arranged.why else ""
            message = f"`{chapter.time}` comes after `{before.time}`{why}"
            yield Finding(chapter.time_span, message, (fix,) if fix.edits else ())
            arranged, fix = Arranged(), fix._replace(edits=())  # said once for the list


def _late(listed: list[Chapter], *, loose: bool) -> Iterator[tuple[Chapter, Chapter]]:
    """Chapters that are not later than the one before them, each with that one."""
    for before, chapter in pairwise(c for c in listed if c.seconds is not None):
        now, then = chapter.seconds or 0, before.seconds or 0
        if now < then or (now == then and not loose):
            yield chapter, before
