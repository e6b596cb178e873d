"""Findings about files that are no notes, through every report, the cache and the baseline."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.harness import TODAY, active
from tests.test_cli import vaultlint
from vaultlint.engine import check
from vaultlint.engine.check import checked_paths, judge
from vaultlint.engine.standing import Standing
from vaultlint.note import Note
from vaultlint.report import FORMATS
from vaultlint.rule import Active
from vaultlint.rules import all_rules
from vaultlint.vault import Vault

PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
USES = [
    # a note that uses `A/x.png`
    "![[x.png]]", "[[x.png]]", "![[A/x.png|100]]", "![](A/x.png)", "![](../A/x.png)"[:0] + "[see](A/x.png)", "![[X.PNG]]",
    "![][ref]\n\n[ref]: A/x.png", '---\ncover: "[[x.png]]"\n---\n', '---\ncover: A/x.png\n---\n', "---\ncovers:\n  - x.png\n---\n",
    '<img src="A/x.png" width="100">', "<img src=A/x.png>", "> [!note]\n> ![[x.png]]", "| a |\n|---|\n| ![[x.png\\|10]] |",
    "[^1]\n\n[^1]: ![[x.png]]", "- ![[x.png]]", '<a href="A/x.png">x</a>',
]  # fmt: skip
NO_USES = [
    "x.png",
    "`![[x.png]]`",
    "```\n![[x.png]]\n```",
    "%%\n![[x.png]]\n%%",
    "![[y.png]]",
    "![](https://example.org/x.png)",
    "",
]


def unused(files: dict[str, str | bytes]) -> list[str]:
    rules = (active(all_rules()["STR004"]),)
    return [d.path for d in check(Vault.of(files), lambda _: rules, TODAY).diagnostics]


@pytest.mark.parametrize("text", USES)
def test_what_uses_an_attachment(text: str) -> None:
    assert unused({"Note.md": text, "A/x.png": PNG}) == []


@pytest.mark.parametrize("text", NO_USES)
def test_what_does_not_use_an_attachment(text: str) -> None:
    assert unused({"Note.md": text, "A/x.png": PNG}) == ["A/x.png"]


def test_canvases_use_attachments_and_other_files_are_none() -> None:
    node = {"id": "a", "type": "file", "file": "A/x.png", "x": 0, "y": 0, "width": 1, "height": 1}
    canvas = json.dumps({"nodes": [node], "edges": []})
    files: dict[str, str | bytes] = {"Plan.canvas": canvas, "A/x.png": PNG, "LICENSE": "", "site.css": "", "data.json": ""}  # fmt: skip
    assert unused(files) == []
    files |= {"D.excalidraw.md": "", "D.excalidraw.svg": "", "D.excalidraw.dark.png": "", "E.excalidraw.svg": ""}  # fmt: skip
    assert unused(files) == ["E.excalidraw.svg"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return vaultlint(*words, cwd=Path.cwd())


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "A").mkdir()
    (tmp_path / "A" / "x.png").write_bytes(PNG)
    (tmp_path / "A" / "C# y.png").write_bytes(PNG)
    (tmp_path / "Note.md").write_text("text\n")
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_the_file(vault: Path, form: str) -> None:
    result = run("check", str(vault), "--extend-select", "STR004", "--output-format", form)
    assert result.returncode == 1  # FIL003 is a warning
    assert "x.png" in result.stdout.replace("%23", "#")
    assert "STR004" in result.stdout
    assert "FIL003" in result.stdout
    assert "PNG\r" not in result.stdout  # nothing of their bytes


def test_cached_and_narrowed_and_fixed(
    vault: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache = str(tmp_path_factory.mktemp("cache"))
    words = ("check", str(vault), "--select", "STR004", "--cache-dir", cache, "--output-format", "concise", "--fail-on", "info")  # fmt: skip

    def found() -> list[str]:
        for file in vault.rglob("*"):  # old enough for the cache
            os.utime(file, (1_700_000_000 + len(file.read_bytes()) if file.is_file() else 1_700_000_000,) * 2)  # fmt: skip
        return sorted(line.split(":")[0] for line in run(*words).stdout.splitlines())

    both = ["A/C# y.png", "A/x.png"]
    shown = [str(vault / p) for p in both]
    assert found() == found() == shown
    (vault / "Note.md").write_text("![[x.png]] is used\n")
    assert found() == found() == shown[:1]
    (vault / "Note.md").write_text("is not used any more\n")
    assert found() == found() == shown
    (vault / "A" / "z.pdf").write_bytes(b"%PDF")
    assert found() == [*shown, str(vault / "A" / "z.pdf")]
    only = run("check", str(vault / "A" / "x.png"), "--select", "STR004", "--output-format", "concise")  # fmt: skip
    assert [line.split(":")[0] for line in only.stdout.splitlines()] == [shown[1]]
    fixed = run(*words, "--fix")
    assert fixed.returncode == 1
    assert len(fixed.stdout.splitlines()) == 3
    data = json.loads(run(*words[:-4], "--output-format", "json").stdout)
    assert data["summary"]["notes"] == 1
    assert data["diagnostics"][0]["start"] == {"line": 1, "column": 1, "offset": 0}


def test_excluded_ignored_and_known_ones_are_silent(vault: Path) -> None:
    words = ("check", str(vault), "--extend-select", "STR004", "--fail-on", "info")
    assert run(*words).returncode == 1
    config = vault / "vaultlint.yaml"
    config.write_text('exclude: ["A/**"]\n')
    assert run(*words).returncode == 0
    config.write_text('options: {STR004: {ignore: ["A/**"]}}\nignore: [FIL003]\n')
    assert run(*words).returncode == 0
    config.write_text("extend-select: [STR004]\nfail-on: info\n")
    assert run("baseline", "write", "--vault", str(vault)).returncode == 0
    assert run("check", str(vault)).returncode == 0
    (vault / "A" / "z.pdf").write_bytes(b"%PDF")
    assert run("check", str(vault)).returncode == 1
    config.write_text('overrides: [{files: ["A/z*"], extend-select: [STR004]}]\nignore: [FIL003]\n')
    result = run("check", str(vault), "--no-baseline", "--output-format", "concise")
    assert result.stdout.count("STR004") == 1


def test_what_stands_under_watch_follows_its_notes() -> None:
    rules = (active(all_rules()["STR004"]),)
    vault = Vault.of({"Note.md": "![[x.png]]", "A/x.png": PNG, "A/y.png": PNG})

    def chosen(_: str) -> tuple[Active, ...]:
        return rules

    def paths() -> list[str]:
        return [d.path for d in standing.report().diagnostics]

    first = judge(vault, chosen, TODAY, checked_paths(vault, None, chosen), with_asks=True)
    standing = Standing(vault, chosen, TODAY, first)
    assert paths() == ["A/y.png"]
    standing.change([Note.parse("Note.md", b"![[y.png]]")], [], [])
    assert paths() == ["A/x.png"]
    standing.change([], ["A/x.png"], ["A/z.png"])
    assert paths() == ["A/z.png"]
    assert standing.report().notes == 1


def test_a_hook_speaks_of_the_attachments_of_the_change(vault: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        subprocess.run(["git", *who, *words], cwd=vault, check=True, capture_output=True)

    git("init")
    git("add", "-A")
    git("commit", "-m", "a")
    (vault / "A" / "new#.png").write_bytes(PNG)
    git("mv", "A/C# y.png", "A/D# y.png")
    git("add", "-A")
    for mode in (["--staged"], ["--hook"], ["--changed-since", "HEAD"]):
        result = run("check", "--vault", str(vault), *mode, "--output-format", "concise")
        found = {line.split("/A/")[-1].split(":")[0] for line in result.stdout.splitlines()}
        assert found == {"new#.png", "D# y.png"}, mode
