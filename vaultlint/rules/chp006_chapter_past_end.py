"""A chapter begins after the recording ends.

The length stands in a property: the one that the schema names (`chapters: {within: $duration}`),
else one called `duration`, `length`, `runtime` or `时长`, written `1:25:05`, `85 min`, `PT1H25M5S` or
in seconds. A bare number or `1:25` that would end before most of the chapters is read as minutes, or
as hours and minutes.

```md bad
---
duration: 45 min
---
0:00 Intro
44:10 Questions
50:00 Coda
^^^^^ `50:00` is later than the end: `duration` is `45 min`
```

```md good
---
duration: 1:25:05
---
0:00 Intro
50:00 Coda
1:25:00 Thanks
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.durations import duration_seconds
from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Chapter
from vaultlint.rule import Context, NoOptions, rule

_NAMES = ("duration", "length", "runtime", "时长", "時長")


@rule(severity=Severity.ERROR, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    chapters = [c for c in ctx.vault.chapters_of(note) if c.seconds is not None]
    if not chapters:
        return
    shape = ctx.vault.shape_of(note).chapters
    names = (shape.within.removeprefix("$"),) if shape and shape.within else _NAMES
    named = {key.lower(): prop for key, prop in reversed(note.properties.items())}
    for name in names:
        prop = named.get(name.lower())
        end = None if prop is None else _end(prop.value.text, chapters)
        if prop is None or not end:
            continue
        for chapter in chapters:
            if (chapter.seconds or 0) > end:
                yield Finding(
                    chapter.time_span,
                    f"`{chapter.time}` is later than the end: `{prop.key}` is `{prop.value.text}`",
                )
        return


def _end(text: str, chapters: list[Chapter]) -> int | None:
    """The length in seconds, in the first way of reading it that most chapters do not exceed."""
    end = duration_seconds(text)
    if end is None:
        return None
    is_short = (text.strip().isdigit() and end < 1000) or re.fullmatch(r"\s*\d[:：]\d\d\s*", text)
    beyond = sum((c.seconds or 0) > end for c in chapters)
    return end * 60 if is_short and beyond * 2 > len(chapters) else end
