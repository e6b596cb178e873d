"""Which findings a note's own comments and properties silence, and which of those are idle."""

from __future__ import annotations

from vaultlint.config.select import codes_named
from vaultlint.finding import Diagnostic
from vaultlint.note import Note
from vaultlint.parse.facts import Directive
from vaultlint.rule import Unused

SUPPRESSION_RULE = "SUP001"


class Silence:
    """The suppressions of one note, which remember what they silenced."""

    def __init__(self, directives: tuple[Directive, ...]) -> None:
        self._entries: list[tuple[Directive, str, frozenset[str]]] = [
            (directive, word, codes_named(word))
            for directive in directives
            if directive.kind != "end"
            for word in directive.codes or ("",)
        ]
        self._used: set[int] = set()

    def covers(self, diagnostic: Diagnostic, note: Note) -> bool:
        """Whether some suppression silences `diagnostic`; all that do count as used."""
        line = note.lines.line_of(diagnostic.finding.span.start)
        hits = [
            at
            for at, (directive, _, codes) in enumerate(self._entries)
            if diagnostic.code in codes and directive.first <= line <= directive.last
        ]
        self._used.update(hits)
        return bool(hits)

    def unused(self, ran: set[str]) -> tuple[Unused, ...]:
        """Words that silenced nothing though a rule they name ran, or that name no rule."""
        return tuple(
            Unused(directive, word, bool(codes))
            for at, (directive, word, codes) in enumerate(self._entries)
            if at not in self._used and (not codes or codes & ran)
        )
