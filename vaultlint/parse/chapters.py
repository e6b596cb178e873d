"""Chapter lists: runs of lines such as `01:49 title`."""

from __future__ import annotations

from vaultlint.parse.facts import Chapter, Zone


def read_chapters(
    data: bytes, start: int, zones: tuple[Zone, ...], *, expected: bool = False
) -> tuple[Chapter, ...]:
    """The chapter lines of `data[start:]`. `expected`: a schema says that the note has chapters,
    so that what else might be a schedule or a daily log is a chapter list too."""
    return ()
