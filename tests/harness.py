"""Running the examples of a rule's page the way a vault is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from vaultlint import engine
from vaultlint.config.options import rule_options
from vaultlint.examples import Example, Mark, Page
from vaultlint.finding import Diagnostic, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Active, Body, Check, Head, Rule
from vaultlint.rules import all_rules
from vaultlint.schema.load import schemas_from_texts
from vaultlint.schema.source import read_document
from vaultlint.settings import Settings
from vaultlint.text import apply
from vaultlint.vault import Vault

TODAY = date(2026, 6, 15)


def vault_of(page: Page, example: Example, text: str | bytes) -> Vault:
    """The example's note with its page's company, schemas and types."""
    texts: dict[str, str | bytes] = {**page.files, example.path: text}
    types: Mapping[str, str] = read_document("types", page.types.encode()).data or {}
    return Vault.of(texts, settings=Settings(types=types), schemas=schemas_from_texts(page.schemas))


def active(rule: Rule, options: str = "") -> Active:
    """The rule in force with the options of a `yaml options` fence."""
    return Active(rule, rule.severity, rule_options(rule, options))


def rule_of(module: str, check: Check, severity: Severity = Severity.ERROR) -> Rule:
    """The rule that `check` would be in a module of this name."""
    body = Body(check, doc="Test.")
    return Rule(Head(module, severity, True, ()), lambda: body)


def default_rules() -> tuple[Active, ...]:
    return tuple(active(r) for r in all_rules().values() if r.default)


def run(vault: Vault, path: str, rules: Iterable[Active]) -> tuple[Diagnostic, ...]:
    """What the rules find in one note; a rule that raises fails the test."""
    chosen = tuple(rules)
    if [a.rule.code for a in chosen] == ["SUP001"]:  # it speaks of what the others found
        found = run(
            vault, path, (*(a for a in default_rules() if a.rule.code != "SUP001"), *chosen)
        )
        return tuple(d for d in found if d.code == "SUP001")
    report = engine.check(vault, lambda _: chosen, TODAY, [path])
    assert report.crashes == ()
    return report.diagnostics


def marks(note: Note, found: Iterable[Diagnostic]) -> list[Mark]:
    """Findings as the caret lines that would show them: cut at the end of their first line."""
    made = []
    for diagnostic in found:
        start, end = diagnostic.finding.span
        first = note.lines.position(start)
        stop = note.lines.position(min(end, note.lines.line_span(first.line).end))
        column = max(stop.column, first.column + 1)
        made.append(Mark(first.line, first.column, column, diagnostic.finding.message))
    return sorted(made)


def fixed_text(vault: Vault, path: str, rules: tuple[Active, ...]) -> str:
    """The note after every fix of the rules, unsafe ones too, until none is left."""
    for _ in range(10):
        fixes = [d.finding.fixes[0] for d in run(vault, path, rules) if d.finding.fixes]
        if not fixes:
            return vault.file(path).data.decode()
        vault = vault.with_notes([Note.parse(path, _apply_disjoint(vault, path, fixes))])
    raise AssertionError("fixes do not settle")


def _apply_disjoint(vault: Vault, path: str, fixes: Iterable[Fix]) -> bytes:
    chosen: list[Any] = []
    for fix in fixes:
        if all(
            e.span.end < o.span.start or o.span.end < e.span.start
            for e in fix.edits
            for o in chosen
        ):
            chosen += fix.edits
    return apply(vault.notes[path].data, chosen)
