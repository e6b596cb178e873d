"""What a run imports before it has said anything: a hook is called at every commit.

No times are asserted, only names: a module that is not imported costs nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gitvault import git, repository, write
from tests.test_cli import CLEAN_ENV, make

WARM = {
    "vaultlint",
    "vaultlint.cli",
    "vaultlint.cli.answer",
    "vaultlint.cli.app",
    "vaultlint.cli.check",
    "vaultlint.cli.ending",
    "vaultlint.cli.output",
    "vaultlint.cli.progress",
    "vaultlint.cli.recall",
    "vaultlint.cli.saying",
    "vaultlint.cli.session",
    "vaultlint.disk",
    "vaultlint.disk.buckets",
    "vaultlint.disk.cache",
    "vaultlint.disk.codec",
    "vaultlint.disk.inputs",
    "vaultlint.disk.listing",
    "vaultlint.disk.read",
    "vaultlint.disk.root",
    "vaultlint.disk.trust",
    "vaultlint.disk.walk",
    "vaultlint.finding",
    "vaultlint.judgement",
    "vaultlint.note",
    "vaultlint.parse",
    "vaultlint.parse.facts",
    "vaultlint.parse.frame",
    "vaultlint.parse.links",
    "vaultlint.parse.properties",
    "vaultlint.parse.ranges",
    "vaultlint.parse.readable",
    "vaultlint.patterns",
    "vaultlint.report",
    "vaultlint.report.excerpt",
    "vaultlint.report.text",
    "vaultlint.report.visible",
    "vaultlint.schema",
    "vaultlint.schema.nearest",
    "vaultlint.text",
}
"""All that a run may need where nothing changed: neither config nor rules, engine nor parsers."""
OTHERS = {"click", "msgspec", "platformdirs", "rich", "sqlite3", "typing_extensions"}
"""Packages of others that it may load."""
HEAVY = {
    "frontmatter",
    "jinja2",
    "multiprocessing",
    "pathspec",
    "pydantic",
    "rapidfuzz",
    "regex",
    "ruamel",
    "sarif_pydantic",
    "watchfiles",
    "yaml",
}
"""Packages that a hook over a plain note has no use for."""

RULES = "vaultlint.rules."
ASKED = {"INDEX", "DAT001", "DAT006", "FIL002", "FIL003", "LNK011", "SCH006", "TAG001"} | {
    f"LNK{n:03}" for n in range(1, 10)
}
"""Rules that have something to look at in a note with properties, tags and a dead link."""
NOT_FOR_ONE_NOTE = {
    "vaultlint.config.load",
    "vaultlint.disk.parallel",
    "vaultlint.engine.fix",
    "vaultlint.parse.markdown",
    "vaultlint.schema.load",
}


def imported(vault: Path, cache: Path, *arguments: str) -> set[str]:
    """The modules that are there at the end of a run which finds something."""
    code = (
        "import json, sys; before = set(sys.modules)\n"
        "from vaultlint.disk import listing; listing.RACY = 0\n"
        "from vaultlint.cli.app import run; run(sys.argv[1:])\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    words = [sys.executable, "-c", code, "check", "--cache-dir", str(cache), *arguments]
    done = subprocess.run(
        words, cwd=vault, env=CLEAN_ENV, capture_output=True, text=True, check=True
    )
    assert "LNK001" in done.stdout, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_a_run_that_is_answered_from_memory(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[Nothing]]\n"})
    cold = imported(vault, tmp_path / "cache")
    assert "vaultlint.engine.check" in cold
    warm = imported(vault, tmp_path / "cache")
    assert {m for m in warm if m.startswith("vaultlint")} <= WARM
    packages = {m.partition(".")[0] for m in warm} - sys.stdlib_module_names - {"vaultlint"}
    assert {p for p in packages if not p.startswith("_")} <= OTHERS
    used = {m for m in warm if m.startswith("rich.")}
    assert not {m for m in used if not m.startswith(("rich.cells", "rich._"))}


@pytest.mark.parametrize("warm", [False, True])
def test_a_hook_over_a_plain_note(warm: bool, tmp_path: Path) -> None:
    text = "---\ntitle: A\ntags: [one, two]\ncreated: 2026-01-02\n---\n# H\n\n[[B]] and [[Nothing here]]\n"
    vault = repository(
        tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": text, "B.md": "# B\n"}
    )
    if warm:
        imported(vault, tmp_path / "cache")
    write(vault, {"A.md": text + "More.\n"})
    git(vault, "add", "-A")
    modules = imported(vault, tmp_path / "cache", "--hook")
    assert not {m.partition(".")[0] for m in modules} & HEAVY
    assert "vaultlint.lsp" not in modules


def test_one_changed_note_imports_the_rules_that_are_asked(tmp_path: Path) -> None:
    text = "---\ntags: [one]\n---\n# H\n\n[[B]] and [[Nothing here]]\n"
    vault = make(tmp_path / "vault", {"A.md": text, "B.md": "# B\n", "C.md": "[[A#H]]\n"})
    imported(vault, tmp_path / "cache")
    write(vault, {"A.md": text + "More.\n"})
    modules = imported(vault, tmp_path / "cache")
    assert {m.rpartition(".")[2][:6].upper() for m in modules if m.startswith(RULES)} <= ASKED
    assert not {m.partition(".")[0] for m in modules} & {*HEAVY, "pyromark"}
    assert not modules & NOT_FOR_ONE_NOTE
