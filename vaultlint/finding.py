"""What rules say and what the engine makes of it. Plain data: nothing here knows of files."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from vaultlint.text import Edit, Span


class Severity(StrEnum):
    """How much a finding weighs; `rank` grows with the weight."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return _RANKS[self]


_RANKS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Safety(StrEnum):
    """`SAFE`: the meaning is kept or surely meant. `UNSAFE`: a guess, made on request only."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Fix(NamedTuple):
    """One way to mend a finding: all edits or none. Edits are disjoint; they may name other
    notes than the one the finding is in."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE


class Finding(NamedTuple):
    """Where and what, and how to mend it; all that a rule says.

    `span` counts bytes of the note. `severity` is set only where the rule itself knows better
    than its default (a schema's `severity:`). `fixes` stand best first; at most the first
    applicable one is made.
    """

    span: Span
    message: str
    fixes: tuple[Fix, ...] = ()
    field: str | None = None
    schema: str | None = None
    severity: Severity | None = None


class Diagnostic(NamedTuple):
    """A finding that the engine has judged: it stands under a code in a note."""

    path: str
    code: str
    rule: str
    severity: Severity
    finding: Finding

    @property
    def order(self) -> tuple[str, int, str, int, str]:
        """The order of every report: path, offset, code, then what is left to tell apart."""
        span = self.finding.span
        return (self.path, span.start, self.code, span.end, self.finding.message)
