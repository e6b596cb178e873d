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

An unsafe fix sorts the lines of a list that stand directly under each other.

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
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Chapter
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit, Span


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
        listed = [c for c in group if c.seconds is not None]
        late = list(_late(listed, loose=increasing == "loose"))
        fixes = _sorted(note, listed) if late else ()
        for chapter, before in late:
            again = chapter.seconds == before.seconds
            message = (
                f"`{chapter.time}` {'stands twice' if again else f'comes after `{before.time}`'}"
            )
            yield Finding(chapter.time_span, message, () if again else fixes)
            fixes = ()


def _late(listed: list[Chapter], *, loose: bool) -> Iterator[tuple[Chapter, Chapter]]:
    """Chapters that are not later than the one before them, each with that one."""
    for before, chapter in pairwise(listed):
        now, then = chapter.seconds or 0, before.seconds or 0
        if now < then or (now == then and not loose):
            yield chapter, before


def _sorted(note: Note, listed: list[Chapter]) -> tuple[Fix, ...]:
    """The lines in the order of their times, where nothing else stands between them and each has
    the same things around its time."""
    lines = [note.lines.line_of(c.time_start) for c in listed]
    if lines != list(range(lines[0], lines[0] + len(lines))):
        return ()
    spans = [note.lines.line_span(line) for line in lines]
    texts = [note.text(span) for span in spans]
    heads = {note.text((span.start, c.time_start)) for span, c in zip(spans, listed, strict=True)}
    if len(heads) > 1 or any("^" in text for text in texts):
        return ()
    order = sorted(range(len(listed)), key=lambda at: listed[at].seconds or 0)
    edits = tuple(
        Edit(note.path, Span(*span), texts[at])
        for span, at in zip(spans, order, strict=True)
        if texts[at] != note.text(span)
    )
    return (Fix("Sort the chapters by time", edits, Safety.UNSAFE),)
