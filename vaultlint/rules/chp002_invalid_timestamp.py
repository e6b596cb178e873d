"""A timestamp in a chapter list is no time.

Minutes after an hour, and seconds, end at 59, and none is before zero. `24:75` may be 25:15 or a slip of the finger: only
a person knows.

```md bad
0:00 Intro
24:75 Compilers
^^^^^ `24:75` is no time: seconds end at 59
1:60:00 Questions
^^^^^^^ `1:60:00` is no time: minutes end at 59
```

```md good
0:00 Intro
24:15 Compilers
90:00 A long talk, in minutes
2:00:00 Questions
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule


@rule(severity=Severity.ERROR, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for chapter in ctx.vault.chapters_of(note):
        if chapter.seconds is None:
            yield Finding(chapter.time_span, f"`{chapter.time}` is no time: {_why(chapter.time)}")


def _why(time: str) -> str:
    first, *others = time.replace("：", ":").split(":")
    if not first.isdigit():
        return "nothing comes before 0:00"
    if int(others[-1]) > 59:
        return "seconds end at 59"
    return "minutes end at 59" if int(others[0]) > 59 else "no recording is that long"
