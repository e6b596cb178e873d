"""Dates as people write them, and the one form that Obsidian reads: ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from unicodedata import decimal

from vaultlint.patterns import later

Kind = Literal["iso", "other", "ambiguous", "partial", "invalid", "none"]


class Reading(NamedTuple):
    """What a text says of a day or moment.

    `iso`: as Obsidian reads it. `other`: one reading, written otherwise; `isos` holds it.
    `ambiguous`: several, in `isos`. `partial`: a year, month or week, no day. `invalid`: a date in
    form, but no such day or time; `problem` says which. `none`: no date at all.
    """

    kind: Kind
    isos: tuple[str, ...] = ()
    problem: str = ""

    @property
    def iso(self) -> str | None:
        """The one reading as ISO text, if there is one."""
        return self.isos[0] if len(self.isos) == 1 else None


_MONTHS = (
    "jan januar january janvier janv enero ene gennaio gen janeiro januari янв января stycznia ledna ocak",
    "feb februar february février fevrier févr febrero febbraio fevereiro fev februari фев февр февраля lutego února şubat",
    "mar mär märz march mars marzo março marco maart marts мар марта marca března mart",
    "apr april avril avr abril abr aprile апр апреля kwietnia dubna nisan",
    "may mai mayo maggio mag maio mei maj мая maja května mayıs",
    "jun juni june juin junio giugno giu junho июн июня czerwca června haziran",
    "jul juli july juillet juil julio luglio lug julho июл июля lipca července temmuz",
    "aug august août aout agosto ago augustus augusti авг августа sierpnia srpna ağustos",
    "sep sept september septembre septiembre settembre set setembro сен сент сентября września září eylül",
    "oct okt oktober october octobre octubre ottobre ott outubro out окт октября października října ekim",
    "nov november novembre noviembre novembro ноя нояб ноября kasım",
    "dec dez dezember december décembre decembre déc diciembre dic dicembre dezembro дек декабря grudnia prosince aralık",
)
MONTHS = {name: at for at, names in enumerate(_MONTHS, 1) for name in names.split()}
"""Numbers of months by their names and short forms, in lower case, in some languages."""
_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_ISO = later(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_BASIC = later(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?")
_WEEK_DAY = later(r"(\d{4})-?W(\d{2})-?([1-7])")
_PARTIAL = later(r"\d{4}(?:[-/.](?:\d{1,2}|Q[1-4])|-?W\d{2})?|\d{4}年(?:\d{1,2}月)?")
_CLOCK = later(
    r"(?:[,T]?\s*|^)(?:(?:at|um|à|kl\.?|ore|alle)\s+)?(上午|下午|午前|午後|오전|오후)?\s*(\d{1,2})[:：时時點点](\d{2})(?:[:：分](\d{2})(\.\d{1,9})?)?"
    r"秒?\s*(?:([ap]\.?m\.?)|uhr|h)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_DAY_FORMS = (
    ("ymd", later(r"(\d{4})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{1,2})\.?")),
    ("cjk", later(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?")),
    ("two", later(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?")),
    ("dmy", later(r"(\d{1,2})(?:st|nd|rd|th|\.|er)?[\s/-]*(?:of |de |di )?\s*([^\W\d_]{3,})\.?,?[\s/-]*(?:de )?(\d{4})(?:\s*г\.?|\s*r\.)?", re.I)),
    ("mdy", later(r"([^\W\d_]{3,})\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})", re.I)),
    ("ymd-name", later(r"(\d{4})[\s,-]+([^\W\d_]{3,})\.?[\s-]+(\d{1,2})", re.I)),
)  # fmt: skip
_DAY_NAMES = (
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lun(?:di)?|mardi|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?"
    r"|lunes|martes|miércoles|mié|jueves|jue|viernes|vie|sábado|sáb|domingo|dom"
    r"|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)-feira"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
)
_WEEKDAY = later(
    rf"^(?:{_DAY_NAMES})[.,]*\s+|\s+[(（]?(?:{_DAY_NAMES})\.?[)）]?$"
    r"|[（(]?\s*(?:星期|周|週)[一二三四五六日天]\s*[）)]?|[（(][月火水木金土日][）)]",
    re.IGNORECASE,
)
_MARKS = str.maketrans("／．：–—‐‑−－", "/.:------")
MAX_LENGTH = 80
"""Characters above which a text is no date."""


@lru_cache(maxsize=4096)
def read_date(text: str) -> Reading:
    """What `text` says of a day or moment; total."""
    text = text.strip()
    if len(text) > MAX_LENGTH or not any(map(str.isdigit, text)):
        return Reading("none")
    iso = _ISO.fullmatch(text)
    if iso:
        year, month, day, hour, minute, second = (int(g) if g else 0 for g in iso.groups()[:6])
        problem = _fault(year, month, day, hour, minute, second, iso[7])
        return Reading("invalid", (), problem) if problem else Reading("iso", (text,))
    digits = "".join(str(decimal(c)) if c.isdecimal() else c for c in text.translate(_MARKS))
    plain = _WEEKDAY.sub(" ", digits).strip()
    return _basic(plain) or _other(plain)


def _basic(text: str) -> Reading | None:
    match = _BASIC.fullmatch(text)
    if match:
        year, month, day, hour, minute, second = (int(g) if g else 0 for g in match.groups()[:6])
        problem = _fault(year, month, day, hour, minute, second)
        if problem:
            return Reading("invalid", (), problem) if 1900 <= year <= 2100 else Reading("none")
        moment = "" if match[4] is None else f"T{hour:02}:{minute:02}"
        moment += f":{second:02}" if match[6] else ""
        return Reading("other", (f"{year:04}-{month:02}-{day:02}{moment}{match[7] or ''}",))
    week = _WEEK_DAY.fullmatch(text)
    if week:
        try:
            day_of = date.fromisocalendar(int(week[1]), int(week[2]), int(week[3]))
        except ValueError:
            return Reading("invalid", (), f"{week[1]} has no week {int(week[2])}")
        return Reading("other", (day_of.isoformat(),))
    return Reading("partial") if _PARTIAL.fullmatch(text) else None


def _other(text: str) -> Reading:
    day_text, moment, fault = _split_time(text)
    for form, pattern in _DAY_FORMS:
        match = pattern.fullmatch(day_text)
        if match is None:
            continue
        days = list(_days(form, match))
        if not days:
            continue
        if fault:
            return Reading("invalid", (), fault)
        problems = [_fault(*day) for day in days]
        good = [d for d, p in zip(days, problems, strict=True) if not p]
        if not good:
            return Reading("invalid", (), problems[0])
        isos = tuple(dict.fromkeys(f"{y:04}-{m:02}-{d:02}{moment}" for y, m, d in good))
        return Reading("other" if len(isos) == 1 else "ambiguous", isos)
    return Reading("none")


def _days(form: str, match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    """The days that a text of this form may mean, as year, month, day."""
    if form in ("ymd", "cjk"):
        year, month, day = match.group(1, 3, 4) if form == "ymd" else match.group(1, 2, 3)
        yield int(year), int(month), int(day)
    elif form == "two":
        yield from _day_or_month_first(match)
    else:
        order = {"dmy": (3, 2, 1), "mdy": (3, 1, 2), "ymd-name": (1, 2, 3)}[form]
        year, name, day = (match[g] for g in order)
        number = MONTHS.get(name.lower())
        if number:
            yield int(year), number, int(day)


def _day_or_month_first(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    for full in (int(year),) if len(year) == 4 else (2000 + int(year), 1900 + int(year)):
        if second <= 12 or first > 12:
            yield full, second, first
        if mark != "." and (first <= 12 or second > 12):  # dots are day first wherever used
            yield full, first, second


def _split_time(text: str) -> tuple[str, str, str]:
    """A text's day, its time as ISO, and what is wrong with the time."""
    match = _CLOCK.search(text)
    if match is None or not match.start():
        return text, "", ""
    half = (match[1] or match[6] or "").lower().replace(".", "")
    hour, minute = int(match[2]), int(match[3])
    if half in ("下午", "午後", "오후", "pm") and hour < 12:
        hour += 12
    elif half in ("上午", "午前", "오전", "am") and hour == 12:
        hour = 0
    second = int(match[4]) if match[4] else None
    fault = _fault(2000, 1, 1, hour, minute, second or 0)
    zone = match[7] or ""
    zone = "Z" if zone.upper() in ("UTC", "GMT", "Z") else zone
    moment = f"T{hour:02}:{minute:02}" + (f":{second:02}" if second is not None else "")
    moment += (match[5] or "") + zone
    return text[: match.start()].rstrip(" ,T"), moment, fault


