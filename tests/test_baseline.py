"""A baseline hides what was there and nothing else, and only shrinks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from vaultlint.engine import check
from vaultlint.engine.baseline import Baseline, BaselineError
from vaultlint.engine.check import Report
from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Active, Context, NoOptions, Rule
from vaultlint.text import Span
from vaultlint.vault import Vault


def _bad_words(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    at = -1
    while (at := note.data.find(b"bad", at + 1)) >= 0:
        end = note.data.find(b"\n", at)
        yield Finding(Span(at, end), "no such word")


RULE = Rule("TST001", "bad-word", Severity.ERROR, _bad_words, NoOptions, True, (), "Test.")


def report(texts: dict[str, str]) -> Report:
    active = (Active(RULE, RULE.severity, NoOptions()),)
    return check(Vault.of(texts), lambda _: active, date(2026, 1, 1))


def test_what_was_there_is_hidden_and_what_is_new_is_not() -> None:
    baseline = Baseline.read(Baseline.of(report({"A.md": "bad one\n"})).dump())
    after = baseline.apply(report({"A.md": "new line\n\nbad one\nbad two\n"}))
    assert [d.finding.span for d in after.diagnostics] == [Span(18, 25)]
    assert after.baselined == 1


def test_the_same_text_twice_is_one_finding_more() -> None:
    baseline = Baseline.of(report({"A.md": "bad one\n"}))
    assert len(baseline.apply(report({"A.md": "bad one\nbad one\n"})).diagnostics) == 1


def test_a_renamed_note_keeps_its_entries() -> None:
    baseline = Baseline.of(report({"A.md": "bad one\n", "B.md": "bad b\n"}))
    after = baseline.apply(report({"Z/New.md": "bad one\n", "B.md": "bad b\n"}))
    assert after.diagnostics == ()


def test_a_note_moved_and_edited_keeps_its_entries() -> None:
    baseline = Baseline.of(report({"A.md": "bad one\n"}))
    assert baseline.apply(report({"Z/A.md": "bad one\nmore\n"})).diagnostics == ()


def test_a_deleted_note_does_not_hide_a_new_mistake_elsewhere() -> None:
    baseline = Baseline.of(report({"A.md": "bad one\n"}))
    assert len(baseline.apply(report({"New.md": "words\nbad one\n"})).diagnostics) == 1


def test_prune_only_shrinks() -> None:
    baseline = Baseline.of(report({"A.md": "bad one\nbad two\n", "B.md": "bad b\n"}))
    pruned = baseline.prune(report({"A.md": "bad two\nbad three\n", "B.md": "good\n"}))
    assert (baseline.total, pruned.total) == (3, 1)
    assert len(pruned.apply(report({"A.md": "bad two\nbad one\n"})).diagnostics) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"version": 2, "notes": {}}',
        '{"version": 1}',
        "[" * 100_000,
        '{"version": 1, "notes": {"A.md": {"digest": "x", "findings": {"X": -1}}}}',
    ],
)
def test_a_file_that_is_no_baseline_is_named(text: str) -> None:
    with pytest.raises(BaselineError):
        Baseline.read(text)


def test_entries_outside_the_vault_are_dropped() -> None:
    text = '{"version": 1, "notes": {"../A.md": {"digest": "x", "findings": {"X": 1}}}}'
    assert Baseline.read(text).total == 0
