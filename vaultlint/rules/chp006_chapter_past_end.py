"""A chapter begins after the recording ends.

The length stands in a property: the one that the schema names (`chapters: {within: $duration}`),
else `duration` or `length`, as `1:25:05`, `85 min`, `PT1H25M5S` or seconds.

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

from collections.abc import Iterator

from vaultlint.durations import duration_seconds
from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule

_NAMES = ("duration", "length")


@rule(severity=Severity.ERROR, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    chapters = ctx.vault.chapters_of(note)
    if not chapters:
        return
    shape = ctx.vault.shape_of(note).chapters
    names = (shape.within.removeprefix("$"),) if shape and shape.within else _NAMES
    for name in names:
        prop = note.properties.get(name)
        end = None if prop is None else duration_seconds(prop.value.text)
        if prop is None or not end:
            continue
        for chapter in chapters:
            if chapter.seconds is not None and chapter.seconds > end:
                yield Finding(
                    chapter.time_span,
                    f"`{chapter.time}` is later than the end: `{name}` is `{prop.value.text}`",
                )
        return
