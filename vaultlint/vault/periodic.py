"""Notes of days, weeks, months, quarters and years: what their names say."""

from __future__ import annotations

from vaultlint.note import Note
from vaultlint.patterns import later
from vaultlint.periods import Period, read_period
from vaultlint.settings import Settings

_DATE = later(r"((?:1[5-9]|20)\d\d-\d\d-\d\d)(?![-\w])|(?<![-\w])((?:1[5-9]|20)\d\d-\d\d-\d\d)$")


def period_of(note: Note, settings: Settings) -> Period | None:
    """The period that the note is about, if it stands where such notes do and is named so. Where
    several formats fit, one that gives real days is taken."""
    found: Period | None = None
    for periodic in (settings.daily, *settings.periodic):
        folder = f"{periodic.folder}/" if periodic.folder else ""
        if note.path.startswith(folder):
            name = note.path[len(folder) :].rpartition(".")[0]
            period = read_period(name, periodic.format)
            if period is not None and not period.problem:
                return period
            found = found or period
    return found


def day_in_name(note: Note) -> Period | None:
    """The day with which a note's name begins or ends, as `2025-08-27 Meeting`."""
    if "-" not in note.name:
        return None
    match = _DATE.match(note.name) or _DATE.search(note.name)
    return read_period(match[1] or match[2], "YYYY-MM-DD") if match else None
