"""A baseline hides what was there and nothing else, and only shrinks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.harness import rule_of
from vaultlint.engine import check
from vaultlint.engine.baseline import Baseline, BaselineError
from vaultlint.finding import Finding
from vaultlint.judgement import Report
from vaultlint.note import Note
from vaultlint.rule import Active, Context, NoOptions, Rule
from vaultlint.schema.violations import opening
from vaultlint.text import Span
from vaultlint.vault import Vault


def _bad_words(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    at = -1
    while (at := note.data.find(b"bad", at + 1)) >= 0:
        end = note.data.find(b"\n", at)
        yield Finding(Span(at, end), "no such word")


RULE = rule_of("tst001_bad_word", _bad_words)


def report(texts: dict[str, str]) -> Report:
    return check_with(RULE, texts)


def check_with(rule: Rule, texts: dict[str, str]) -> Report:
    active = (Active(rule, rule.severity, NoOptions()),)
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


def test_a_note_that_takes_the_name_of_a_renamed_one_does_not_take_its_entries() -> None:
    baseline = Baseline.of(report({"A.md": "bad one\n"}))
    after = baseline.apply(report({"Old.md": "bad one\n", "A.md": "all new\nbad two\n"}))
    assert [d.path for d in after.diagnostics] == ["A.md"]


def test_a_folder_of_equal_notes_is_renamed() -> None:
    baseline = Baseline.of(report({f"A/{n}.md": "bad one\n" for n in range(9)}))
    assert baseline.apply(report({f"B/{n}.md": "bad one\n" for n in range(9)})).diagnostics == ()
    assert (
        len(baseline.apply(report({f"B/{n}.md": "bad one\n" for n in range(10)})).diagnostics) == 1
    )


def test_what_is_absent_is_told_apart_and_survives_edits_of_the_first_line() -> None:
    known = absent("Notes")
    baseline = Baseline.of(check_with(known, {"A.md": "first line\n"}))
    assert baseline.apply(check_with(known, {"A.md": "another line\n"})).diagnostics == ()
    assert (
        len(baseline.apply(check_with(absent("Links"), {"A.md": "first line\n"})).diagnostics) == 1
    )


def absent(section: str) -> Rule:
    def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        yield Finding(
            opening(note), f"there is no heading `{section}`; did you mean {note.data!r}?"
        )

    return rule_of("sch999_no_section", check)


def test_new_names_what_is_not_known() -> None:
    baseline = Baseline.of(report({"A.md": "bad one\n"}))
    swapped = report({"A.md": "bad two\n"})
    assert [d.path for d in baseline.new(swapped)] == ["A.md"]
    assert baseline.new(report({"A.md": "good\n"})) == []


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
