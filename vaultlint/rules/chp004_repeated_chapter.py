"""Two chapters of one list have the same title.

Mostly a line that was copied and not edited. The same time twice is CHP001's, unless a schema
allows it with `increasing: loose`.

```md bad
0:00 Intro
12:40 Compilers
20:10 Compilers
      ^^^^^^^^^ the title `Compilers` stands at `12:40` too
```

```md good
0:00 Intro
12:40 Compilers
20:10 Compilers, again
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Span, fold


@rule(severity=Severity.WARNING, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    seen: dict[tuple[int, str], str] = {}
    times: dict[tuple[int, int], str] = {}
    for chapter in ctx.vault.chapters_of(note):
        shape = ctx.vault.shape_of(note).chapters
        if chapter.seconds is not None and shape is not None and shape.increasing != "strict":
            time = times.setdefault((chapter.list, chapter.seconds), chapter.title)
            if time is not chapter.title:
                yield Finding(chapter.time_span, f"`{chapter.time}` stands twice")
                continue
        if not chapter.title:
            continue
        first = seen.setdefault((chapter.list, fold(chapter.title)), chapter.time)
        if first is not chapter.time:
            at = note.data.rfind(chapter.title.encode(), chapter.start, chapter.end)
            span = Span(at, at + len(chapter.title.encode())) if at >= 0 else chapter.time_span
            yield Finding(span, f"the title `{chapter.title}` stands at `{first}` too")
