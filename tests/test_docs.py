"""What is written about the rules is what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from tests.harness import TODAY, default_rules
from vaultlint.cli.app import app
from vaultlint.engine.schema_examples import run_examples
from vaultlint.report.rules import FAMILIES, pages, table
from vaultlint.rules import all_rules
from vaultlint.schema.load import load_schemas

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


def test_the_schema_of_the_page_on_schemas_holds() -> None:
    page = (PROJECT / "docs" / "schemas.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(schema: book\n.*?)```", page, re.DOTALL)
    schemas = load_schemas({"book.yaml": text.encode()}, ["kepano"])
    results = run_examples(schemas, lambda _: default_rules(), TODAY)
    own = [r for r in results if r.schema.name == "book"]
    assert own
    assert all(r.holds for r in own), own


def shown_commands(name: str) -> list[str]:
    """What stands as code in a page and is called `vaultlint …`."""
    page = (PROJECT / name).read_text(encoding="utf-8")
    shown = re.findall(r"`(vaultlint(?: [^`]*)?)`", page)
    for fence in re.findall(r"```(?:console|yaml)\n(.*?)```", page, re.DOTALL):
        shown += re.findall(r"(?:^|&& |\.venv/bin/)(vaultlint .*)", fence, re.MULTILINE)
    return [re.split(r"  #| \\?\|", line)[0] for line in shown]


@pytest.mark.parametrize("name", ["README.md", "docs/schemas.md", "docs/ci.md"])
def test_commands_that_are_shown_have_their_options(name: str) -> None:
    lines = shown_commands(name)
    assert lines
    for line in lines:
        words = line.split()[1:]
        command: click.Command = app
        while isinstance(command, click.Group):
            inner = command.get_command(click.Context(command), words[0] if words else "check")
            if inner is None and command is not app:
                break
            command, words = (inner, words[1:]) if inner else (CHECK, words)
        known = {option for param in command.params for option in param.opts}
        assert {w.partition("=")[0] for w in words if w.startswith("-")} - {"-"} <= known, line


CHECK = app.get_command(click.Context(app), "check") or app


def test_every_option_is_explained() -> None:
    groups: list[tuple[str, click.Command]] = [("vaultlint", app)]
    while groups:
        name, command = groups.pop()
        if isinstance(command, click.Group):
            context = click.Context(command)
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                assert found is not None
                groups.append((f"{name} {inner}", found))
        for option in (p for p in command.params if isinstance(p, click.Option)):
            assert option.help, f"{name} {option.opts[0]}"
