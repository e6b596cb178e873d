"""What is said of formatters that are set up where a vault is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_cli import make, vaultlint
from vaultlint.disk.formatters import harms

HARMFUL: list[tuple[str, str, str]] = [
    # file, its text, a word of the advice
    (".prettierrc", "{}", "prettier"),
    (".prettierrc.yaml", "tabWidth: 2", "prettier"),
    (".prettierrc.toml", "", "prettier"),
    ("prettier.config.mjs", "export default {}", "prettier"),
    ("package.json", '{"prettier": {}}', "prettier"),
    ("package.json", '{"scripts": {"fmt": "prettier --write ."}}', "prettier"),
    ("package.json", '{"scripts": {"fmt": "markdownlint-cli2 --fix **/*.md"}}', "markdownlint"),
    (".mdformat.toml", "wrap = 80", "mdformat"),
    ("pyproject.toml", "[tool.mdformat]\nwrap = 80\n", "mdformat"),
    ("pyproject.toml", "[tool.rumdl]\nline-length = 80\n", "rumdl"),
    (".rumdl.toml", "", "rumdl"),
    ("rumdl.toml", '[global]\nflavor = "mkdocs"\n', "rumdl"),
    (".rumdl.toml", "broken [", "rumdl"),
    (".markdownlint-cli2.yaml", "fix: true\n", "markdownlint"),
    (".markdownlint-cli2.jsonc", '// ours\n{"fix": true}\n', "markdownlint"),
    ("dprint.json", '{"plugins": ["https://plugins.dprint.dev/plugins/markdown-0.17.wasm"]}', "dprint"),
    (".pre-commit-config.yaml", "repos: [{repo: x, hooks: [{id: prettier}]}]", "hook `prettier`"),
    (".pre-commit-config.yaml", "repos: [{repo: x, hooks: [{id: mdformat}]}]", "hook `mdformat`"),
    (".pre-commit-config.yaml", "repos: [{repo: x, hooks: [{id: rumdl-fmt}]}]", "hook `rumdl-fmt`"),
    (".pre-commit-config.yaml", "repos: [{repo: x, hooks: [{id: rumdl, args: [--fix]}]}]", "hook `rumdl`"),
    (".pre-commit-config.yaml", "repos: [{repo: x, hooks: [{id: markdownlint-fix}]}]", "markdownlint"),
    (".pre-commit-config.yaml", "repos: [{repo: x, hooks: [{id: markdownlint-cli2, args: [--fix]}]}]", "markdownlint"),
    (".pre-commit-config.yaml", "repos: [{repo: x, hooks: [{id: trailing-whitespace}]}]", "markdown-linebreak-ext"),
]  # fmt: skip
HARMLESS: list[dict[str, str | bytes]] = [
    {},
    {".prettierrc": "{}", ".prettierignore": "node_modules\n*.md\n"},
    {".rumdl.toml": '[global]\nflavor = "obsidian"\n'},
    {"pyproject.toml": '[tool.rumdl]\nflavor = "obsidian"\n'},
    {"pyproject.toml": "[project]\nname = 'x'\n"},
    {"pyproject.toml": "broken ["},
    {".markdownlint.json": '{"MD013": false}'},
    {".markdownlint-cli2.yaml": "config: {MD018: false}\nfix: true\n"},
    {"package.json": '{"scripts": {"lint": "markdownlint-cli2 **/*.md"}}'},
    {"package.json": "[1]"},
    {"dprint.json": '{"plugins": ["typescript"]}'},
    {".pre-commit-config.yaml": "repos: [{repo: x, hooks: [{id: vaultlint}, {id: rumdl}]}]"},
    {".pre-commit-config.yaml": "repos: 7"},
    {".pre-commit-config.yaml": "repos: [{repo: x, hooks: [7, {id: mdformat, exclude: '\\.md$'}]}]"},
    {
        ".pre-commit-config.yaml": "repos: [{repo: x, hooks: [{id: rumdl-fmt}]}]",
        ".rumdl.toml": '[global]\nflavor = "obsidian"\n',
    },
    {
        ".pre-commit-config.yaml": "repos:\n- repo: x\n  hooks:\n  - id: trailing-whitespace\n"
        "    args: [--markdown-linebreak-ext=md]\n"
    },
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "word"), HARMFUL, ids=range(len(HARMFUL)))
def test_a_formatter_that_harms_notes_is_named(
    tmp_path: Path, name: str, text: str, word: str
) -> None:
    (found,) = harms(make(tmp_path, {name: text}))
    assert found.file == name
    assert word in found.advice


@pytest.mark.parametrize("files", HARMLESS, ids=range(len(HARMLESS)))
def test_nothing_is_said_of_one_that_does_not(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    assert harms(make(tmp_path, files)) == []


def test_the_repository_above_counts_and_what_is_beyond_does_not(tmp_path: Path) -> None:
    make(tmp_path, {".prettierrc": "", "repo/.git/HEAD": "", "repo/.mdformat.toml": "", "repo/notes/A.md": ""})  # fmt: skip
    assert [h.file for h in harms(tmp_path / "repo" / "notes")] == ["../.mdformat.toml"]


def test_init_warns(tmp_path: Path) -> None:
    make(tmp_path, {".obsidian/app.json": "{}", "A.md": "text\n", ".mdformat.toml": ""})
    done = vaultlint("init", cwd=tmp_path)
    assert done.returncode == 0
    assert (
        "warning: .mdformat.toml: a formatter may damage this vault: mdformat writes" in done.stderr
    )
