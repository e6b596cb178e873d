"""The pages of rules in a terminal and as Markdown."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.test_cli import vaultlint
from vaultlint.report.explain import explain
from vaultlint.report.rules import options, page
from vaultlint.rule import Rule
from vaultlint.rules import all_rules

RULES = [pytest.param(r, id=r.code) for r in all_rules().values()]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("width", [40, 100, 300])
def test_prose_keeps_to_the_width_and_examples_are_whole(rule: Rule, width: int) -> None:
    text = explain(rule, width)
    shown = text.split("\n")
    assert text.startswith(f"{rule.code} {rule.slug}\n")
    assert "\x1b" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in re.sub(r"\n  .*", "\n  x", text)
    assert all(line == line.rstrip() for line in shown)
    prose = [line for line in shown if not line.startswith("  ")]
    assert all(cell_len(line) <= min(width, 100) or " " not in line for line in prose)
    for example in rule.page.examples:
        for line in example.text.replace("\0", "\\0").splitlines():
            assert f"  {line}".rstrip() in shown
        for mark in example.marks:
            assert any(line.endswith(f"^ {mark.message}") for line in shown)


@pytest.mark.parametrize("rule", RULES)
def test_every_option_is_told(rule: Rule) -> None:
    told = list(options(rule))
    assert [o.name.replace("-", "_") for o in told] == [f.name for f in fields(rule.options)]
    text, markdown = explain(rule, 1000), page(rule)
    for option in told:
        assert option.text
        assert option.text in text.replace("\n    ", " ")
        assert f"- `{option.name}` (default: `{option.default}`): {option.text}" in markdown


@pytest.mark.parametrize("rule", RULES)
def test_colours_change_no_text(rule: Rule) -> None:
    assert re.sub(r"\x1b\[[0-9;]*m", "", explain(rule, 80, color=True)) == explain(rule, 80)


def test_carets_stand_under_wide_characters() -> None:
    lines = explain(all_rules()["CHP003"], 80).split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("  ２４：５８"))
    assert lines[at + 1].startswith("  ^^^^^^^^^^ ")


def test_a_pipe_gets_plain_text(tmp_path: Path) -> None:
    done = vaultlint("explain", "broken-link", cwd=tmp_path, COLUMNS="30", FORCE_COLOR="")
    assert done.returncode == 0
    assert done.stdout == explain(all_rules()["LNK001"], 100)
    coloured = vaultlint("explain", "LNK001", cwd=tmp_path, FORCE_COLOR="1")
    assert "\x1b[" in coloured.stdout
    family = vaultlint("explain", "CHP", cwd=tmp_path)
    assert all(f"CHP00{n} " in family.stdout for n in range(1, 9))
