"""What is written about the rules is what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultlint.report.rules import FAMILIES, pages, table
from vaultlint.rules import all_rules

PROJECT = Path(__file__).parents[1]


def test_the_pages_are_fresh() -> None:
    file = PROJECT / "docs" / "rules.md"
    assert file.read_text(encoding="utf-8") == pages(), (
        "stale: vaultlint rules --output-format markdown > docs/rules.md"
    )


def test_the_table_of_the_readme_is_fresh() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert table() in readme


def test_every_family_has_a_name() -> None:
    assert {code[:3] for code in all_rules()} == set(FAMILIES)


@pytest.mark.parametrize("name", ["README.md", "docs/rules.md", "docs/schemas.md", "CHANGELOG.md"])
def test_the_unrelated_package_is_never_named_to_pip(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    assert "pip install vaultlint" not in text
