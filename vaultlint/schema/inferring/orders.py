"""In which order dates and properties stand, where nearly all notes agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vaultlint.dates import moment_of, read_date
from vaultlint.note import Note
from vaultlint.schema.inferring.evidence import HOLDS, Evidence

WITNESSES = 3
"""Notes in which one date must be truly later before an order is proposed."""


def date_order(seen: Mapping[str, Evidence], dates: Iterable[str]) -> dict[str, str]:
    """For dates that are hardly ever before another: which, the nearest one."""
    names = list(dates)
    days = {name: _days(seen[name]) for name in names}
    found: dict[str, tuple[float, str]] = {}
    for early in names:
        for late in names:
            share = _gap(days[early], days[late])
            if early != late and share is not None and share < found.get(late, (1e9, ""))[0]:
                found[late] = (share, early)
    return {late: early for late, (_, early) in found.items()}


def _days(seen: Evidence) -> dict[str, int]:
    found = {}
    for path, items in seen.items.items():
        reading = read_date(items[0].text.strip()) if len(items) == 1 else None
        moment = moment_of(reading.iso) if reading is not None and reading.iso else None
        if moment is not None:
            found[path] = moment.date().toordinal()
    return found


def _gap(early: Mapping[str, int], late: Mapping[str, int]) -> float | None:
    """Days from one to the other on average; None where the notes do not show that order."""
    gaps = [late[path] - early[path] for path in early.keys() & late.keys()]
    later = sum(gap > 0 for gap in gaps)
    earlier = sum(gap < 0 for gap in gaps)
    if later < WITNESSES or earlier > (1 - HOLDS) * len(gaps):
        return None
    return sum(gap for gap in gaps if gap >= 0) / len(gaps)


def property_order(notes: Sequence[Note], names: Iterable[str]) -> list[str]:
    """The order in which the notes have most of these properties: by the mean place of each."""
    known = set(names)
    places: dict[str, list[float]] = {}
    for note in notes:
        keys = [key for key in note.properties if key in known]
        for at, key in enumerate(keys):
            places.setdefault(key, []).append(at / max(len(keys) - 1, 1))
    common = {key: p for key, p in places.items() if len(p) * 2 >= len(notes)}
    return sorted(common, key=lambda key: (sum(common[key]) / len(common[key]), key))
