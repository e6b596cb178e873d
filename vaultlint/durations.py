"""Durations as people write them."""

from __future__ import annotations

import re

from vaultlint.patterns import later

_CLOCK = later(r"([0-9]+)[:：]([0-9]{1,2})(?:[:：]([0-9]{1,2}))?(?:\.[0-9]+)?")
_PART = r"([0-9]+(?:[.,][0-9]+)?)\s*"
_HOURS = r"(?:h(?:ou)?rs?|h|std|stunden?|heures?|horas?|小时|小時|時間)"
_MINUTES = r"(?:m|mins?|minut(?:e[ns]?|os?)|分[钟鐘]?)"
_SECONDS = r"(?:s|secs?|seconds?|sek(?:unden?)?|秒钟?)"
_AND = r"\.?,?\s*(?:(?:and|und|et|y)\s)?\s*"
_WORDS = later(
    rf"(?:{_PART}{_HOURS}{_AND})?(?:{_PART}(?:{_MINUTES}{_AND}|(?(1)(?![0-9.])|(?!))))?(?:{_PART}{_SECONDS}\.?)?",
    re.IGNORECASE,
)
_ISO = later(
    r"P(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.[0-9]+)?S)?)?"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def duration_seconds(text: str) -> int | None:
    """Seconds of `1:25:05`, `85 min`, `1h 25m`, `1.5 h`, `PT1H25M5S`, or a bare number of seconds."""
    text = text.strip().translate(_FULL_WIDTH)
    if not text or len(text) > 40:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    clock = _CLOCK.fullmatch(text)
    if clock:
        parts = [int(g) for g in clock.groups() if g]
        if any(part >= 60 for part in parts[1:]):
            return None
        return sum(part * unit for part, unit in zip(reversed(parts), (1, 60, 3600), strict=False))
    words = _WORDS.fullmatch(text)
    if words and any(words.groups()):
        hours, minutes, seconds = (float((g or "0").replace(",", ".")) for g in words.groups())
        return round(hours * 3600 + minutes * 60 + seconds)
    iso = _ISO.fullmatch(text.upper())
    if iso and any(iso.groups()):
        days, hours, minutes, seconds = (int(g or 0) for g in iso.groups())
        return days * 86400 + hours * 3600 + minutes * 60 + seconds
    return None