def _fault(
    year: int,
    month: int,
    day: int,
    hour: int = 0,
    minute: int = 0,
    second: int = 0,
    zone: str | None = None,
) -> str:
    """Why there is no such moment; empty if there is."""
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    try:
        date(year, month, day)
    except ValueError:
        if year < 1:
            return "there is no year 0"
        return f"{_NAMES[month - 1]} {year} has no day {day}"
    leap = second == 60 and _may_leap(month, day, hour * 60 + minute - _minutes(zone))
    try:
        time(hour, minute, 59 if leap else second)
    except ValueError:
        return f"there is no time {hour:02}:{minute:02}" + (f":{second:02}" if second else "")
    if zone and zone != "Z" and (int(zone[1:3]) > 14 or int(zone[-2:]) > 59):
        return f"there is no time zone {zone}"
    return ""


def _minutes(zone: str | None) -> int:
    """The minutes that a zone such as `+01:30` is ahead of UTC."""
    if not zone or zone == "Z":
        return 0
    return int(zone[0] + "1") * (int(zone[1:3]) * 60 + int(zone[-2:]))


def _may_leap(month: int, day: int, minutes: int) -> bool:
    """Whether a leap second may end this minute of UTC, counted from the start of the day: they
    end June and December."""
    days, minute = divmod(minutes, 24 * 60)
    of_utc = date(2000, month, day) + timedelta(days)
    return minute == 24 * 60 - 1 and (of_utc.month, of_utc.day) in ((6, 30), (12, 31))


def moment_of(iso: str) -> datetime | None:
    """An ISO text as a moment (a day as its first), as it reads: without its offset. None for what
    is none."""
    match = _ISO.fullmatch(iso.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(g) if g else 0 for g in match.groups()[:6])
    try:
        return datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError:
        return None


def is_earlier(one: str, other: str) -> bool:
    """Whether ISO text `one` is before `other`: by their days where one of them names no time, as
    instants where both name their zone, else as they read."""
    first, second = moment_of(one), moment_of(other)
    if first is None or second is None:
        return False
    if is_day(one) or is_day(other):
        return first.date() < second.date()
    zones = [match[7] if (match := _ISO.fullmatch(t.strip())) else None for t in (one, other)]
    ahead = _minutes(zones[0]) - _minutes(zones[1]) if all(zones) else 0
    return (first - second).total_seconds() < ahead * 60


def is_day(iso: str) -> bool:
    """Whether an ISO text names a day and no time."""
    return len(iso.strip()) == 10
