"""Every example in every rule's page says what the rule does."""

from __future__ import annotations

import pytest

from tests.harness import active, default_rules, fixed_text, marks, run, vault_of
from vaultlint.examples import Example
from vaultlint.rule import Active, Rule
from vaultlint.rules import all_rules

CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}-{example.kind}")
    for rule in all_rules().values()
    for number, example in enumerate(rule.page.examples)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_is_found_as_it_is_marked(rule: Rule, example: Example) -> None:
    vault = vault_of(rule.page, example, example.text)
    found = run(vault, example.path, [active(rule, example.options)])
    assert marks(vault.file(example.path), found) == sorted(example.marks)
    if example.kind == "good":
        assert run(vault, example.path, _all_with(rule, example)) == ()


@pytest.mark.parametrize(
    ("rule", "example"),
    [c for c in CASES if getattr(c.values[1], "fixed", None) is not None],
)
def test_an_example_is_fixed_as_it_is_shown(rule: Rule, example: Example) -> None:
    rules = (active(rule, example.options),)
    vault = vault_of(rule.page, example, example.text)
    assert fixed_text(vault, example.path, rules) == example.fixed
    assert example.fixed is not None
    after = vault_of(rule.page, example, example.fixed)
    assert run(after, example.path, rules) == ()
    assert run(after, example.path, _all_with(rule, example)) == ()


def _all_with(rule: Rule, example: Example) -> tuple[Active, ...]:
    """The default rules, with the options that the example gives its own."""
    others = (a for a in default_rules() if a.rule.code != rule.code)
    return (*others, active(rule, example.options))
