"""Chapter lists: lines such as `01:49 title`, told apart from schedules, daily logs, verses and
scores. ARCHITECTURE.md says how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultlint.parse.facts import Chapter, Zone
from vaultlint.parse.inline import Ranges

_DIGIT = rb"(?:[0-9]|\xef\xbc[\x90-\x99])"
_COLON = rb"(?::|\xef\xbc\x9a)"
_TIME = rb"%b{1,3}(?:%b%b{1,2}){1,2}" % (_DIGIT, _COLON, _DIGIT)
_LINE = re.compile(
    rb"^(?P<lead>[ \t>]*(?:#{1,6}[ \t]+)?(?:(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(?:\[.\][ \t]+)?)?"
    rb"(?:\|[ \t]*)?(?:[*_]{1,3}|==)?)"
    rb"(?P<open>\[|\(|\xe3\x80\x90|\xef\xbc\x88)?(?P<time>" + _TIME + rb")"
    rb"(?P<close>\]\((?P<url>[^()\s]*)\)|\]|\)|\xe3\x80\x91|\xef\xbc\x89)?"
    rb"(?P<rest>[^\r\n]*)",
    re.MULTILINE,
)
_STARTS = frozenset(b"%d" % n for n in range(10)) | {b"\xef"}
_DIGITS = _STARTS | {bytes((n,)) for n in range(0x90, 0x9A)}
_PAIRS = {b"[": b"]", b"(": b")", "【".encode(): "】".encode(), "（".encode(): "）".encode()}
_HEADING = re.compile(rb"^ {0,3}#{1,6}[ \t]+([^\r\n]*)", re.MULTILINE)
_AFTER = re.compile(r"[*_=]{0,3}(?:\s|$|[-–—|、，·•)\]】~～]|[:：](?!\d)|[^\W\d_a-zA-Z分秒点時时])")
_SEPARATORS = re.compile(r"[\s*_=|:：、，·•~～–—-]+")
_RANGE = re.compile(
    r"[*_\s]*(?:-|–|—|~|～|→|to|bis|至|到)[\s(\[*_]*[0-9０-９]{1,2}\s*[:：.][0-9０-９]{2}"
)
_CLOCK = re.compile(r"\s*(?:[ap]\.?m\b|uhr\b|o'clock|h\b|点|點|時|时)", re.IGNORECASE)
_NAMED = re.compile(
    r"chapters?|timestamps?|time ?codes?|timeline|show ?notes|outline|章节|章節|时间[轴线戳]"
    r"|時間[軸線戳]|目录|目錄|タイムスタンプ|チャプター|目次|kapitel|chapitres|cap[ií]tulos",
    re.IGNORECASE,
)
_MEDIA_TIME = re.compile(r"[?&#](?:t|start|time_continue)=|youtu\.?be|bilibili|xiaoyuzhou|spotify")


class _Candidate(NamedTuple):
    """A line that may be a chapter. `parts` are the numbers between the colons."""

    chapter: Chapter
    parts: tuple[int, ...]
    is_range: bool
    is_heading: bool


class _Segment(NamedTuple):
    """Candidates between two headings that are no candidates themselves."""

    heading: str
    lines: list[_Candidate]


def read_chapters(
    data: bytes, start: int, zones: tuple[Zone, ...], *, expected: bool = False
) -> tuple[Chapter, ...]:
    """The chapter lines of `data[start:]`. `expected`: a schema says that the note has chapters,
    so that what else might be a schedule or a daily log is a chapter list too."""
    if not _has_time(data, start):
        return ()
    found: list[Chapter] = []
    number = -1
    last: Chapter | None = None
    for segment in _segments(data, start, zones):
        lines = [c for c in segment.lines if not c.is_range or _is_list(segment, expected)]
        continues = (
            last is not None
            and bool(lines)
            and (lines[0].chapter.seconds or 0) > (last.seconds or 0)
        )
        if not _is_list(segment, expected) and not (continues and not _is_log(lines)):
            continue
        for at, line in enumerate(lines):
            chapter = line.chapter
            restarts = chapter.seconds == 0 and last is not None and (last.seconds or 0) > 0
            if number < 0 or restarts or (at == 0 and not continues):
                number += 1
            last = chapter._replace(list=number)
            found.append(last)
    return tuple(found)


def _has_time(data: bytes, start: int) -> bool:
    """Whether digits stand on both sides of some colon: most notes need no closer look."""
    for colon in (b":", b"\xef\xbc\x9a"):
        at = data.find(colon, start)
        while at >= 0:
            after = at + len(colon)
            # the last byte of a full-width digit is 0x90 to 0x99
            if data[at - 1 : at] in _DIGITS and data[after : after + 1] in _STARTS:
                return True
            at = data.find(colon, after)
    return False


def _segments(data: bytes, start: int, zones: tuple[Zone, ...]) -> list[_Segment]:
    hidden = Ranges((z.start, z.end) for z in zones)
    candidates = [c for c in _candidates(data, start) if not hidden.hold(c.chapter.time_start)]
    if not candidates:
        return []
    own = {data.rfind(b"\n", 0, c.chapter.start) + 1 for c in candidates if c.is_heading}
    headings = [
        (m.start(), m[1].decode("utf-8", "replace"))
        for m in _HEADING.finditer(data, start)
        if m.start() not in own and not hidden.hold(m.start())
    ]
    found = [_Segment("", [])]
    for candidate in candidates:
        while headings and headings[0][0] < candidate.chapter.start:
            found.append(_Segment(headings.pop(0)[1], []))
        found[-1].lines.append(candidate)
    return [s for s in found if s.lines]


def _candidates(data: bytes, start: int) -> Iterator[_Candidate]:
    for match in _LINE.finditer(data, start):
        opening, closing = match["open"] or b"", match["close"] or b""
        if bool(opening) != bool(closing) or not closing.startswith(_PAIRS.get(opening, b"")):
            continue
        rest = match["rest"].decode("utf-8", "replace")
        if not (closing or _AFTER.match(rest)) or _CLOCK.match(rest):
            continue
        written = match["time"].decode()
        parts = tuple(int(p) for p in written.replace("：", ":").split(":"))
        lead = match["lead"]
        url = match["url"].decode("utf-8", "replace") if match["url"] else None
        content = match.start() + len(lead) - len(lead.lstrip(b" \t>"))
        stop = match.start("rest") + len(match["rest"].rstrip())
        chapter = Chapter(
            written,
            seconds_of(parts),
            _title(rest, in_table=b"|" in lead),
            content,
            stop,
            *match.span("time"),
            url,
        )
        yield _Candidate(chapter, parts, _RANGE.match(rest) is not None, b"#" in lead)


def seconds_of(parts: Sequence[int]) -> int | None:
    """`(1, 2, 3)` or `(2, 3)` as seconds; None where no clock shows that."""
    if any(part > 59 for part in parts[1:]):
        return None
    return sum(part * unit for part, unit in zip(reversed(parts), (1, 60, 3600), strict=False))


def _title(rest: str, *, in_table: bool) -> str:
    leading = _SEPARATORS.match(rest)
    title = rest[leading.end() :] if leading else rest
    return title.rstrip().rstrip("|").rstrip() if in_table else title.rstrip()


def _is_list(segment: _Segment, expected: bool) -> bool:
    lines = segment.lines
    if expected:
        return True
    linked = [c for c in lines if c.chapter.url and _MEDIA_TIME.search(c.chapter.url)]
    if linked:
        return True
    if len(lines) < 2 or _is_log(lines):
        return False
    return any(_is_elapsed(c) for c in lines) or bool(_NAMED.search(segment.heading))


def _is_elapsed(line: _Candidate) -> bool:
    """A time that no clock shows, or from which only recordings start to count."""
    parts = line.parts
    return (len(parts) == 3 and parts[0] < 10) or not any(parts) or 24 <= parts[0] < 200


def _is_log(lines: list[_Candidate]) -> bool:
    """A schedule, a daily log, verses or scores."""
    if not lines:
        return True
    first = lines[0].parts
    if any(c.is_range for c in lines) and any(first):
        return True
    short = sum(_has_short_end(c.chapter.time) for c in lines)
    if short * 2 > len(lines):
        return True
    same = {c.parts[0] for c in lines}
    verses = len(lines) > 1 and len(same) == 1 and len(first) == 2
    if verses and same != {0} and all(len(c.parts) == 2 for c in lines):
        return True
    clock = [c for c in lines if len(c.parts) == 3 and c.parts[0] >= 6]
    return len(clock) == len(lines) and clock == sorted(clock, key=lambda c: c.parts)


def _has_short_end(time: str) -> bool:
    return len(re.split("[:：]", time)[-1]) < 2
