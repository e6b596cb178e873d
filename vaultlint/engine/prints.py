"""By what a finding is known again: code, property and the text it stands on, never its line."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from vaultlint.finding import Diagnostic, Finding
from vaultlint.judgement import Shown
from vaultlint.note import Note
from vaultlint.schema.violations import opening


def prints(vault: Shown, found: Iterable[Diagnostic]) -> dict[str, list[str]]:
    """The print of each diagnostic, by path, in their order; equal findings of a note share one."""
    made: dict[str, list[str]] = {}
    for diagnostic in found:
        finding = diagnostic.finding
        text = _text(vault.notes[diagnostic.path], diagnostic.code, finding)
        key = "\n".join((diagnostic.code, finding.field or "", text))
        mark = f"{diagnostic.code}:{sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"
        made.setdefault(diagnostic.path, []).append(mark)
    return made


_OF_NOTES = ("SCH", "FIL", "DAT", "STR001", "STR002", "STR003", "STR004")
"""Rules that speak of the note, its name or what is absent where they point to its opening."""


def is_of_note(note: Note, code: str, finding: Finding) -> bool:
    """Whether the text that a finding stands on is only the place to show it."""
    return code.startswith(_OF_NOTES) and finding.span == opening(note)


def _text(note: Note, code: str, finding: Finding) -> str:
    """What a finding is about: the text it stands on, or its message where that is none. Hints
    behind `;` come and go with other notes."""
    text = " ".join(note.text(finding.span).split())
    return (
        finding.message.partition(";")[0] if not text or is_of_note(note, code, finding) else text
    )


def fingerprints(vault: Shown, found: Iterable[Diagnostic]) -> list[str]:
    """One fingerprint for each diagnostic, different for each, stable under edits elsewhere:
    of print, path, and the how-manieth of its kind in the note it is."""
    found = tuple(found)
    marks = {path: iter(its) for path, its in prints(vault, found).items()}
    seen: dict[tuple[str, str], int] = {}
    made = []
    for diagnostic in found:
        key = (diagnostic.path, next(marks[diagnostic.path]))
        seen[key] = seen.get(key, 0) + 1
        text = f"{key[0]}\n{key[1]}\n{seen[key]}"
        made.append(sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32])
    return made
