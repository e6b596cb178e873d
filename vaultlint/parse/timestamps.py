"""One line to the timestamp in it: `01:49 title`, `[01:49](…&t=109s) title`, `title - 01:49`, a row
of a table. Whether the lines of a note are chapters is for `chapters` to say."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from vaultlint.patterns import later

_D = "[0-9０-９]"
_TIME = later(
    rf"(?<!{_D})(?<!{_D}[:：.]){_D}{{1,40}}(?:[:：]{_D}{{1,2}}){{1,2}}(?![0-9０-９])(?![:：]{_D})"
)
_FRACTION = later(r"\.[0-9]{1,3}(?![0-9])")
_RANGE = later(
    rf"[*_\s]*(?:-|–|—|~|～|→|to|bis|至|到)[\s(\[*_]*({_D}{{1,3}}(?:[:：.]{_D}{{2}}){{1,2}})(?:\.[0-9]{{3}})?"
)
_LEAD = later(
    r"(?P<quote>[ \t]*(?:>[ \t]*)*)(?P<hashes>#{1,6}[ \t]+)?"
    r"(?:(?:[-*+][ \t]+|\d{1,3}(?:[.)][ \t]+|[、．][ \t]*))(?P<task>\[.\][ \t]+)?)?"
)
_EMPHASIS = later(r"(?:[*_]{1,3}|==|~~)?")
_SYMBOLS = "•·◦‣→➜⇒▶►▸●○■□◆◇★☆ \t\ufe0f\u200d\u3000"
_PAIRS = {
    "[": "]",
    "(": ")",
    "<": ">",
    "【": "】",
    "（": "）",
    "「": "」",
    "『": "』",
    "〔": "〕",
    "［": "］",
}
_OPEN = later(r"\\?[\[(<【（「『〔［][*_ ]{0,3}")
_ADDRESS = (
    r"\(\s*(?:<(?P<angle>[^<>]*)>|(?P<url>(?:[^()\s]|\([^()\s]*\))*))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_LINK = later(_ADDRESS)
_WHOLE_LINK = later(r"(?P<title>[^\[\]]*)\]" + _ADDRESS)
_LINK_BEFORE = later(r"\[(?P<title>[^\[\]]*)\]" + _ADDRESS + r"\s*[-–—:：|]?\s*")
_WIKILINK = later(r"!?\[\[(?P<target>[^\[\]|\\]*[#&?](?:t|ts|start)=[^\[\]|\\]*)\\?\|")
_TAIL = later(
    r"(?:\.[0-9]{1,3})?[*_ ]{0,3}(?P<close>(?:\\?[\])>】）」』〕］][*_]{0,3}){0,2})"
    rf"(?:{_ADDRESS})?\)?[\s*_]*(?:<br\s*/?>)?\s*"
)
_TITLE_END = later(r"(?:\s*[-–—|:：·•~～@…]+\s*|\s+)$")
_AFTER = later(
    r"[*_=~]{0,3}(?:\s|$|[-–—|/、，,·•)\]】~～<《「『“\"‘【（(\[]|[.:：](?!\d)"
    r"|[^\W\d_a-zA-Z分秒点點時时])"
)
_IDEOGRAPH = later("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CLOCK = later(
    r"\s*(?:(?:[ap]\.?m\b|uhr\b|o'clock|hrs?\b|h\b(?!-))|(?-i:UTC|GMT|CES?T|E[SD]T|P[SD]T)\b)",
    re.IGNORECASE,
)
_SEPARATORS = later(r"[\s*_=~|:：、，,·•～–—/-]+")
_DATE = later(r"\b\d{4}[-./年]\d{1,2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_CELL_END = later(r"(?<!\\)\|")
MINUS = ("-", "\u2212")
"""What makes a time one before the start."""
MAX_LINE = 1000
"""Characters above which a line is no chapter, but a paragraph."""


class Stamp(NamedTuple):
    """The timestamp of a line, its minus sign included; places count code points of it.

    `start` is where the line's own content begins. `is_first`: the title follows the time. `until`
    is the end of a range of times, as written. `level` is that of a heading, or 0.
    """

    time_start: int
    time_end: int
    title: str
    start: int
    is_first: bool
    url: str | None = None
    until: str = ""
    level: int = 0
    is_task: bool = False


def read_line(line: str) -> Stamp | None:
    """The timestamp of `line`; None where it shows none, or not as a chapter would."""
    if len(line) > MAX_LINE:
        return None
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    start = lead.end("quote") if lead else 0
    if line.startswith("|", at):
        found = _in_row(line, at)
    else:
        at = _past_symbols(line, at)
        found = _time_first(line, at) or _time_last(line, at)
    if found is None or lead is None:
        return found
    return found._replace(
        start=start, level=len((lead["hashes"] or "").strip()), is_task=lead["task"] is not None
    )


def _past_symbols(line: str, at: int) -> int:
    """Where text begins after the bullets and emoji that people set before a time."""
    while at < len(line) and (
        line[at] in _SYMBOLS or unicodedata.category(line[at]) in ("So", "No")
    ):
        at += 1
    match = _EMPHASIS.match(line, at)
    return match.end() if match else at


def _time_first(line: str, at: int) -> Stamp | None:
    link = _WIKILINK.match(line, at)
    opened = ["[", "["] if link else []
    pos = link.end() if link else at
    while len(opened) < 2 and (opening := _OPEN.match(line, pos)):
        opened.append(opening[0].strip("*_ "))
        pos = opening.end()
    time = _TIME.match(line, pos + line.startswith(MINUS, pos))
    if time is None:
        return None
    place = pos, time.end()
    pos = _past(_FRACTION, line, time.end())
    span = _RANGE.match(line, pos)
    pos = span.end() if span else pos
    url = link["target"] if link else None
    closed = _closed(line, pos, opened)
    if closed is not None:
        pos, url = closed[0], closed[1] or url
    elif opened == ["["] and (whole := _WHOLE_LINK.match(line, pos)):
        if not _AFTER.match(line, pos):
            return None
        return Stamp(*place, _title(whole["title"]), at, True, whole["angle"] or whole["url"])
    else:
        return None
    rest = line[pos:]
    if not (opened or _may_follow(rest)) or rest.lstrip().startswith("-->") or _CLOCK.match(rest):
        return None
    return Stamp(*place, _title(rest), at, True, url, span[1] if span else "")


def _may_follow(rest: str) -> bool:
    """Whether what stands right after a time may be a title, and not a part of the time."""
    return bool(_AFTER.match(rest) or (_IDEOGRAPH.search(rest) and rest[0].isupper()))


def _past(pattern: re.Pattern[str], line: str, at: int) -> int:
    match = pattern.match(line, at)
    return match.end() if match else at


def _closed(line: str, at: int, opened: list[str]) -> tuple[int, str | None] | None:
    """Where the brackets that are open end, and the address of the link they are; None if they do
    not close here."""
    url = None
    for opening in reversed(opened):
        while line[at : at + 1] in ("*", "_", " "):
            at += 1
        closing = _PAIRS[opening[-1]]
        if len(opening) > 1:
            closing = "\\" + closing
        if not line.startswith(closing, at):
            return None
        at += len(closing)
        address = _LINK.match(line, at) if opening == "[" else None
        if address:
            at, url = address.end(), address["angle"] or address["url"]
    return at, url


def _time_last(line: str, at: int) -> Stamp | None:
    """`title - 01:49`, `title (01:49)`, `[title](…) 01:49`."""
    for time in reversed(list(_TIME.finditer(line, at))):
        tail = _TAIL.fullmatch(line, time.end())
        if tail is None:
            continue
        before = line[at : time.start()]
        bare = before.rstrip("*_ \\[(<【（「『〔［")
        url = tail["angle"] or tail["url"]
        if url and bare == before.rstrip("*_ ") and bare.startswith("["):
            bare = bare[1:]  # `[title - 01:49](…)`
        elif not url and (link := _LINK_BEFORE.fullmatch(before)):
            bare, url = link["title"], link["angle"] or link["url"]
        elif bare == before and not _TITLE_END.search(bare):
            continue
        title = _TITLE_END.sub("", bare).strip("*_ ")
        if not any(c.isalpha() for c in title):
            return None
        return Stamp(*time.span(), title, at, False, url)
    return None


def _in_row(line: str, at: int) -> Stamp | None:
    """The first cell of a row that is a time, and no more; or the first cell, if one begins it. A
    row with a date tells of a day's hours."""
    if _DATE.search(line):
        return None
    cells = []
    pos = at + 1
    for bar in _CELL_END.finditer(line, pos):
        cells.append((pos, bar.start()))
        pos = bar.end()
    cells.append((pos, len(line)))
    texts = [line[start:end].strip() for start, end in cells]
    for number, (start, end) in enumerate(cells):
        inner = _past_symbols(line, start)
        stamp = _time_first(line[:end], inner) if texts[number] else None
        if stamp is None or (stamp.title and number):
            continue
        if stamp.title:
            return stamp
        after = next((t for t in texts[number + 1 :] if any(c.isalpha() for c in t)), "")
        before = next((t for t in texts[:number] if any(c.isalpha() for c in t)), "")
        return stamp._replace(title=after or before, is_first=bool(after) or not before)
    return None


def _title(rest: str) -> str:
    leading = _SEPARATORS.match(rest)
    return (rest[leading.end() :] if leading else rest).rstrip().removesuffix("<br>").rstrip()
