"""A baseline: findings that were there when a vault was adopted, and are not reported again.

A finding is known by its code, its property and the text it stands on, never by its line, so
edits elsewhere in the note do not revive it. A baseline only shrinks: `prune` drops what is
gone, and nothing but `write` adds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from vaultlint.engine.prints import prints
from vaultlint.finding import Diagnostic
from vaultlint.judgement import Report, Shown
from vaultlint.note import Note
from vaultlint.parse.readable import READABLE

VERSION = 1

ANEW = "to make it anew, delete it and run `vaultlint baseline write`"
"""What to do with a file that cannot be read."""


class BaselineError(ValueError):
    """A baseline file that is not one: what is wrong, in one line."""


@dataclass(frozen=True, slots=True)
class Known:
    """The known findings of one note: how often each print occurs, and a digest of the note,
    by which a note that was renamed finds its entries again."""

    digest: str
    prints: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings by note path. `outside` counts the entries that were dropped since their
    paths climb out of the vault."""

    notes: Mapping[str, Known] = field(default_factory=dict)
    outside: int = 0

    @property
    def total(self) -> int:
        """How many findings it knows."""
        return sum(sum(k.prints.values()) for k in self.notes.values())

    @classmethod
    def read(cls, text: str) -> Baseline:
        """The baseline in `text`. Raises BaselineError; entries that climb out are dropped."""
        try:
            data = json.loads(text)
            version = data["version"]
            if version != VERSION:
                raise BaselineError(f"baseline version {version!r} is not {VERSION}")
            given = data["notes"]
            notes = {p: _known(k) for p, k in given.items() if _inside(p)}
        except BaselineError:
            raise
        except json.JSONDecodeError as error:
            written = text.split("\n")[error.lineno - 1]
            conflict = "a merge conflict is not resolved"
            what = conflict if written.startswith("<<<<<<< ") else error.msg.lower()
            raise BaselineError(f"not a baseline: line {error.lineno}: {what}; {ANEW}") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            what = "it should hold a `version`, and `notes` with their findings"
            raise BaselineError(f"not a baseline: {what}; {ANEW}") from error
        return cls(notes, len(given) - len(notes))

    def dump(self) -> str:
        """The file's text: sorted, one finding a line, so that it merges well."""
        notes = {
            path: {"digest": known.digest, "findings": dict(sorted(known.prints.items()))}
            for path, known in sorted(self.notes.items())
        }
        data = {"version": VERSION, "notes": notes}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def of(cls, report: Report) -> Baseline:
        """The baseline that makes `report` green."""
        return cls(
            {
                path: Known(_digest(report.vault.notes[path]), Counter(marks))
                for path, marks in prints(report.vault, report.diagnostics).items()
            }
        )

    def apply(self, report: Report) -> Report:
        """`report` without the findings that are known."""
        kept, _ = self._match(report)
        hidden = len(report.diagnostics) - len(kept)
        return replace(report, diagnostics=tuple(kept), baselined=hidden)

    def prune(self, report: Report) -> Baseline:
        """Only the entries that `report`, a check of the whole vault, still meets."""
        return self._match(report)[1]

    def new(self, report: Report) -> list[Diagnostic]:
        """What of `report` is not known."""
        return self._match(report)[0]

    def _match(self, report: Report) -> tuple[list[Diagnostic], Baseline]:
        by_path: dict[str, list[Diagnostic]] = {}
        for diagnostic in report.diagnostics:
            by_path.setdefault(diagnostic.path, []).append(diagnostic)
        moved = self._renames(report.vault, by_path)
        kept: list[Diagnostic] = []
        met: dict[str, Known] = {}
        for path, found in by_path.items():
            known = self.notes.get(moved.get(path, path))
            if known is None:
                kept += found
                continue
            left = Counter(known.prints)
            used: Counter[str] = Counter()
            for diagnostic, mark in zip(found, prints(report.vault, found)[path], strict=True):
                if left[mark] > 0:
                    left[mark] -= 1
                    used[mark] += 1
                else:
                    kept.append(diagnostic)
            if used:
                met[path] = Known(_digest(report.vault.notes[path]), used)
        return kept, Baseline(met)

    def _renames(self, vault: Shown, found: Mapping[str, list[Diagnostic]]) -> dict[str, str]:
        """New paths to the paths that entries are under: the same bytes under another name, else
        the same findings, all of them, under the same file name in another folder or alone."""
        fresh = [p for p in sorted(found) if p not in self.notes]
        if not fresh:
            return {}
        moved = self._same_bytes(vault, fresh)
        gone = {p: k for p, k in self.notes.items() if p not in vault.files}
        for old in moved.values():
            gone.pop(old, None)
        by_name: dict[str, list[str]] = {}
        for old in sorted(gone):
            by_name.setdefault(_name(old), []).append(old)
        for path in fresh:
            if not gone or path in moved:
                continue
            marks = Counter(prints(vault, found[path])[path])
            named = by_name.get(_name(path), [])
            for old in (*named, *sorted(gone)):
                known = gone.get(old)
                if known and _meets(marks, known) and (old in named or len(known.prints) > 1):
                    moved[path] = old
                    del gone[old]
                    break
        return moved

    def _same_bytes(self, vault: Shown, fresh: list[str]) -> dict[str, str]:
        """Of the new paths those of notes that stood elsewhere, whose place another note may have
        taken since."""
        places: dict[str, list[str]] = {}
        for path, known in sorted(self.notes.items(), reverse=True):
            places.setdefault(known.digest, []).append(path)
        moved: dict[str, str] = {}
        for path in fresh:
            digest = _digest(vault.notes[path])
            olds = places.get(digest, [])
            while olds:
                old = olds.pop()
                if old not in vault.notes or _digest(vault.notes[old]) != digest:
                    moved[path] = old
                    break
        return moved


def _meets(marks: Counter[str], known: Known) -> bool:
    return all(marks[mark] >= count for mark, count in known.prints.items())


def _digest(note: Note) -> str:
    # of a file that is no note the bytes are not known: only its path tells it from others
    text = note.data if note.ending in READABLE else note.path.encode("utf-8", "surrogateescape")
    return sha256(text).hexdigest()[:16]


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def _known(data: Any) -> Known:
    counts = data["findings"]
    if not all(isinstance(n, int) and n > 0 for n in counts.values()):
        raise BaselineError("counts of findings must be whole numbers above 0")
    return Known(str(data["digest"]), dict(counts))
