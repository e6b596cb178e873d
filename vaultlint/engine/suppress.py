"""Which findings a note's own comments and properties silence, and which of those are idle."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from vaultlint.config.select import codes_named
from vaultlint.finding import Diagnostic
from vaultlint.note import Note
from vaultlint.parse.facts import Directive
from vaultlint.rule import Unused

SUPPRESSION_RULE = "SUP001"


class Silence:
    """The suppressions of one note, which remember what they silenced. A note may hold hundreds
    of thousands: nothing looks at all of them for each finding."""

    def __init__(self, directives: tuple[Directive, ...]) -> None:
        self._entries = [
            (directive, word)
            for directive in directives
            if directive.kind != "end"
            for word in directive.codes or ("",)
        ]
        by_word: dict[str, list[Directive]] = {}
        for directive, word in self._entries:
            if directive.kind != "stray":
                by_word.setdefault(word.lower(), []).append(directive)
        self._codes = {word.lower(): codes_named(word) for _, word in self._entries}
        self._lines = {w: _Lines(d) for w, d in by_word.items() if self._codes[w]}
        self._by_code: dict[str, list[_Lines]] = {}
        for word, lines in self._lines.items():
            for code in self._codes[word]:
                self._by_code.setdefault(code, []).append(lines)

    def covers(self, diagnostic: Diagnostic, note: Note) -> bool:
        """Whether some suppression silences `diagnostic`; all that do count as used."""
        line = note.lines.line_of(diagnostic.finding.span.start)
        hits = [lines.silence(line) for lines in self._by_code.get(diagnostic.code, ())]
        return any(hits)

    def unused(self, ran: set[str]) -> tuple[Unused, ...]:
        """Words that silenced nothing though a rule they name ran, that name no rule, or that a
        range has one end of."""
        found = []
        for directive, word in self._entries:
            codes = self._codes[word.lower()] if directive.kind != "stray" else frozenset()
            lines = self._lines.get(word.lower())
            idle = lines is None or not lines.used(directive)
            if (idle or directive.kind == "open") and (not codes or codes & ran):
                found.append(Unused(directive, word, bool(codes)))
        return tuple(found)


class _Lines:
    """The lines on which one word silences rules, and those on which it silenced a finding."""

    def __init__(self, directives: Iterable[Directive]) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in sorted((d.first, d.last) for d in directives):
            if self._lasts and first <= self._lasts[-1]:
                self._lasts[-1] = max(last, self._lasts[-1])
            else:
                self._firsts.append(first)
                self._lasts.append(last)
        self._silenced: set[int] = set()
        self._sorted: list[int] = []

    def silence(self, line: int) -> bool:
        """Whether a finding on 1-based `line` is silenced; then it is remembered."""
        at = bisect_right(self._firsts, line) - 1
        silenced = at >= 0 and line <= self._lasts[at]
        if silenced:
            self._silenced.add(line)
        return silenced

    def used(self, directive: Directive) -> bool:
        """Whether something was silenced on the lines of `directive`."""
        if len(self._sorted) != len(self._silenced):
            self._sorted = sorted(self._silenced)
        at = bisect_left(self._sorted, directive.first)
        return at < len(self._sorted) and self._sorted[at] <= directive.last
