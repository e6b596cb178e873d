"""What a vault, a config or a schema may hold that it should not, and what each gets."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from tests.test_cli import make, vaultlint

BOM = b"\xef\xbb\xbf"

# (name, bytes of the note, codes expected of it with default rules)
NOTES: list[tuple[str, bytes, set[str]]] = [
    ("empty", b"", set()),
    ("only a BOM", BOM, set()),
    ("only blank", b" \n\n\t\n", set()),
    ("BOM and front matter", BOM + b"---\na: b\n---\n", set()),
    ("two BOMs", BOM + BOM + b"---\na: b\n---\n", {"YML004"}),
    ("UTF-16 LE", "---\na: b\n---\n".encode("utf-16"), {"FIL001"}),
    ("UTF-16 BE", b"\xfe\xff" + "a: b\n".encode("utf-16-be"), {"FIL001"}),
    ("Latin-1", "caf\xe9\n".encode("latin-1"), {"FIL001"}),
    ("NUL", b"a\0b\n", {"FIL001"}),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), {"FIL001"}),
    ("only three dashes", b"---", set()),
    ("a rule, then text", b"---\nText that is no property.\n", set()),
    ("never closed", b"---\nstatus: todo\n" + b"text\n" * 100_000, {"YML004"}),
    ("empty block", b"---\n---\n", set()),
    ("empty block, CRLF", b"---\r\n---\r\n", set()),
    ("blank line above", b"\n---\na: b\n---\n", {"YML004"}),
    ("spaces after dashes", b"---  \na: b\n---\t\nx\n", set()),
    ("two blocks", b"---\na: b\n---\n\n---\nc: d\n---\n", {"YML004"}),
    ("CRLF", b"---\r\na: b\r\n---\r\n[[Home]]\r\n", set()),
    ("lone CR", b"---\ra: b\r---\rtext\r", set()),
    ("tab indent", b"---\na:\n\t- b\n---\n", {"YML001"}),
    ("colon in value", b"---\na: b: c\n---\n", {"YML001"}),
    ("unclosed quote", b'---\na: "b\n---\n', {"YML001"}),
    ("duplicate key", b"---\na: 1\na: 2\n---\n", {"YML002"}),
    ("unquoted link", b"---\na: [[Home]]\n---\n", {"YML003"}),
    ("impossible date", b"---\na: 2026-13-45\n---\n", {"DAT001"}),
    ("a list, no properties", b"---\n- a\n- b\n---\n", {"YML001"}),
    ("a text, no properties", b"---\nhello\n---\n", {"YML001"}),
    ("python tag", b"---\na: !!python/object/apply:os.system [id]\n---\n", {"YML001"}),
    ("billion laughs", b"---\na: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9)
    ) + b"---\n", {"YML001"}),
    ("alias to itself", b"---\na: &a [*a]\n---\n", {"YML001"}),
    ("25,000 deep in YAML", b"---\na: " + b"[" * 25_000 + b"]" * 25_000 + b"\n---\n", {"YML001"}),
    ("200,000 deep in YAML", b"---\na: " + b"[" * 200_000 + b"\n---\n", {"YML001"}),
    ("deep mappings", b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(300)) + b"---\n", {"YML001"}),
    ("a huge number", b"---\na: " + b"9" * 5_000 + b"\n---\n", set()),
    ("a huge exponent", b"---\na: 1e999999999\n---\n", set()),
    ("sexagesimal", b"---\na: " + b"59:" * 20_000 + b"59\n---\n", set()),
    ("2 MiB of front matter", b"---\na: " + b"x" * 2_097_152 + b"\n---\n", {"FIL005"}),
    ("100,000 quotes deep", b">" * 100_000 + b" x\n", {"FIL005"}),
    ("many list markers", b"- " * 5_000 + b"x\n", {"FIL005"}),
    ("11 MB", b"x" * (11 * 1024 * 1024), {"FIL005"}),
    ("a line of 9 MB", b"x " * (4_500_000), set()),
    ("brackets", b"[" * 200_000 + b"\n", set()),
    ("wikilinks open", b"[[" * 100_000 + b"\n", set()),
    ("images open", b"![" * 100_000 + b"\n", set()),
    ("backticks", b"`" * 100_001 + b" " + b"`" * 7 + b"\n", set()),
    ("comment marks", b"%%" * 100_001 + b"\n", set()),
    ("pipes", b"|" * 100_000 + b"\n", set()),
    ("stars", b"*a **b " * 30_000 + b"\n", set()),
    ("times", b"0:" * 100_000 + b"\n", set()),
    ("merge conflict", b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n", {"FIL004"}),
    ("conflict in properties", b"---\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> t\n---\n", {"FIL004"}),
    ("conflict in a fence", b"```\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> t\n```\n", set()),
    ("escape sequences", b"[[\x1b]0;x\x07]]\n", {"LNK001"}),
    ("lone surrogate bytes", b"\xed\xa0\x80\n", {"FIL001"}),
    ("placeholder", b'---\na: "{{date}}"\n---\n', {"YML005"}),
    ("control character in YAML", b"---\na: b\x07\n---\n", {"YML001"}),
    ("NEL in YAML", "---\na: b\u0085c\n---\n".encode(), set()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "codes"), NOTES, ids=[n[0] for n in NOTES])
def test_a_bad_note_gets_a_finding_and_stops_no_other(
    tmp_path: Path, name: str, data: bytes, codes: set[str]
) -> None:
    vault = make(
        tmp_path, {".obsidian/app.json": "{}", "Home.md": "[[Nowhere at all]]\n", "Bad.md": data}
    )
    start = time.monotonic()
    done = vaultlint("--output-format", "json", cwd=vault)
    assert time.monotonic() - start < 30, name
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)["diagnostics"]
    assert "LNK001" in {d["code"] for d in found if d["path"] == "Home.md"}
    assert {d["code"] for d in found if d["path"] == "Bad.md"} == codes
    fixed = vaultlint("--fix", "-q", "--output-format", "json", cwd=vault)
    assert fixed.returncode == 1, fixed.stderr
    again = vaultlint("--diff", cwd=vault)
    assert again.stdout == ""


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


@pytest.mark.parametrize("depth", [101, 1_001, 30_000])
def test_deep_front_matter_is_named_the_same_at_any_depth(tmp_path: Path, depth: int) -> None:
    text = "---\na: " + "[" * depth + "\n---\n"
    vault = make(tmp_path, {"A.md": text, ".obsidian/app.json": "{}"})
    assert "YML001 nested deeper than 100 levels" in vaultlint(cwd=vault).stdout


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
