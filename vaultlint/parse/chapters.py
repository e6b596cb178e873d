"""The chapter lists of a note: lines such as `01:49 title`, between its headings, counted."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from vaultlint.parse.chapter_signs import (
    EMBED,
    Candidate,
    Segment,
    is_other,
    listed,
    speaks_of_recording,
)
from vaultlint.parse.facts import MAX_FACTS, Chapter, Property, Zone
from vaultlint.parse.ranges import Ranges
from vaultlint.parse.timestamps import MINUS, Stamp, read_line
from vaultlint.patterns import later

_DIGIT = rb"(?:[0-9]|\xef\xbc[\x90-\x99])"
_COLON = rb"(?::|\xef\xbc\x9a)"
_WIDE_COLON = "：".encode()
# the last byte of a full-width digit is 0x90 to 0x99
_MAY_BE = re.compile(rb":(?<=[0-9\x90-\x99]:)[0-9\xef]")
_MAY_BE_WIDE = later(rb"\xef\xbc\x9a(?<=[0-9\x90-\x99]\xef\xbc\x9a)[0-9\xef]")
_TIME = later(rb"%b%b%b" % (_DIGIT, _COLON, _DIGIT))
_HEADING = later(rb"^ {0,3}(#{1,6})[ \t]+([^\r\n]*)", re.MULTILINE)
_PARTS_LIST = later(
    rb"^[ \t>]*+(?:\*\*[^\r\n]*\*\*|__[^\r\n]*__|[^\r\n]*(?::|\xef\xbc\x9a)|-{3,}|\*{3,}|_{3,}"
    rb"|!?\[\[[^\]\r\n]*\]\]|!\[[^\r\n]*|https?://\S+|\[![^\r\n]*|\|[ \t:|-]+\|)[ \t\r]*$",
    re.MULTILINE,
)
MAX_PART = 9999
"""Minutes, or hours, above which digits are no time of a recording."""
_SOON = 300
"""Seconds within which a second list of a note begins."""


class _Times(NamedTuple):
    """The first and the least time of a list so far."""

    first: int | None = None
    least: int = _SOON

    def with_one(self, time: int | None) -> _Times:
        """The same with one time more; None is no time."""
        if time is None:
            return self
        return _Times(time if self.first is None else self.first, min(time, self.least))


def read_chapters(
    data: bytes,
    start: int,
    zones: tuple[Zone, ...],
    *,
    expected: bool = False,
    properties: Sequence[Property] = (),
) -> tuple[Chapter, ...]:
    """The chapter lines of `data[start:]`. `expected`: a schema says that the note has chapters,
    so that what else might be a schedule or a daily log is a chapter list too. `properties`
    are the note's: they may speak of a recording."""
    if not _has_time(data, start):
        return ()
    recorded = speaks_of_recording(properties)
    found: list[Chapter] = []
    times = _Times()
    number = -1
    for segment in _segments(data, start, zones):
        last = found[-1] if found else None
        later = last is not None and segment.lines[0].seconds > (last.seconds or 0)
        lines = listed(segment, expected=expected, recorded=recorded)
        if all(c.chapter.time.startswith(MINUS) for c in lines):
            lines = []  # items of a list whose marks lack a blank
        if not lines and later:
            lines = _continued(segment)
        for at, line in enumerate(lines):
            chapter = line.chapter._replace(list=number)
            if number < 0 or (not later if at == 0 else _restarts(data, found[-1], times, chapter)):
                number += 1
                times = _Times()
            found.append(chapter._replace(list=number))
            times = times.with_one(chapter.seconds)
    return tuple(found)


def _continued(segment: Segment) -> list[Candidate]:
    """The lines that go on with the list above, if they are no list themselves."""
    if is_other(segment, segment.lines):
        return []
    lines = [c for c in segment.lines if c.stamp.is_first]
    # times of a clock that do not rise are a log, and continue nothing
    return lines if _rise(lines) or any(c.is_elapsed for c in lines) else []


def _rise(lines: list[Candidate]) -> bool:
    return all(a.seconds < b.seconds for a, b in pairwise(lines))


