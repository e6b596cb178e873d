"""What tells a chapter list from a schedule, a daily log, results, verses and scores. ARCHITECTURE.md
says how."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultlint.parse.facts import Chapter, Property
from vaultlint.parse.timestamps import Stamp
from vaultlint.patterns import later

_NAMED = later(
    r"\bchapters?\b|\btime ?-?stamps?\b|\btime ?-?codes?\b|章节|章節|时间[轴戳]|時間[軸戳]|タイムスタンプ"
    r"|チャプター|타임스탬프|챕터|\b(?:kapitel|sprungmarken|zeitmarken|chapitres|horodatage)\b"
    r"|cap[ií]tulos|marcas de tiempo|тайм-?коды|главы",
    re.IGNORECASE,
)
_HALF_NAMED = later(r"show ?notes|\boutline\b|时间线|時間線|目录|目錄|目次", re.IGNORECASE)
_OTHERWISE = later(
    r"\b(?:logs?|schedule|agenda|timetable|itinerary|day planner|plan(?:ner)?|routine|diary|journal"
    r"|scores?|results?|verses?|laps?|splits?|training|workout|tagesablauf|zeitplan)\b"
    r"|日程|日志|日記|日记|作息|行程|赛程|比分|议程",
    re.IGNORECASE,
)
_INTRO = later(
    r"intro|open(?:ing|er)?\b|welcome|start|begin|hook|trailer|teaser|cold|preview|einleitung"
    r"|[开開]|片头|引言|导言|前言|イントロ|はじめ",
    re.IGNORECASE,
)
_LINKED = later(r"[?&#](?:t|ts|start|time_continue)=\d", re.IGNORECASE)
_MEDIA = later(
    r"https?://(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|bilibili\.com|b23\.tv"
    r"|twitch\.tv|spotify\.com|podcasts\.apple\.com|xiaoyuzhoufm\.com|overcast\.fm|pca\.st|pocketcasts\.com"
    r"|soundcloud\.com|castro\.fm|ted\.com)/|\.(?:mp3|mp4|m4b|mkv|mov|ogv|opus|flac)\b",
    re.IGNORECASE,
)
EMBED = later(r"!\[\[[^\[\]]*+\]\]|!\[[^\[\]]*+\]\([^()]*+\)")
_MEDIA_NAMES = frozenset(("podcast", "episode"))
_MORNING, _EVENING, _DAY = (6, 0), (18, 0), (24, 0)


class Candidate(NamedTuple):
    """A line that may be a chapter. `parts` are the numbers between the colons; `follows`: only
    blank lines stand between it and the candidate before."""

    chapter: Chapter
    parts: tuple[int, ...]
    stamp: Stamp
    follows: bool = False

    @property
    def seconds(self) -> int:
        """Its time; 0 for what is no time."""
        return self.chapter.seconds or 0

    @property
    def is_linked(self) -> bool:
        """Whether its link leads into a recording."""
        return _LINKED.search(self.chapter.url or "") is not None

    @property
    def is_elapsed(self) -> bool:
        """Whether no clock shows the time."""
        parts = self.parts
        return (len(parts) == 3 and parts[0] < 10) or _DAY < parts[:2] < (200, 0)

    @property
    def has_short_end(self) -> bool:
        """Whether its last number has one digit, as scores and verses do."""
        return len(re.split("[:：]", self.chapter.time)[-1]) < 2


class Segment(NamedTuple):
    """Candidates between two headings; `above` is the heading and what else introduces them."""

    above: str
    lines: list[Candidate]


def speaks_of_recording(properties: Sequence[Property]) -> bool:
    """Whether properties name a video or podcast: its address, its episode. A length is of
    meetings and workouts too."""
    for prop in properties:
        values = prop.value.items or (prop.value,)
        if prop.key.lower() in _MEDIA_NAMES and not prop.value.is_empty:
            return True
        if any(_MEDIA.search(value.text) for value in values):
            return True
    return False


def listed(segment: Segment, *, expected: bool, recorded: bool) -> list[Candidate]:
    """The candidates of a segment that are chapters."""
    first = [c for c in segment.lines if c.stamp.is_first]
    linked = [c for c in first if c.is_linked]
    if first and (expected or len(linked) * 2 >= len(first)):
        return first
    if _is_list(segment, first, recorded=recorded):
        return first
    if linked:
        return linked
    return [c for run in _runs(segment) if _is_titled_first(segment, run, expected) for c in run]


def _runs(segment: Segment) -> Iterator[list[Candidate]]:
    """Lines that end with a time, as far as they follow each other."""
    run: list[Candidate] = []
    for line in segment.lines:
        if line.stamp.is_first or not line.follows:
            yield run
            run = []
        if not line.stamp.is_first:
            run.append(line)
    yield run


def _is_titled_first(segment: Segment, run: list[Candidate], expected: bool) -> bool:
    """Prose ends with a time too: such a list must say that it is one, or begin at zero."""
    if not run or any(c.has_short_end for c in run):
        return False
    if all(c.is_linked for c in run):
        return True
    is_one = bool(_NAMED.search(segment.above)) or expected or not any(run[0].parts)
    return len(run) > 1 and is_one and not _is_day(run)


def _is_list(segment: Segment, lines: list[Candidate], *, recorded: bool) -> bool:
    if len(lines) < 2 or is_other(segment, lines):
        return False
    if _NAMED.search(segment.above):
        return True
    if _begins_at_zero(lines):
        return _rise(lines) and not _is_day(lines)
    if recorded or _MEDIA.search(segment.above) or _HALF_NAMED.search(segment.above):
        return _rise(lines) and not _is_agenda(lines)
    if not any(c.is_elapsed for c in lines):
        return False
    both = len({len(c.parts) for c in lines if c.is_elapsed}) == 2  # `54:08`, then `1:25:05`
    return _rise(lines, 1 / 2 if both else 3 / 4)


def _begins_at_zero(lines: list[Candidate]) -> bool:
    """Whether the first time is zero, or the second by a slip, and no midnight."""
    one, two = lines[:2]
    if not any(one.parts):
        return True
    if any(two.parts) or not (one.is_elapsed or one.parts < _EVENING):
        return False
    return len(two.chapter.time) != len("00:00") or _INTRO.search(two.chapter.title) is not None


def _rise(lines: list[Candidate], share: float = 1 / 2) -> bool:
    """Whether this share of the times rise, if the others are left out: in a list with a slip
    nearly all do; in one of results, lengths or exercises they do not. What is no time counts
    for nothing."""
    times = [c.seconds for c in lines if c.chapter.seconds is not None]
    tails: list[int] = []
    for time in times:
        at = bisect_left(tails, time)
        tails[at : at + 1] = [time]
    return len(tails) >= len(times) * share


def _is_agenda(lines: list[Candidate]) -> bool:
    """Hours of a day, from morning on."""
    times = [c.parts for c in lines]
    return all(len(t) == 2 and _MORNING <= t < _DAY and t[1] % 5 == 0 for t in times)


def _is_day(lines: list[Candidate]) -> bool:
    """The hours of a day that begins at midnight."""
    texts = [c.chapter.time for c in lines]
    times = [c.parts for c in lines]
    if any(len(time) != 5 for time in texts) or any(time[1] % 15 for time in times):
        return False
    if len(lines) < 3 or sorted(set(times)) != times or not _MORNING <= times[-1] <= _DAY:
        return False
    return not _INTRO.search(lines[0].chapter.title)


def is_other(segment: Segment, lines: list[Candidate]) -> bool:
    """A schedule, a daily log, verses or scores."""
    if not lines or sum(c.has_short_end for c in lines) * 2 >= len(lines):
        return True
    if _NAMED.search(segment.above):
        return False
    first = lines[0].parts
    if _OTHERWISE.search(segment.above) or (all(c.stamp.is_task for c in lines) and _is_day(lines)):
        return True
    if any(c.stamp.until for c in lines) and (any(first) or lines[0].stamp.until == "24:00"):
        return True
    same = {c.parts[0] for c in lines}
    verses = len(lines) > 1 and len(same) == 1 and len(first) == 2
    if verses and same != {0} and all(len(c.parts) == 2 for c in lines):
        return True
    clock = [c for c in lines if len(c.parts) == 3 and c.parts[0] >= 6]
    return len(clock) == len(lines) and clock == sorted(clock, key=lambda c: c.parts)
