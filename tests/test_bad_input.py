"""What a vault, a config or a schema may hold that it should not, and what each gets."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from tests.test_cli import make, vaultlint

NAMES = [
    "with space.md", "emoji 🙂.md", "C# notes.md", "cafe\u0301.md", "日本語.md", "-dash.md", "a'b\"c.md",
    "tab\there.md", "%41.md", "very " + "long " * 40 + ".md",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_odd_names(tmp_path: Path, name: str) -> None:
    vault = make(tmp_path, {".obsidian/app.json": "{}", name: "[[Nothing here]]\n"})
    for form in (
        "text",
        "json",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "rdjson",
        "markdown",
        "html",
    ):
        done = vaultlint("--output-format", form, "--select", "LNK001", cwd=vault)
        assert done.returncode == 1, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="files of POSIX")
def test_odd_files(tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("top secret [[Nope nope]]")
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[Nothing here]]\n"})
    (vault / "out.md").symlink_to(outside)
    (vault / "loop").symlink_to(vault)
    (vault / "self.md").symlink_to("self.md")
    (vault / "dangling.md").symlink_to("nowhere.md")
    os.mkfifo(vault / "pipe.md")
    (vault / "folder.md").mkdir()
    (vault / "null.md").symlink_to("/dev/zero")
    done = vaultlint("--output-format", "json", "-v", cwd=vault)
    assert done.returncode == 1
    assert "secret" not in done.stdout + done.stderr
    report = json.loads(done.stdout)
    by_path = {d["path"]: d["code"] for d in report["diagnostics"]}
    assert by_path["A.md"] == "LNK001"
    assert by_path["out.md"] == by_path["pipe.md"] == "FIL005"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_note_that_may_not_be_read(tmp_path: Path) -> None:
    vault = make(tmp_path, {".obsidian/app.json": "{}", "A.md": "x", "B.md": "[[Nothing here]]\n"})
    (vault / "A.md").chmod(0)
    report = json.loads(vaultlint("--output-format", "json", cwd=vault).stdout)
    assert {(d["path"], d["code"]) for d in report["diagnostics"]} == {
        ("A.md", "FIL005"),
        ("B.md", "LNK001"),
    }


SCHEMAS = [
    ("schema: x\nfeilds: {a: text}\n", "s.yaml:2:1: unknown key `feilds`; did you mean `fields`?"),
    ("schema: x\nfields: {a: txt}\n", "s.yaml:2:"),
    ("schema: x\nextends: [y]\n", "s.yaml:2:"),
    ("schema: x\nextends: [x]\n", "s.yaml:2:"),
    ("schema: x\nfields: {a: {type: text, pattern: '('}}\n", "s.yaml:2:"),
    ("fields: {a: text}\n", "s.yaml:1:1: `schema` is missing"),
    ("schema: [\n", "s.yaml:2:1: invalid YAML"),
    ("a: " + "[" * 30_000 + "\n", "s.yaml:1:1: nested deeper than 50"),
    ("a: 1\nb: " + "[" * 51 + "]" * 51 + "\n", "s.yaml:2:53: nested deeper than 50"),
    ("schema: x\nmatch: {pth: [a]}\n", "did you mean `path`?"),
]


@pytest.mark.parametrize(("text", "message"), SCHEMAS, ids=range(len(SCHEMAS)))
def test_a_faulty_schema_stops_the_run_at_its_line(tmp_path: Path, text: str, message: str) -> None:
    vault = make(
        tmp_path, {".vaultlint/rules/s.yaml": text, "A.md": "", ".obsidian/app.json": "{}"}
    )
    done = vaultlint(cwd=vault)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_10_000_links_in_one_note(tmp_path: Path) -> None:
    vault = make(
        tmp_path,
        {
            ".obsidian/app.json": "{}",
            "A.md": "".join(f"[[Note number {n}]] " for n in range(10_000)),
            **{f"Note number {n}.md": "" for n in range(200)},
        },
    )
    report = json.loads(vaultlint("--output-format", "json", cwd=vault).stdout)
    assert len(report["diagnostics"]) == 9_800


def test_broken_settings_of_obsidian_are_said_and_have_their_defaults(tmp_path: Path) -> None:
    vault = make(tmp_path, {".obsidian/app.json": "{", ".obsidian/types.json": "[]", "A.md": "x"})
    done = vaultlint("-v", cwd=vault)
    assert done.returncode == 0
    assert ".obsidian/app.json: left out of account, it is no valid JSON" in done.stderr


def test_a_pattern_that_takes_for_ever(tmp_path: Path) -> None:
    schema = "schema: x\nmatch: {has: a}\nfields: {a: {type: text, pattern: '(a+)+$'}}\n"
    vault = make(
        tmp_path,
        {
            ".obsidian/app.json": "{}",
            ".vaultlint/rules/s.yaml": schema,
            "A.md": f"---\na: {'a' * 40}!\n---\n",
        },
    )
    start = time.monotonic()
    done = vaultlint(cwd=vault)
    assert time.monotonic() - start < 10
    assert done.returncode in (1, 2)
