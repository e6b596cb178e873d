"""The command line as people and programs use it: arguments in, text and exit code out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

CLEAN_ENV = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GITHUB_", "PRE_"))}


def vaultlint(
    *arguments: str, cwd: Path, stdin: bytes | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "vaultlint", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**CLEAN_ENV, "COLUMNS": "100", **env},
        check=False,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def make(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return make(
        tmp_path / "vault",
        {
            ".obsidian/app.json": "{}",
            "Index.md": "See [[Ada]] and [[Nobdy]].\n",
            "Ada.md": "---\nborn: 1815-12-10\ndied: 1852-13-27\n---\n",
            "People/Nobody.md": "# Nobody\n",
            "书/笔记.md": "见 [[不存在的笔记]]。\n",
        },
    )


def test_check_is_the_default_command(vault: Path) -> None:
    named = vaultlint("check", cwd=vault)
    plain = vaultlint(cwd=vault)
    assert (named.stdout, named.returncode) == (plain.stdout, plain.returncode)
    assert plain.returncode == 1
    assert "DAT001" in plain.stdout
    assert "LNK001" in plain.stdout


def test_a_caret_stands_under_the_span_of_wide_characters(vault: Path) -> None:
    shown = vaultlint("书", cwd=vault).stdout.splitlines()
    at = next(n for n, line in enumerate(shown) if "[[不存在的笔记]]" in line)
    before = shown[at].index("[[")
    # one column of the line before the link is two wide
    assert shown[at + 1].index("^") >= before + 1


def test_paths_limit_what_is_reported_and_not_what_is_known(vault: Path) -> None:
    done = vaultlint("--output-format", "json", "Index.md", cwd=vault)
    report = json.loads(done.stdout)
    assert {d["path"] for d in report["diagnostics"]} == {"Index.md"}
    assert report["summary"]["notes"] == 1
    assert "Ada" not in done.stdout.partition("diagnostics")[2]


def test_the_vault_is_found_from_inside_and_from_outside(vault: Path) -> None:
    inside = vaultlint("--output-format", "json", cwd=vault / "People")
    outside = vaultlint("--output-format", "json", "vault/People", cwd=vault.parent)
    assert json.loads(inside.stdout)["summary"]["notes"] == 4
    assert json.loads(outside.stdout)["summary"]["notes"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nope.md",), "nope.md: no such file or folder"),
        (("..",), "lies outside of the vault"),
        (("--select", "LNKK001"), "no rule is named `LNKK001`"),
        (("--output-format", "jsn"), "no output format `jsn`; did you mean `json`?"),
        (("explain", "LNK0001"), "no rule is named `LNK0001`"),
        (("-",), "`-` needs --stdin-filename"),
        (("-", "--stdin-filename", "."), ".: is no note; --stdin-filename should end with .md"),
        (("Ada.md", "--stdin-filename", "New.md"), "says what `-` is, and PATHS do not name it"),
        (("-", "--stdin-filename", "New.md", "--watch"), "--watch cannot be combined with `-`"),
        (("",), "is empty: write `.` for the folder that you are in"),
        (("--fix", "--output-file", ""), "is empty"),
        (("--output-format", "json="), "--output-format json=: name the file after the `=`"),
        (("schema", "export"), "Missing option '--to'. Choose from: json-schema, types.json"),
        (("config", "show", "Adda.md"), "Adda.md: no such file or folder"),
        (("--no-such-option",), "No such option"),
    ],
)
def test_bad_usage_exits_2_with_one_clear_message(
    vault: Path, arguments: tuple[str, ...], message: str
) -> None:
    if ".." in arguments:
        arguments = ("--vault", ".", "..")
    done = vaultlint(*arguments, cwd=vault)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct: [LNK]\n", "vaultlint.yaml:1:1: unknown key `selct`; did you mean `select`?"),
        ("ignore: [LNK, XYZ]\n", "vaultlint.yaml:1:15: no rule is named `XYZ`"),
        (
            "extends: [preset:kepan]\n",
            "vaultlint.yaml:1:11: no preset `kepan`; did you mean `kepano`?",
        ),
        ("extends: [https://example.org/x.yaml]\n", "is no file relative to this one"),
        ("extends: [../../etc/passwd]\n", "lies outside of the vault"),
        ("extends: [vaultlint.yaml]\n", "extends itself"),
        ("fail-on: never\n", "vaultlint.yaml:1:10: `never` is none of `error`, `warning`, `info`"),
        ("a: [\n", "vaultlint.yaml:2:1: invalid YAML"),
        ("- a\n", "a config should be a mapping"),
        ("options: {LNK001: {plnned: []}}\n", "no option `plnned`; did you mean `planned`?"),
    ],
)
def test_a_faulty_config_stops_the_run(vault: Path, text: str, message: str) -> None:
    make(vault, {"vaultlint.yaml": text})
    done = vaultlint(cwd=vault)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_config_in_pyproject(vault: Path) -> None:
    make(vault, {"pyproject.toml": '[tool.vaultlint]\nselect = ["DAT"]\n'})
    report = json.loads(vaultlint("--output-format", "json", cwd=vault).stdout)
    assert {d["code"] for d in report["diagnostics"]} == {"DAT001"}


def test_exit_codes(vault: Path) -> None:
    assert vaultlint("--exit-zero", cwd=vault).returncode == 0
    assert vaultlint("--select", "DAT", "People", cwd=vault).returncode == 0
    assert vaultlint("--select", "DAT", cwd=vault).returncode == 1
    make(vault, {"vaultlint.yaml": "severity: {DAT: info}\nselect: DAT\n"})
    assert vaultlint(cwd=vault).returncode == 0
    assert vaultlint("--fail-on", "info", cwd=vault).returncode == 1
    # the code says more than its family, also where that is off
    make(vault, {"vaultlint.yaml": "severity: {DAT001: warning, DAT: off}\nselect: DAT\n"})
    assert vaultlint(cwd=vault).returncode == 1
    make(vault, {"vaultlint.yaml": "severity: {DAT001: off, DAT: warning}\nselect: DAT\n"})
    assert vaultlint(cwd=vault).returncode == 0


def test_fix_writes_only_what_it_means_and_undo_takes_it_back(vault: Path) -> None:
    note = vault / "Ada.md"
    before = b"---\r\ntag: x # kept\r\nup: [[Nobody]]\r\n---\r\n\r\ntext  \r\n"
    note.write_bytes(before)
    shown = vaultlint("--diff", "Ada.md", cwd=vault)
    assert shown.returncode == 1
    assert note.read_bytes() == before
    assert '+up: "[[Nobody]]"' in shown.stdout
    done = vaultlint("--fix", "Ada.md", cwd=vault)
    assert done.returncode == 0, done.stdout + done.stderr
    assert b'up: "[[Nobody]]"\r\n---\r\n\r\ntext  \r\n' in note.read_bytes()
    assert "# kept" in note.read_text()
    assert vaultlint("--fix", "--exit-non-zero-on-fix", "Ada.md", cwd=vault).returncode == 0
    assert vaultlint("undo", cwd=vault).returncode == 0
    assert note.read_bytes() == before
    assert vaultlint("undo", cwd=vault).returncode == 0
    assert note.read_bytes() != before


def test_undo_leaves_a_note_alone_that_was_edited_since(vault: Path) -> None:
    note = vault / "Ada.md"
    note.write_text("---\nup: [[Nobody]]\n---\n")
    vaultlint("--fix", cwd=vault)
    note.write_text(note.read_text() + "mine\n")
    done = vaultlint("undo", cwd=vault)
    assert done.returncode == 1
    assert "Ada.md: left alone: edited since" in done.stderr
    assert note.read_text().endswith("mine\n")


def test_the_name_of_standard_input_is_enough(vault: Path) -> None:
    done = vaultlint("-q", "--stdin-filename", "New.md", cwd=vault, stdin=b"[[Nobdy]]\n")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "New.md"
    assert "Index.md" not in done.stdout


@pytest.mark.parametrize("name", ["vaultlint.yml", ".vaultlint.yml", "vaultlint.toml"])
def test_a_config_of_another_name_is_told(vault: Path, name: str) -> None:
    make(vault, {name: "select: [LNK]\n"})
    line = f"vaultlint: `{name}` is not read: a config is named `vaultlint.yaml`"
    assert line in vaultlint(cwd=vault).stderr.splitlines()
    assert line not in vaultlint("-q", cwd=vault).stderr


def test_verbose_tells_where_the_vault_is_and_how_long_it_took(vault: Path) -> None:
    said = vaultlint("-v", cwd=vault / "People").stderr.splitlines()
    assert said[0] == f"vaultlint: the vault is {vault}"
    assert re.fullmatch(r"vaultlint: took \d+\.\d\d s", said[-1])


@pytest.mark.parametrize(
    ("words", "offered", "not_offered"),
    [
        ("sch", {"schema"}, {"check", "server"}),
        ("", {"check", "schema", "undo"}, {"--fix"}),
        ("--f", {"--fix", "--fail-on"}, {"--diff"}),
        ("check --output-format js", {"json", "jsonl"}, {"junit"}),
        ("--fail-on e", {"error"}, {"info"}),
        ("schema in", {"infer"}, {"list"}),
    ],
)
def test_a_shell_completes(
    tmp_path: Path, words: str, offered: set[str], not_offered: set[str]
) -> None:
    at = str(words.count(" ") + 1)
    asked = {"COMP_WORDS": f"vaultlint {words}", "COMP_CWORD": at}
    done = vaultlint(cwd=tmp_path, _VAULTLINT_COMPLETE="bash_complete", **asked)
    found = {line.partition(",")[2] for line in done.stdout.splitlines()}
    assert offered <= found
    assert not found & not_offered


def test_pages_that_python_dropped_are_no_bug(vault: Path) -> None:
    for words in (("explain", "LNK001"), ("rules", "--output-format", "markdown")):
        done = subprocess.run(
            [sys.executable, "-OO", "-m", "vaultlint", *words],
            cwd=vault, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert "rules have no pages under `python -OO`" in done.stderr


def test_the_order_of_paths_does_not_choose_the_vault(vault: Path) -> None:
    make(vault, {"inner/.obsidian/app.json": "{}", "inner/In.md": "[[Ada]]\n"})
    one, other = (
        vaultlint("-q", *paths, cwd=vault)
        for paths in (("Index.md", "inner/In.md"), ("inner/In.md", "Index.md"))
    )
    assert one.returncode == 1
    assert (one.stdout, one.stderr) == (other.stdout, other.stderr)
    assert "no note named `Ada`" in vaultlint("inner/In.md", cwd=vault).stdout


def test_what_is_named_and_not_checked_is_said(vault: Path) -> None:
    make(vault, {"vaultlint.yaml": "exclude: [People]\n", "map.png": ""})
    for path in ("map.png", "People/Nobody.md"):
        done = vaultlint(path, cwd=vault)
        assert done.returncode == 0
        assert (
            "nothing that PATHS name is checked: no notes, or left out by `exclude`" in done.stderr
        )


def test_a_diff_goes_to_the_file_that_is_named(vault: Path) -> None:
    make(vault, {"Ada.md": "---\nup: [[Nobody]]\n---\n"})
    shown = vaultlint("--diff", cwd=vault)
    done = vaultlint("--diff", "--output-file", "fixes.diff", cwd=vault)
    assert (done.returncode, done.stdout) == (shown.returncode, "")
    assert (vault / "fixes.diff").read_text() == shown.stdout != ""
    assert vaultlint("--diff", "--output-file", "Ada.md", cwd=vault).returncode == 2


def test_no_schemas_and_no_notes_are_said_in_words(vault: Path) -> None:
    assert (
        "`vaultlint schema infer` writes a first one"
        in vaultlint("schema", "list", cwd=vault).stderr
    )
    done = vaultlint("schema", "infer", "--tag", "nope", cwd=vault)
    assert done.stderr == 'vaultlint: there are no notes that meet `tag: "nope"`\n'


@pytest.mark.parametrize("off", ["ignore: [LNK]", "severity: {LNK001: off}"])
def test_the_command_line_brings_nothing_back_that_is_left_out_for_some_notes(
    vault: Path, off: str
) -> None:
    make(vault, {"vaultlint.yaml": f"overrides: [{{files: '书/**', {off}}}]\n"})
    for words in (("--select", "LNK"), ("--extend-select", "LNK001"), ()):
        done = vaultlint("-q", "--output-format", "concise", *words, cwd=vault)
        paths = [line.partition(":")[0] for line in done.stdout.splitlines()]
        assert "Index.md" in paths
        assert "书/笔记.md" not in paths
    # a later override does
    back = ", {files: '书/笔记.md', extend-select: [LNK001]}]\n"
    make(vault, {"vaultlint.yaml": f"overrides: [{{files: '书/**', {off}}}{back}"})
    for words in (("--select", "LNK"), ()):
        assert "书/笔记.md" in vaultlint("-q", *words, cwd=vault).stdout
    # and what is left out for all notes may be asked for
    make(vault, {"vaultlint.yaml": f"{off}\n"})
    assert "Index.md" in vaultlint("-q", "--select", "LNK", cwd=vault).stdout


def test_rules_beside_a_config_outside_are_refused_for_what_they_are(vault: Path) -> None:
    make(vault.parent, {"base.yaml": "rules: [schemas]\n", "schemas/s.yaml": "schema: s\n"})
    for name in ("../base.yaml", str(vault.parent / "base.yaml")):
        done = vaultlint("--config", name, cwd=vault)
        assert done.returncode == 2
        assert done.stderr == f"vaultlint: {name}:1:9: `schemas` lies outside of the vault\n"


def test_a_file_in_the_place_of_a_folder_is_told_of(vault: Path) -> None:
    make(vault, {".vaultlint": "mine"})
    why = "cannot be written, a file is where its folder should be\n"
    for words, file in (
        (("baseline", "write"), ".vaultlint/baseline.json"),
        (("init", "--yes"), ".vaultlint/config.schema.json"),
        (("schema", "infer", "-o", "Ada.md"), ".vaultlint/schema.schema.json"),
    ):
        done = vaultlint(*words, cwd=vault)
        assert done.returncode == 2
        assert done.stderr == f"vaultlint: {file}: {why}"
    assert (vault / ".vaultlint").read_text() == "mine"


def test_only_a_cache_is_dropped(tmp_path: Path) -> None:
    mine = make(
        tmp_path / "cache", {"mine.txt": "", "history.sqlite": "x", "history.sqlite-wal": "y"}
    )
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": ""})
    assert (
        vaultlint("clean", "--cache-dir", "../cache", cwd=vault).stderr == "no cache in ../cache\n"
    )
    assert vaultlint("--cache-dir", "../cache", cwd=vault).returncode == 0
    assert len([*mine.iterdir()]) > 3
    assert vaultlint("clean", "--cache-dir", "../cache", cwd=vault).returncode == 0
    assert {f.name for f in mine.iterdir()} == {"mine.txt", "history.sqlite", "history.sqlite-wal"}


def test_stdin_is_a_note_of_the_vault(vault: Path) -> None:
    text = b"[[Ada]] [[Nothing at all]]\n"
    done = vaultlint(
        "--output-format", "concise", "--stdin-filename", "New.md", "-", cwd=vault, stdin=text
    )
    assert done.returncode == 1
    assert done.stdout.startswith("New.md:1:9: LNK001")
    assert len(done.stdout.splitlines()) == 1
    text = b"---\nup: [[Ada]]\n---\n"
    done = vaultlint("--fix", "--stdin-filename", "New.md", "-", cwd=vault, stdin=text)
    assert done.stdout == '---\nup: "[[Ada]]"\n---\n'
    assert not (vault / "New.md").exists()


def test_control_characters_never_reach_the_terminal(vault: Path) -> None:
    make(
        vault,
        {"e\x1b]0;owned\x07.md": "[[\x1b[31mred\u202e]]\n", "::error::.md": "[[nope nope]]\n"},
    )
    for form in ("text", "concise"):
        done = vaultlint("--output-format", form, cwd=vault, GITHUB_ACTIONS="true")
        assert "\x1b" not in done.stdout + done.stderr
        assert "\u202e" not in done.stdout + done.stderr
        assert not any(line.lstrip().startswith("::") for line in done.stdout.splitlines())


def test_the_same_input_gives_the_same_bytes(vault: Path) -> None:
    first = vaultlint("--output-format", "json", cwd=vault)
    assert first.stdout == vaultlint("--output-format", "json", cwd=vault).stdout


def test_several_formats_in_one_run(vault: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.sarif"
    done = vaultlint("--output-format", "concise", "--output-format", f"sarif={out}", cwd=vault)
    assert "LNK001" in done.stdout
    assert json.loads(out.read_text())["version"] == "2.1.0"


def test_statistics_count_the_findings_of_a_rule(vault: Path) -> None:
    done = vaultlint("--statistics", cwd=vault)
    assert done.stdout.split()[:2] == ["2", "LNK001"]


def test_the_page_of_every_rule_renders(vault: Path) -> None:
    codes = [line.split()[0] for line in vaultlint("rules", cwd=vault).stdout.splitlines()]
    assert "LNK001" in codes
    for code in codes[::7]:
        assert code in vaultlint("explain", code, cwd=vault).stdout


def test_baseline_makes_a_messy_vault_green(vault: Path) -> None:
    assert vaultlint("baseline", "write", cwd=vault).returncode == 0
    assert vaultlint(cwd=vault).returncode == 0
    assert vaultlint("--no-baseline", cwd=vault).returncode == 1
    assert vaultlint("--diff", cwd=vault).returncode == 0
    index = vault / "Index.md"
    index.write_text("A line above.\n\n" + index.read_text())
    assert vaultlint(cwd=vault).returncode == 0
    index.write_text(index.read_text() + "[[Quite another]]\n")
    done = vaultlint("--output-format", "json", cwd=vault)
    assert [d["message"] for d in json.loads(done.stdout)["diagnostics"]] == [
        "no note named `Quite another`: Obsidian would create it"
    ]
    refused = vaultlint("baseline", "write", cwd=vault)
    assert refused.returncode == 2
    assert "does not know 1 finding, the first at Index.md:" in refused.stderr
    assert "(LNK001): mend them" in refused.stderr
    assert vaultlint("baseline", "write", "--force", cwd=vault).returncode == 0
    assert vaultlint(cwd=vault).returncode == 0
    index.write_text("Nothing is broken here any more.\n")
    hint = "known findings are gone: `vaultlint baseline prune` forgets them"
    assert hint in vaultlint(cwd=vault).stderr
    assert hint not in vaultlint("Index.md", cwd=vault).stderr
    assert vaultlint("baseline", "prune", cwd=vault).returncode == 0
    assert "known findings are gone" not in vaultlint(cwd=vault).stderr


def test_version_loads_nothing_heavy() -> None:
    code = "import sys; sys.argv=['vaultlint','--version']; from vaultlint.cli import main; main(); print(sorted(m for m in sys.modules if m.split('.')[0] in ('click','pydantic','yaml','rich','pyromark')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1] == "[]"


def test_the_report_keeps_to_its_schema(vault: Path) -> None:
    schema = json.loads(vaultlint("config", "json-schema", "--of", "report", cwd=vault).stdout)
    report = json.loads(vaultlint("--output-format", "json", cwd=vault).stdout)
    jsonschema.validate(report, schema)
    assert list(report) == ["version", "tool", "vault", "summary", "diagnostics"]
    lines = vaultlint("--output-format", "jsonl", cwd=vault).stdout.splitlines()
    assert [json.loads(line) for line in lines] == report["diagnostics"]


def test_edits_of_the_report_give_what_fix_writes(vault: Path) -> None:
    note = vault / "Ada.md"
    note.write_bytes("\ufeff---\r\nup: [[Nobody]]\r\ntag: é\r\n---\r\n".encode())
    report = json.loads(vaultlint("--output-format", "json", "Ada.md", cwd=vault).stdout)
    data = note.read_bytes()
    edits = [e for d in report["diagnostics"] for f in d["fixes"][:1] for e in f["edits"]]
    for edit in sorted(edits, key=lambda e: -e["start"]):
        data = data[: edit["start"]] + edit["text"].encode() + data[edit["end"] :]
    vaultlint("--fix", "Ada.md", cwd=vault)
    assert note.read_bytes() == data


def test_schemas_that_contradict_each_other_stop_the_run(vault: Path) -> None:
    one = "schema: one\nmatch: {has: born}\nfields: {born: date}\n"
    two = "schema: two\nmatch: {has: died}\nfields: {born: number}\n"
    make(vault, {".vaultlint/rules/one.yaml": one, ".vaultlint/rules/two.yaml": two})
    done = vaultlint(cwd=vault)
    assert done.returncode == 2
    assert "schemas `one` and `two` contradict each other on the type of `born`" in done.stderr
    assert ".vaultlint/rules/one.yaml:3" in done.stderr
    assert "conflict on `born`" in vaultlint("explain", "Ada.md", cwd=vault).stdout


def test_init_lets_a_vault_of_plans_be(tmp_path: Path) -> None:
    plans = " ".join(f"[[Idea {letter}]]" for letter in "abcdefgh")
    vault = make(tmp_path, {"A.md": f"[[B]] {plans}\n", "B.md": "# B\n"})
    assert vaultlint("init", "--yes", cwd=vault).returncode == 0
    config = (vault / "vaultlint.yaml").read_text(encoding="utf-8")
    assert "89% of 9 links lead to notes not written yet." in config
    assert "\noptions: {LNK001: {planned: info}}\n" in config
    (vault / "C.md").write_text("[[Another plan]]\n", encoding="utf-8")
    assert vaultlint(cwd=vault).returncode == 0
    (vault / "Lord Byron.md").write_text("[[Lord Byrn]]\n", encoding="utf-8")
    assert "did you mean `Lord Byron`?" in vaultlint(cwd=vault).stdout


def test_a_report_takes_no_note_s_place(vault: Path) -> None:
    before = (vault / "Ada.md").read_bytes()
    done = vaultlint("--output-format", "markdown=Ada.md", cwd=vault)
    assert done.returncode == 2
    assert "Ada.md: is a note, and is not overwritten" in done.stderr
    assert (vault / "Ada.md").read_bytes() == before
    for _ in range(2):  # its own report it writes anew
        done = vaultlint("--exit-zero", "--output-format", "markdown=Report.md", cwd=vault)
        assert done.returncode == 0, done.stderr
