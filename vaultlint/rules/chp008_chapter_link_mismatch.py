"""A timestamp's link leads to another time than it shows.

`t=`, `start=` or `#t=` in the address, in seconds, as `1m49s` or as `1:49`, is what the player obeys; the timestamp is what the reader
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
from vaultlint.patterns import later
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit, Span

_TIME = later(
    r"[?&#](?:t|ts|start|time_continue)=([0-9hms:]{1,12}(?:\.\d{1,9}s?)?)(?=[?&#]|\Z)",
    re.IGNORECASE | re.ASCII,
)
_WORDS = later(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:\.\d+)?s?)?", re.IGNORECASE | re.ASCII)


@rule(severity=Severity.ERROR, on=("chapters",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for chapter in ctx.vault.chapters_of(note):
        match = _TIME.search(chapter.url or "")
        if match is None or chapter.seconds is None:
            continue
        leads_to = _seconds(match[1])
        if leads_to is None or abs(leads_to - chapter.seconds) < 1:
            continue
        url = (chapter.url or "").encode()
        start = note.data.find(url, chapter.start, chapter.end)
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


def _seconds(written: str) -> float | None:
    """Seconds of `109`, `109.5s`, `1m49s`, `1:49`."""
    if ":" in written:
        *above, last = written.split(":")
        if not all(part.isdigit() for part in above) or len(above) > 2 or not last[:1].isdigit():
            return None
        units = zip((last, *reversed(above)), (1, 60, 3600), strict=False)
        return sum(float(part) * unit for part, unit in units)
    match = _WORDS.fullmatch(written)
    if match is None or not any(match.groups()):
        return None
    hours, minutes = int(match[1] or 0), int(match[2] or 0)
    return (
        hours * 3600
        + minutes * 60
        + float(written[match.start(3) :].rstrip("sS") if match[3] else 0)
    )


def _like(written: str, seconds: int) -> str:
    """`seconds` in the form of what was written."""
    if ":" in written:
        return _shown(seconds)
    if re.search("[hm]", written, re.IGNORECASE):
        hours, rest = divmod(seconds, 3600)
        shown = f"{hours}h" if hours else ""
        return f"{shown}{rest // 60}m{rest % 60}s"
    return f"{seconds}s" if written[-1:] in "sS" else str(seconds)


def _shown(seconds: float) -> str:
    hours, rest = divmod(int(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"