def _has_time(data: bytes, start: int) -> bool:
    """Whether digits stand on both sides of some colon: most notes need no closer look."""
    if _MAY_BE.search(data, start):
        return True
    wide = b"\xef" in data and _WIDE_COLON in data
    return wide and _MAY_BE_WIDE.search(data, start) is not None


def _segments(data: bytes, start: int, zones: tuple[Zone, ...]) -> list[Segment]:
    hidden = Ranges((z.start, z.end) for z in zones)
    lines = islice(_candidates(data, start), MAX_FACTS + 1)
    candidates = [c for c in lines if not hidden.hold(c.chapter.time_start)]
    if not candidates:
        return []
    own = {data.rfind(b"\n", 0, c.chapter.start) + 1 for c in candidates if c.stamp.level}
    headings = deque(
        (m.start(), len(m[1]), m[2].decode("utf-8", "replace"))
        for m in _HEADING.finditer(data, start)
        if m.start() not in own and not hidden.hold(m.start())
    )
    found = [Segment("", [])]
    level = 0  # of the headings that are candidates themselves: deeper ones stand below them
    for candidate in candidates:
        while headings and headings[0][0] < candidate.chapter.start:
            _, depth, text = headings.popleft()
            if not level or depth <= level:
                found.append(Segment(text, []))
                level = 0
        if not found[-1].lines:
            found[-1] = Segment(f"{found[-1].above}\n{_above(data, start, candidate)}", [])
        level = candidate.stamp.level or level
        found[-1].lines.append(candidate)
    return [s for s in found if s.lines]


def _above(data: bytes, start: int, candidate: Candidate) -> str:
    """The short line of text over a list, and what is embedded over it."""
    at = begin = candidate.chapter.start
    for _ in range(12):
        begin = max(data.rfind(b"\n", start, begin), start)
    before = data[begin:at].decode("utf-8", "replace").splitlines()[-12:]
    texts = [text for line in before if (text := line.strip(" \t>")) and text[0] != "|"]
    label = texts[-1] if texts and len(texts[-1]) <= 80 else ""
    return "\n".join([label, *(m[0] for text in texts for m in EMBED.finditer(text))])


def _candidates(data: bytes, start: int) -> Iterator[Candidate]:
    end = last = -1
    for match in _TIME.finditer(data, start):
        if match.start() < end:
            continue
        begin = max(data.rfind(b"\n", 0, match.start()) + 1, start)
        end = data.find(b"\n", match.start())
        end = len(data) if end < 0 else end
        line = data[begin:end].decode("utf-8", "replace").rstrip("\r")
        stamp = read_line(line)
        if stamp is not None:
            follows = last >= 0 and not data[last:begin].strip(b" \t\r\n>")
            yield Candidate(_chapter(line, begin, stamp), _parts(line, stamp), stamp, follows)
            last = end


def _parts(line: str, stamp: Stamp) -> tuple[int, ...]:
    written = line[stamp.time_start : stamp.time_end].lstrip("".join(MINUS))
    return tuple(int(part) for part in re.split("[:：]", written))


def _chapter(line: str, begin: int, stamp: Stamp) -> Chapter:
    def at(place: int) -> int:
        return begin + len(line[:place].encode())

    time = line[stamp.time_start : stamp.time_end]
    return Chapter(
        time,
        None if time.startswith(MINUS) else seconds_of(_parts(line, stamp)),
        stamp.title,
        at(stamp.start),
        at(len(line.rstrip())),
        at(stamp.time_start),
        at(stamp.time_end),
        stamp.url,
    )


def seconds_of(parts: Sequence[int]) -> int | None:
    """`(1, 2, 3)` or `(2, 3)` as seconds; None where no clock shows that, and none needs to."""
    if any(part > 59 for part in parts[1:]) or parts[0] > MAX_PART:
        return None
    return sum(part * unit for part, unit in zip(reversed(parts), (1, 60, 3600), strict=False))


def _restarts(data: bytes, last: Chapter, times: _Times, chapter: Chapter) -> bool:
    """Whether a new list begins, and not only a line stands at the wrong place."""
    if chapter.seconds is None or times.first is None or chapter.seconds >= (last.seconds or 0):
        return False
    if chapter.seconds == 0 and times.first == 0:
        return True
    is_early = chapter.seconds <= times.least
    return is_early and _PARTS_LIST.search(data, last.end, chapter.start) is not None
