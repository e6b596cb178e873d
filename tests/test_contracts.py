"""What is true of all rules."""

from __future__ import annotations

import inspect
import sys

import pytest

from tests.harness import TODAY, active, default_rules, marks, run, vault_of
from tests.test_examples import CASES
from vaultlint.engine.fix import fix
from vaultlint.examples import Example, Mark
from vaultlint.rule import Rule
from vaultlint.rules import all_rules
from vaultlint.rules.__main__ import INDEX, heads, index
from vaultlint.text import apply

RULES = [pytest.param(r, id=r.code) for r in all_rules().values()]
ABOUT_THE_WHOLE = ("STR001", "STR002", "STR003")
"""Rules that speak of a note as a whole, at its first line."""
ABOUT_NAMES = ("DAT001",)
"""Rules that speak of the name, where an example gives the note one."""
BAD = [c for c in CASES if c.values[1].kind == "bad"]  # type: ignore[union-attr]


def test_the_index_of_rules_says_what_their_modules_say() -> None:
    assert INDEX.read_text(encoding="utf-8") == index(heads()), "stale: python -m vaultlint.rules"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_shows_bad_and_good(rule: Rule) -> None:
    kinds = {e.kind for e in rule.page.examples}
    assert kinds == {"bad", "good"}
    assert all(e.marks for e in rule.page.examples if e.kind == "bad")


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_one_small_file_that_imports_no_sibling(rule: Rule) -> None:
    source = inspect.getsource(sys.modules[rule.check.__module__])
    assert "from vaultlint.rules" not in source
    assert "import vaultlint.rules" not in source
    code = source.replace(rule.doc, "")
    assert code.count("\n") <= 120
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 100


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_fixes_shows_it(rule: Rule) -> None:
    for example in rule.page.examples:
        vault = vault_of(rule.page, example, example.text)
        found = run(vault, example.path, [active(rule, example.options)])
        if any(d.finding.fixes for d in found):
            assert any(e.fixed is not None for e in rule.page.examples)


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_messages_are_one_lower_case_line(rule: Rule, example: Example) -> None:
    for mark in example.marks:
        first = mark.message[0]
        assert first == first.lower() or not first.isalpha()
        assert not mark.message.endswith(".") or mark.message.endswith("…")


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_edits_are_disjoint_and_inside_the_note(rule: Rule, example: Example) -> None:
    vault = vault_of(rule.page, example, example.text)
    for diagnostic in run(vault, example.path, [active(rule, example.options)]):
        start, end = diagnostic.finding.span
        assert 0 <= start <= end <= len(vault.file(example.path).data)
        for made in diagnostic.finding.fixes:
            for path in {e.path for e in made.edits}:
                apply(vault.notes[path].data, [e for e in made.edits if e.path == path])


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_crlf_changes_no_verdict(rule: Rule, example: Example) -> None:
    if "\r" in example.text:
        pytest.skip("says itself which line ends it has")
    rules = [active(rule, example.options)]
    vault = vault_of(rule.page, example, example.text.replace("\n", "\r\n"))
    found = run(vault, example.path, rules)
    assert marks(vault.file(example.path), found) == sorted(example.marks)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_front_matter_above_changes_no_verdict(rule: Rule, example: Example) -> None:
    if example.text.lstrip().startswith("---") or rule.page.schemas or not example.text:
        pytest.skip("is about front matter itself")
    if rule.code.startswith(("YML", "FIL", "SUP", *ABOUT_THE_WHOLE)) or not example.path.endswith(
        ".md"
    ):
        pytest.skip("is about the start of the file")
    if rule.code in ABOUT_NAMES and example.path != "Note.md":
        pytest.skip("is about the file's name")
    above = "---\nnothing: here\n---\n"
    vault = vault_of(rule.page, example, above + example.text)
    found = run(vault, example.path, [active(rule, example.options)])
    shifted = [Mark(m.line + 3, *m[1:]) for m in example.marks]
    assert marks(vault.file(example.path), found) == sorted(shifted)


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_an_example_quoted_in_a_fence_is_silent(rule: Rule, example: Example) -> None:
    if rule.code.startswith(("FIL", "SCH", *ABOUT_THE_WHOLE)) or not example.path.endswith(".md"):
        pytest.skip("is about the file, or about what is absent from it")
    if rule.code in ABOUT_NAMES and example.path != "Note.md":
        pytest.skip("is about the file's name")
    quoted = f"`````md\n{example.text}\n`````\n"
    vault = vault_of(rule.page, example, quoted)
    found = run(vault, example.path, [active(rule, example.options)])
    spoken = [d for d in found if d.finding.span.end <= len(quoted.encode())]
    assert spoken == []


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_fixes_of_all_rules_together_converge(rule: Rule, example: Example) -> None:
    vault = vault_of(rule.page, example, example.text)
    rules = default_rules()
    once = fix(vault, lambda _: rules, TODAY, [example.path], unsafe=True)
    assert once.report.crashes == ()
    twice = fix(once.report.vault, lambda _: rules, TODAY, [example.path], unsafe=True)
    assert twice.changed == {}
