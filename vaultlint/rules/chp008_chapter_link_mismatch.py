"""A timestamp's link leads to another time than it shows.

`t=`, `start=` or `#t=` in the address is what the player obeys; the timestamp is what the reader
believes. The fix makes the address agree with what is shown.

```md bad
- [01:49](https://youtu.be/xyz?t=100) Intro
                                 ^^^ the link leads to `01:40`, not to `01:49`
- [24:58](https://youtu.be/xyz?t=1498s) Compilers
```

```md fixed
- [01:49](https://youtu.be/xyz?t=109) Intro
- [24:58](https://youtu.be/xyz?t=1498s) Compilers
```

```md good
- [01:49](https://youtu.be/xyz?t=1m49s) Intro
- [24:58](https://example.org/talk.mp4#t=24:58) Compilers
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit, Span

_TIME = re.compile(r"[?&#](?:t|start|time_continue)=([0-9hms:]+)", re.IGNORECASE)
_WORDS = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?", re.IGNORECASE)


@rule(severity=Severity.ERROR, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for chapter in ctx.vault.chapters_of(note):
        match = _TIME.search(chapter.url or "")
        if match is None or chapter.seconds is None:
            continue
        leads_to = _seconds(match[1])
        if leads_to is None or leads_to == chapter.seconds:
            continue
        url = (chapter.url or "").encode()
        start = note.data.find(url, chapter.time_end, chapter.end)
        if start < 0:
            continue
        start += len((chapter.url or "")[: match.start(1)].encode())
        span = Span(start, start + len(match[1].encode()))
        wanted = _like(match[1], chapter.seconds)
        yield Finding(
            span,
            f"the link leads to `{_shown(leads_to)}`, not to `{chapter.time}`",
            (Fix(f"Lead to `{chapter.time}`", (Edit(note.path, span, wanted),)),),
        )


def _seconds(written: str) -> int | None:
    if ":" in written:
        parts = written.split(":")
        if not all(p.isdigit() for p in parts) or len(parts) > 3:
            return None
        return sum(int(p) * unit for p, unit in zip(reversed(parts), (1, 60, 3600), strict=False))
    match = _WORDS.fullmatch(written)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (int(g or 0) for g in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _like(written: str, seconds: int) -> str:
    """`seconds` in the form of what was written."""
    if ":" in written:
        return _shown(seconds)
    return f"{seconds}s" if written[-1:] in "sS" else str(seconds)


def _shown(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
