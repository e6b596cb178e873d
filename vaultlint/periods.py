"""Days, weeks, months, quarters and years by the names that periodic notes have, which a Moment.js
format describes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from vaultlint.dates import MONTHS, read_date
from vaultlint.patterns import later


class Period(NamedTuple):
    """What a name says: the days from `first` to `last`, or the `problem` with it."""

    first: date | None = None
    last: date | None = None
    problem: str = ""


_WORD = r"[^\W\d_]+\.?"
_TOKENS = {
    "YYYY": ("year", r"\d{4}"), "YY": ("short", r"\d{2}"), "Y": ("year", r"\d{4}"),
    "Q": ("quarter", r"\d"), "Qo": ("quarter", r"\d"),
    "MMMM": ("name", _WORD), "MMM": ("name", _WORD), "MM": ("month", r"\d{2}"), "M": ("month", r"\d{1,2}"),
    "DD": ("day", r"\d{2}"), "D": ("day", r"\d{1,2}"), "Do": ("day", r"\d{1,2}"),
    "DDDD": ("yearday", r"\d{3}"), "DDD": ("yearday", r"\d{1,3}"),
    "gggg": ("weekyear", r"\d{4}"), "GGGG": ("weekyear", r"\d{4}"),
    "ww": ("week", r"\d{2}"), "w": ("week", r"\d{1,2}"), "wo": ("week", r"\d{1,2}"),
    "WW": ("isoweek", r"\d{2}"), "W": ("isoweek", r"\d{1,2}"), "Wo": ("isoweek", r"\d{1,2}"),
    "E": ("weekday", r"\d"), "e": ("", r"\d"), "d": ("", r"\d"),
    "dddd": ("", r"[^\W\d_]+(?:-[^\W\d_]+)?"), "ddd": ("", _WORD), "dd": ("", _WORD),
    "HH": ("", r"\d{2}"), "H": ("", r"\d{1,2}"), "hh": ("", r"\d{2}"), "h": ("", r"\d{1,2}"),
    "mm": ("", r"\d{2}"), "m": ("", r"\d{1,2}"), "ss": ("", r"\d{2}"), "s": ("", r"\d{1,2}"),
    "A": ("", _WORD), "a": ("", _WORD), "X": ("", r"\d+"), "x": ("", r"\d+"),
}  # fmt: skip
_MEANT = {"name": "month", "short": "year"}
_SUFFIX = r"(?:st|nd|rd|th|er|e|\.|º|ª|日)?"
_FORMAT = later(
    r"\[(?P<literal>[^\]]*)\]|"
    + "|".join(sorted(_TOKENS, key=len, reverse=True))
    + r"|\\?(?P<char>.)",
    re.DOTALL,
)


def read_period(name: str, form: str) -> Period | None:
    """The period that a file's name, with its folders as far as the format has some, gives in a
    Moment.js format; None for a name of another form, or one that contradicts itself. Words of
    any language stand for weekdays; months are known in some."""
    pattern, keys = _pattern(form)
    match = pattern.fullmatch(name)
    if match is None:
        return None
    found: dict[str, int] = {}
    for key, text in zip(keys, match.groups(), strict=True):
        number = MONTHS.get(text.lower().rstrip(".")) if key == "name" else int(text)
        if number is None:
            continue
        number += 2000 if key == "short" else 0
        if found.setdefault(_MEANT.get(key, key), number) != number:
            return None
    return _period(found)


@lru_cache(maxsize=16)
def _pattern(form: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    parts: list[str] = []
    keys: list[str] = []
    for match in _FORMAT.finditer(form):
        if match["literal"] is not None or match["char"]:
            parts.append(re.escape(match["literal"] or match["char"] or ""))
            continue
        key, pattern = _TOKENS[match[0]]
        if key:
            keys.append(key)
            pattern = f"({pattern})"
        parts.append(pattern + (_SUFFIX if match[0].endswith("o") else ""))
    return re.compile("".join(parts)), tuple(keys)


def _period(found: Mapping[str, int]) -> Period | None:
    year = found.get("year", found.get("weekyear"))
    if year is None:
        return None
    if {"month", "day"} <= found.keys():
        return _day(f"{year:04}-{found['month']:02}-{found['day']:02}")
    if "yearday" in found:
        return _year_day(year, found["yearday"])
    if "isoweek" in found or "week" in found:
        return _week(found.get("weekyear", year), found)
    if "day" in found:
        return None  # of a month in a language that is not known
    if "month" in found:
        month = found["month"]
        if not 1 <= month <= 12:
            return Period(problem=f"there is no month {month}")
        return _months(year, month, 1)
    if "quarter" in found:
        quarter = found["quarter"]
        if not 1 <= quarter <= 4:
            return Period(problem=f"there is no quarter {quarter}")
        return _months(year, quarter * 3 - 2, 3)
    return _months(year, 1, 12) if year else None


def _day(iso: str) -> Period:
    reading = read_date(iso)
    if reading.kind == "invalid":
        return Period(problem=reading.problem)
    day = date.fromisoformat(iso)
    return Period(day, day)


def _year_day(year: int, number: int) -> Period | None:
    if not year:
        return None
    day = date(year, 1, 1) + timedelta(number - 1)
    if not number or day.year != year:
        return Period(problem=f"{year} has no day {number}")
    return Period(day, day)


def _week(year: int, found: Mapping[str, int]) -> Period | None:
    if not 1 < year < 9999:
        return None
    week = found.get("isoweek", found.get("week", 0))
    last = date(year, 12, 28).isocalendar().week
    # weeks of a locale may begin on another day, and the first of a year with 1 January
    if not 1 <= week <= (last if "isoweek" in found else 53):
        return Period(problem=f"{year} has no week {week}")
    first = date.fromisocalendar(year, 1, 1) + timedelta(weeks=week - 1)
    if "isoweek" not in found:
        return Period(first - timedelta(8), first + timedelta(6))
    weekday = found.get("weekday")
    if weekday is None:
        return Period(first, first + timedelta(6))
    day = first + timedelta(weekday - 1)
    return Period(day, day) if 1 <= weekday <= 7 else Period(problem=f"no week has a day {weekday}")


def _months(year: int, month: int, count: int) -> Period | None:
    if not 1 <= year < 9999:
        return None
    years, after = divmod(month - 1 + count, 12)
    return Period(date(year, month, 1), date(year + years, after + 1, 1) - timedelta(1))
