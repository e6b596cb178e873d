"""What the engine says of a vault: plain data, which every driver ends and every reporter renders."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from vaultlint.finding import Diagnostic, Severity
from vaultlint.note import Note
from vaultlint.parse.readable import READABLE


class Crash(NamedTuple):
    """A rule that raised, or a fix that failed its guard: our bug, on one note. Without a `code`
    no rule is to blame."""

    path: str
    code: str
    error: str


def words(error: Exception) -> str:
    """An exception as a Crash tells it."""
    return f"{type(error).__name__}: {error}"


NEAR = "/near/"
"""With what a key begins that asks for all names like the one in it. Such keys are kept together: what
they ask for is told only by looking at all of them."""


class Judged(NamedTuple):
    """What the engine says of one note. `asks` is on what it rests (`vault.ties`), where wanted."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: int = 0
    crashes: tuple[Crash, ...] = ()
    asks: tuple[str, ...] = ()


class Shown(Protocol):
    """What a report needs of a vault."""

    @property
    def files(self) -> Collection[str]:
        """The paths of all files."""

    @property
    def notes(self) -> Mapping[str, Note]:
        """The notes of which something is said, for their text; by path."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run, in the one order that every reporter keeps.

    `vault` gives reporters the lines to show. `silenced` counts the suppressed findings by note,
    `fixed` those mended in this run.
    `root` is the vault's folder as the user gave it; `prefix` is the way to it from the working
    directory (POSIX, `""` where they are the same), for outputs that name files of a repository.
    """

    vault: Shown
    diagnostics: tuple[Diagnostic, ...]
    notes: int
    root: str = "."
    prefix: str = ""
    silenced: Mapping[str, int] = field(default_factory=dict)
    baselined: int = 0
    fixed: int = 0
    crashes: tuple[Crash, ...] = ()

    def file(self, path: str) -> str:
        """The path of a note as seen from the working directory."""
        return f"{self.prefix}/{path}" if self.prefix else path

    def count(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(d.severity is severity for d in self.diagnostics)

    @property
    def touched(self) -> int:
        """How many notes have a diagnostic."""
        return sum(p.lower().endswith(READABLE) for p in {d.path for d in self.diagnostics})

    @property
    def others(self) -> int:
        """How many files that are no notes have one."""
        return len({d.path for d in self.diagnostics}) - self.touched

    @property
    def suppressed(self) -> int:
        """How many findings are suppressed."""
        return sum(self.silenced.values())

    @property
    def fixable(self) -> int:
        """How many diagnostics carry a fix, safe or not."""
        return sum(bool(d.finding.fixes) for d in self.diagnostics)
