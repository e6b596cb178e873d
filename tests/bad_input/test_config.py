"""Configs, schemas and what else people and programs write for us, as they should not be."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.bad_input.running import tree, vaultlint
from tests.bad_input.trial import (
    FIXABLE,
    MENDED,
    Check,
    Rows,
    Trial,
    codes,
    process,
    starter,
)

ROWS = Rows()
row = ROWS.row
DEEP = 25_000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
Files = dict[str, str | bytes]

# row, name, files of the vault, what the message says
REFUSED: list[tuple[int, str, Files | str | bytes, tuple[str, ...]]] = [
    (93, "flow list not closed", "a: [\n", ("vaultlint.yaml:2:1: invalid YAML",)),
    (93, "tab", "select:\n\t- LNK\n", ("vaultlint.yaml:2:1: invalid YAML",)),
    (93, "colons", "a: b: c\n", ("vaultlint.yaml:1:5: invalid YAML",)),
    (93, "Latin-1", b"select: [LNK]\nb: caf\xe9\n", ("vaultlint.yaml:2:7: no UTF-8 (byte 0xE9)",)),
    (93, "UTF-16", "select: LNK".encode("utf-16"), ("vaultlint.yaml:1:1: no UTF-8 (byte 0xFF)",)),
    (93, "NUL", "select: [LNK\0]\n", ("vaultlint.yaml:1:1: invalid YAML",)),
    (93, "bomb", BOMB, ("vaultlint.yaml:", "too many values")),
    (93, "cycle", "select: &a [*a]\n", ("vaultlint.yaml:1:9: an alias contains itself",)),
    (93, "unknown alias", "select: *nope\n", ("vaultlint.yaml:1:9: invalid YAML",)),
    (93, "deep lists", "a: " + "[" * DEEP, ("vaultlint.yaml:1:", "nested deeper than 50")),
    (93, "deep mappings", "{a: " * DEEP, ("vaultlint.yaml:1:", "nested deeper than 50")),
    (93, "two documents", "select: LNK\n---\nx: 1\n", ("vaultlint.yaml:2:1: ", "second document")),
    (93, "key twice", "select: LNK\nselect: YML\n", ("vaultlint.yaml:2:1: `select` stands twice",)),
    (93, "tag", "select: !!python/name:os.system x\n", ("vaultlint.yaml:1:9: tags",)),
    (93, "a list", "- select\n", ("vaultlint.yaml:1:1: a config should be a mapping",)),
    (93, "a number", "5\n", ("vaultlint.yaml:1:1: a config should be a mapping",)),
    (93, "huge value", "fail-on: " + "9" * 5000, ("1:10: `99999", "9…` is none of `error`")),
    (93, "no number", "fail-on: .nan\n", ("1:10: `.nan` is none of `error`",)),
    (93, "infinite", "options: {CHP006: {x: -.INF}}\n", ("vaultlint.yaml:1:",)),
    (93, "hexadecimal", "fail-on: 0xe1\n", ("1:10: `225` is none of `error`",)),
    (97, "NUL in rules", 'rules: ["a\\0b"]\n', ("vaultlint.yaml:1:9: a path holds no NUL",)),
    (97, "NUL in baseline", 'baseline: "\\0"\n', ("vaultlint.yaml:1:11: a path holds no NUL",)),
    (97, "NUL in extends", 'extends: ["\\0"]\n', ("vaultlint.yaml:1:11: ",)),
    (93, "too big", "# " + "x" * 1_100_000, ("vaultlint.yaml:1:1: file is larger than 1024 KiB",)),
    (93, "pyproject not closed", {"pyproject.toml": "[tool.vaultlint]\nselect = [\n"}, ("pyproject.toml:", "invalid TOML")),
    (93, "pyproject twice", {"pyproject.toml": "[tool.vaultlint]\na = 1\na = 2\n"}, ("pyproject.toml:3:6: invalid TOML",)),
    (93, "pyproject deep", {"pyproject.toml": "[tool.vaultlint]\na = " + "[" * 100_000}, ("invalid TOML: nested too deeply",)),
    (93, "pyproject huge number", {"pyproject.toml": "[tool.vaultlint]\na = " + "9" * 5_000}, ("invalid TOML: a number has too many digits",)),
    (93, "pyproject no UTF-8", {"pyproject.toml": b'[tool.vaultlint]\na = "\xff"\n'}, ("pyproject.toml:2:6: no UTF-8",)),
    (93, "pyproject keys", {"pyproject.toml": "[x]\nselect = 5\n[tool.vaultlint]\nignore = []\nselect = 7\n"}, ("pyproject.toml:5:1: `select` should be a list",)),
    (93, "pyproject tables", {"pyproject.toml": '[tool.vaultlint]\nignore = []\n[tool.vaultlint.severity]\nDAT001 = "info"\n"LNK001" = "warn"\n[tool.vaultlint.options.LNK001]\nplaned = []\n'
      '[[tool.vaultlint.overrides]]\nfiles = ["a"]\n\n[[tool.vaultlint.overrides]]\nfiles = ["b"]\nignore = [\n  "ZZZ",\n]\n'}, (
        "pyproject.toml:5:1: `warn` is none of `error`", "pyproject.toml:13:1: no rule is named `ZZZ`")),
    (93, "pyproject option", {"pyproject.toml": "[tool.vaultlint.options.LNK001]\n\nplaned = []\n"}, ("pyproject.toml:3:1: no option `planed`; did you mean `planned`?",)),
    (94, "unknown key", 'exlude: ["a"]\n', ("1:1: unknown key `exlude`; did you mean `exclude`?",)),
    (94, "underscores", "fail_one: error\n", ("unknown key `fail_one`; did you mean `fail-on`?",)),
    (94, "the names of attributes", "fail_on: error\nextend_select: [YML]\nschema_property: kind\n", (
        "1:1: unknown key `fail_on`; did you mean `fail-on`?", "2:1: unknown key `extend_select`; did you mean `extend-select`?", "3:1: unknown key `schema_property`; did you mean `schema-property`?")),
    (95, "an override of no note", "overrides: [{files: [], ignore: [LNK]}]\n", ("1:21: `files` names no note: write patterns of paths",)),
    (97, "rules that are a note", "select: LNK\nrules: [Home.md]\n", ("vaultlint.yaml:2: `rules` names `Home.md`, where the vault has no folder",)),
    (97, "rules that are not there", "rules: [.vaultlint/rules, schemata]\n", ("vaultlint.yaml:1: `rules` names `schemata`, where the vault has no folder",)),
    (97, "rules without a name", 'rules: [""]\n', ("1:9: `` names no folder",)),
    (94, "in an override", "overrides: [{fles: [a]}]\n", ("1:14: unknown key `fles`; did you mean `files`?", "`files` is missing")),
    (94, "in pyproject", {"pyproject.toml": '\n[tool.vaultlint]\nexlude = ["a"]\n'}, ("pyproject.toml:3:1: unknown key `exlude`; did you mean `exclude`?",)),
    (95, "all wrong types at once", "select: 7\nexclude: {}\nfail-on: loud\noptions: [1]\nbaseline: [1]\n", (
        "1:9: `select` should be a list", "2:10: `exclude` should be a list",
        "3:10: `loud` is none of `error`, `warning`, `info`", "4:10: `options` should be a mapping", "5:11: `baseline` should be text")),
    (95, "severity", "severity: {LNK001: loud}\n", ("1:20: `loud` is none of `error`, `warning`, `info`, `off`",)),
    (95, "case", "fail-on: Error\n", ("did you mean `error`?",)),
    (95, "option of a rule", "options: {LNK001: {plnned: []}}\n", ("no option `plnned`; did you mean `planned`?",)),
    (95, "key not text", "[a]: b\n{a: b}: c\n", ("1:1: a key must be text", "2:1: a key must be text")),
    (96, "unknown codes", "select: [LNK999, broken-lnk, LNKK]\n", (
        "1:10: no rule is named `LNK999`; did you mean `LNK", "1:18: no rule is named `broken-lnk`; did you mean `broken-link`?", "1:30: no rule is named `LNKK`; did you mean `LNK`?")),
    (96, "in severity", "severity: {LNK01: off}\n", ("1:19: no rule is named `LNK01`",)),
    (97, "a folder", {"vaultlint.yaml/x.txt": ""}, ("vaultlint.yaml: cannot be read, no regular file",)),
    (99, "itself", "extends: vaultlint.yaml\n", ("1:10: `vaultlint.yaml` extends itself: vaultlint.yaml → vaultlint.yaml",)),
    (99, "a cycle", {"vaultlint.yaml": "extends: b.yaml\n", "b.yaml": "extends: c.yaml\n", "c.yaml": "extends: b.yaml\n"}, ("c.yaml:1:10: `b.yaml` extends itself: vaultlint.yaml → b.yaml → c.yaml → b.yaml",)),
    (99, "11 deep", {"vaultlint.yaml": "extends: e1.yaml\n", **{f"e{n}.yaml": f"extends: e{n + 1}.yaml\n" for n in range(1, 12)}}, ("e10.yaml:1:10: configs may extend each other 10 times at most",)),
    (99, "8 to the power of 9 files", {"vaultlint.yaml": "extends: f1.yaml\n", "f10.yaml": "", **{f"f{n}.yaml": f"extends: [{','.join([f'f{n + 1}.yaml'] * 8)}]\n" for n in range(1, 10)}}, ("a config may stand on 100 files at most",)),
    (99, "missing", "extends: nope.yaml\n", ("1:10: there is no file `nope.yaml`",)),
    (99, "addresses and ways out", 'extends: [http://x/y, "file:///etc/passwd", ../../x, a/../../x, /etc/passwd, ~/x, $HOME/x]\n', (
        "1:11: `http://x/y` is no file", "1:23: `file:///etc/passwd` is no file", "`../../x` lies outside", "`a/../../x` lies outside", "`/etc/passwd` is no file", "`~/x` is no file", "`$HOME/x` is no file")),
    (99, "presets", 'extends: ["preset:nope", "preset:kepan", "preset:../x", "preset:"]\n', ("no preset `nope`; there are `clipper`, ", "no preset `kepan`; did you mean `kepano`?", "no preset `../x`", "no preset ``")),
    (99, "a preset without its word", "extends: kepano\n", ("1:10: there is no file `kepano` in the vault; did you mean `preset:kepano`?",)),
    (99, "faults in what is extended", {"vaultlint.yaml": "extends: b.yaml\nselct: 1\n", "b.yaml": "exlude: a\n"}, ("vaultlint.yaml:2:1: unknown key `selct`",)),
    (100, "length", f"exclude: [{'x' * 1001}]\n", ("1:11: a pattern may have 1,000 characters at most",)),
    (100, "length in options", f"options: {{LNK001: {{planned: [{'x' * 1001}]}}}}\n", ("a pattern may have 1,000 characters at most",)),
    (101, "malformed", 'exclude: ["[", "!", "", " ", "#x", "a[b", "a\\\\", "/"]\n', (
        "1:11: `[` is no pattern", "1:16: `!` is no pattern", "1:21: `` is no pattern", "` ` is no pattern", "`#x` is no pattern", "`a[b` is no pattern", "`a\\` is no pattern", "`/` is no pattern")),
    (101, "ways that no note has", 'exclude: ["../x", "!a/../b", ./A.md, "C:/x", "a\\\\b", "\\0"]\n', (
        "1:11: `../x` leads out of the vault: paths begin at its folder", "1:19: `!a/../b` leads out", "1:30: `./A.md` holds `./`, which no path of the vault does: leave it out",
        "1:38: `C:/x` leads out", "1:46: `a\\b` holds `\\`: write `/` between folders", "1:54: `\\u{0}` is no pattern")),
    (101, "malformed in options", 'options: {STR001: {ignore: ["["]}}\n', ("`[` is no pattern",)),
    (108, "a baseline outside", "baseline: ../x.json\n", ("1:11: `../x.json` lies outside of the vault",)),
    *((108, f"a baseline that is {name}", f"baseline: {name}\n", (f"1:11: `{name}` is no place for a baseline: write one such as `.vaultlint/baseline.json`",))
      for name in (".git", "sub/.git/x.json", ".obsidian/app.json", "New.md", "a.BASE", "vaultlint.yaml", ".", "a/..")),
    (108, "a baseline without a name", 'baseline: ""\n', ("1:11: `` is no place for a baseline",)),
    (108, "an absolute baseline", "baseline: /etc/passwd\n", ("1:11: `/etc/passwd` lies outside of the vault",)),
]  # fmt: skip


def ids(rows: list[tuple[int, str, Files | str | bytes, tuple[str, ...]]]) -> list[str]:
    return [f"{number}-{name.replace(' ', '-')}" for number, name, *_ in rows]


@pytest.mark.parametrize(("_row", "_name", "files", "says"), REFUSED, ids=ids(REFUSED))
def test_a_config_is_refused(
    tmp_path: Path, _row: int, _name: str, files: Files | str | bytes, says: tuple[str, ...]
) -> None:
    trial = Trial(tmp_path)
    trial.put(files if isinstance(files, dict) else {"vaultlint.yaml": files})
    start = time.process_time()
    ran = trial.refuse(says=says)
    trial.refuse("--fix", says=says)
    assert time.process_time() - start < 10
    assert all(len(line) < 1_000 for line in ran.err.splitlines())


SCHEMA = ".vaultlint/rules/s.yaml"
HEAD = "schema: x\nmatch: {has: kind}\n"
FIELD = HEAD + "fields:\n  a: "

# row, name, text of a schema, what the message says
SENSELESS: list[tuple[int, str, Files | str | bytes, tuple[str, ...]]] = [
    (102, "patterns that do not compile", HEAD + "fields:\n  a: {type: text, pattern: '('}\n  b: {type: text, pattern: '[z-a]'}\n  c: {type: text, pattern: '" + "a" * 1001 + "'}\n", (
        "s.yaml:4:28: cannot read the pattern", "s.yaml:5:28: cannot read the pattern", "s.yaml:6:28: pattern is longer than 1000")),
    (102, "a pattern that takes all memory", FIELD + "{type: text, pattern: '(a{1000}){1000}'}\n", ("more than 10,000 times",)),
    (103, "all faults at once", HEAD + """fields:
  a: {type: number, min: 5, max: 1}
  b: {type: 'enum(a, b)', default: c}
  c: {type: text, required: true, forbidden: true}
  d: {type: txt}
  e: {type: date, min: 2026-05-01, max: 2020-01-01}
  f: {type: text, length: {min: 5, max: 1}}
  g: {type: object, fields: {h: txet, i: {type: number, min: 3, max: 2}}}
  j: {type: date, min: $d}  # of which nothing is known
checks: [{id: one}]
matsh: 5
order: [d, bb]
""", (
        "s.yaml:4:26: `min` 5 is above `max` 1", "s.yaml:5:36: `default` `c` is not among the values allowed",
        "s.yaml:6:35: unknown key `forbidden`", "s.yaml:7:13: unknown type `txt`; did you mean `text`?",
        "s.yaml:8:24: `min` 2026-05-01 is above `max` 2020-01-01", "s.yaml:9:27: `min` 5 of `length` is above `max` 1",
        "s.yaml:10:33: unknown type `txet`", "s.yaml:10:62: `min` 3 is above `max` 2", "s.yaml:12:10: `require` is missing",
        "s.yaml:13:1: unknown key `matsh`; did you mean `match`?", "s.yaml:14:12: `order` names no field: `bb`")),
    (103, "words that are none", "schema: x\nfeilds: {a: text}\nmatch: {pth: [a]}\n", (
        "s.yaml:2:1: unknown key `feilds`; did you mean `fields`?", "did you mean `path`?")),
    (103, "no name", "fields: {a: text}\n", ("s.yaml:1:1: `schema` is missing",)),
    (103, "cut short", "schema: [\n", ("s.yaml:2:1: invalid YAML",)),
    (103, "51 lists", "a: 1\nb: " + "[" * 51 + "]" * 51 + "\n", ("s.yaml:2:53: nested deeper than 50",)),
    (104, "its own parent", "schema: x\nextends: x\n", ("s.yaml:2:10: `extends` goes round in a circle: `x` → `x`",)),
    (104, "parents in a circle", {SCHEMA: "schema: x\nextends: y\n", ".vaultlint/rules/t.yaml": "schema: y\nextends: x\n"}, ("`extends` goes round in a circle",)),
    (104, "two of one name", {SCHEMA: "schema: x\n", ".vaultlint/rules/t.yaml": "schema: x\n"}, ("t.yaml:1:9: schema `x` is defined twice, first in .vaultlint/rules/s.yaml",)),
    (104, "no such parent", "schema: x\nextends: persn\n", ("s.yaml:2:10: `extends` names no schema: `persn`",)),
    (105, "a default of a megabyte", FIELD + "{type: text, default: '" + "x" * 1_000_000 + "'}\n", ("s.yaml:4:", "`default` is longer than 1024 bytes")),
    (105, "a default above a kilobyte", FIELD + "{type: text, default: '" + "\u00e9" * 513 + "'}\n", ("`default` is longer than 1024 bytes",)),
    (105, "a list above a kilobyte", FIELD + "{type: 'text[]', default: [" + ", ".join(f"item number {n}" for n in range(90)) + "]}\n", ("`default` is longer than 1024 bytes",)),
    (106, "checks that are too long", HEAD + "checks:\n  - {id: a, require: {field: {a: '" + "x" * 100_000 + "'}}}\n", ("s.yaml:4:34: is longer than 1024 bytes",)),
    (106, "checks that are too deep", HEAD + "checks:\n  - {id: a, require: " + "{not: " * 3000 + "{has: a}" + "}" * 3000 + "}\n", ("nested deeper than 50",)),
    (106, "checks that are code", HEAD + """checks:
  - {id: a, require: {__class__: a}}
  - {id: b, require: __import__('os').system('touch pwned')}
  - {id: c, require: {fild: {a: 1}}}
""", ("s.yaml:4:23: unknown key `__class__`", "s.yaml:5:22: `require` should be a mapping", "s.yaml:6:23: unknown key `fild`; did you mean `field`?")),
]  # fmt: skip


@pytest.mark.parametrize(("_row", "_name", "files", "says"), SENSELESS, ids=ids(SENSELESS))
def test_a_schema_is_refused(
    tmp_path: Path, _row: int, _name: str, files: Files | str | bytes, says: tuple[str, ...]
) -> None:
    trial = Trial(tmp_path)
    trial.put(
        {**(files if isinstance(files, dict) else {SCHEMA: files}), "N.md": "---\nkind: x\n---\n"}
    )
    start = time.process_time()
    ran = trial.refuse(says=says)
    trial.refuse("--fix", says=says)
    assert time.process_time() - start < 10
    assert len(ran.err.splitlines()) <= max(len(says), 2)  # and nothing that only follows from it


@row(95, "null and nothing are the defaults")
def _(trial: Trial) -> None:
    for text in ("", "null\n", "# only a comment\n", "select:\nexclude: ~\n"):
        trial.put({"vaultlint.yaml": text})
        assert trial.check() == {"Home.md": "LNK001"}


@row(97, "a pipe, a link out, a dead link, a loop, not readable")
def _(trial: Trial) -> None:
    config = trial.put() / "vaultlint.yaml"
    secret = trial.folder / "secret.yaml"
    secret.write_text("select: [SECRETWORD]\n")
    os.mkfifo(config)
    trial.refuse(says=("vaultlint.yaml: cannot be read, no regular file",))
    for target, why in (
        (str(secret), "is a link that leads out of the vault"),
        ("nowhere", "cannot be read, no such file"),
        ("vaultlint.yaml", "cannot be read, too many levels of symbolic links"),
    ):
        config.unlink()
        config.symlink_to(target)
        assert "SECRETWORD" not in trial.refuse(says=(f"vaultlint.yaml: {why}",)).err
    config.unlink()
    config.write_text("select: LNK\n")
    config.chmod(0)
    ran = process("--no-cache", cwd=trial.root, before=starter())
    assert (ran.code, ran.out) == (2, "")
    assert "vaultlint.yaml: cannot be read, permission denied" in ran.err


@row(97, "a pyproject that leads out")
def _(trial: Trial) -> None:
    (trial.folder / "outside").mkdir()
    outside = trial.folder / "outside/pyproject.toml"
    outside.write_text('[tool.vaultlint]\nselect = ["SECRETWORD"]\n')
    (trial.put() / "pyproject.toml").symlink_to(outside)
    # whether it holds a table of ours is not even looked at
    assert trial.check() == {"Home.md": "LNK001"}


@row(97, "what is extended leads out")
def _(trial: Trial) -> None:
    outside = trial.folder / "secret.yaml"
    outside.write_text("select: [SECRETWORD]\n")
    root = trial.put({"vaultlint.yaml": "extends: b.yaml\n"})
    (root / "b.yaml").symlink_to(outside)
    ran = trial.refuse(says=("vaultlint.yaml:1:10: there is no file `b.yaml` in the vault",))
    assert "SECRETWORD" not in ran.err


@row(97, "a config named on the command line")
def _(trial: Trial) -> None:
    trial.put()
    trial.refuse("--config", "nope.yaml", says=("'nope.yaml' does not exist",))
    trial.refuse("--config", ".obsidian", says=("'.obsidian' is a directory",))
    trial.refuse("--config", "/dev/zero", says=("/dev/zero: cannot be read, no regular file",))


@row(97, "schemas that lead out, a pipe, a folder that looks like one")
def _(trial: Trial) -> None:
    outside = trial.folder / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_text("SECRETWORD: 5\n")
    rules = trial.put({".vaultlint/rules/x.yaml/y.txt": ""}) / ".vaultlint/rules"
    assert trial.check() == {"Home.md": "LNK001"}
    (rules / "s.yaml").symlink_to(outside / "a.yaml")
    ran = trial.refuse(says=(".vaultlint/rules/s.yaml: is a link that leads out of the vault",))
    assert "SECRETWORD" not in ran.err
    (rules / "s.yaml").unlink()
    os.mkfifo(rules / "s.yaml")
    trial.refuse(says=(".vaultlint/rules/s.yaml: cannot be read, no regular file",))
    rules.rename(trial.folder / "moved")
    rules.symlink_to(outside)
    ran = trial.refuse(says=(".vaultlint/rules: is a link that leads out of the vault",))
    assert "SECRETWORD" not in ran.err


@row(98, "several configs")
def _(trial: Trial) -> None:
    note = "---\ncreated: 2026-13-01\na: [[Home]]\n---\n[[Nope]]\n"
    trial.put(
        {
            "vaultlint.yaml": "select: LNK\n",
            ".vaultlint.yaml": "select: YML\n",
            "pyproject.toml": '[tool.vaultlint]\nselect = ["DAT"]\n',
            "n.md": note,
        }
    )
    assert trial.check()["n.md"] == "LNK001"
    said = "vaultlint: `{}` is the config in force; {} beside it is not read\n"
    expected = said.format("vaultlint.yaml", "`.vaultlint.yaml`, `pyproject.toml`")
    assert expected in trial.run().err
    assert trial.run("-q").err == ""
    (trial.root / "vaultlint.yaml").unlink()
    ran = trial.run("--output-format", "json")
    assert codes(ran)["n.md"] == "YML003"
    assert said.format(".vaultlint.yaml", "`pyproject.toml`") in ran.err
    (trial.root / ".vaultlint.yaml").unlink()
    assert trial.check() == {"n.md": "DAT001"}
    assert "in force" not in trial.run().err


@row(99, "ten deep, and one file by two ways")
def _(trial: Trial) -> None:
    chain: Files = {f"e{n}.yaml": f"extends: e{n + 1}.yaml\n" for n in range(1, 10)}
    trial.put(
        {"vaultlint.yaml": "extends: [e1.yaml, e10.yaml]\n", **chain, "e10.yaml": "ignore: LNK\n"}
    )
    assert trial.check(code=0) == {}


@row(100, "patterns that are allowed take no time")
def _(trial: Trial) -> None:
    globs = [
        "*a*a*a*a*a*a*a*a*a*a*a*a*b",
        "**/**/**/**/**/**/**/x",
        "[ab]*",
        "!x",
        "\\\\#y",
        "a/**/b/**/c/**/d",
    ]
    written = ", ".join(f'"{glob}"' for glob in globs)
    deep = "a/" * 60 + "b.md"
    trial.put({"vaultlint.yaml": f"exclude: [{written}]\n", "a" * 200 + ".md": "", deep: ""})
    start = time.process_time()
    assert trial.check() == {"Home.md": "LNK001"}
    assert time.process_time() - start < 5


@row(101, "a pattern that meets every note")
def _(trial: Trial) -> None:
    trial.put({"vaultlint.yaml": 'exclude: ["**"]\n'})
    ran = trial.run()
    assert (ran.code, ran.out) == (0, "")
    assert "No findings in 0 notes.\nvaultlint: every note is left out, by `exclude`" in ran.err


SLOW = ("(a+)+$", "(a|aa)+$", "(.*a){20}")


@pytest.mark.parametrize("pattern", SLOW, ids=[f"102-{pattern}" for pattern in SLOW])
def test_a_pattern_that_takes_too_long(tmp_path: Path, pattern: str) -> None:
    trial = Trial(tmp_path)
    schema = HEAD + f"fields:\n  a: {{type: text, pattern: '{pattern}'}}\n"
    trial.put({SCHEMA: schema, "N.md": f"---\nkind: x\na: {'a' * 10_000}!\n---\n"})
    start = time.process_time()
    trial.refuse(says=(f"{SCHEMA}:4: the pattern `{pattern}` of `a` took more than 0.3 s",))
    assert time.process_time() - start < 10


@row(104, "a schema that meets no note")
def _(trial: Trial) -> None:
    trial.put({SCHEMA: "schema: x\nmatch: {has: nothing}\nfields: {a: text!}\n"})
    assert trial.check() == {"Home.md": "LNK001"}
    assert trial.check("--extend-select", "SCH012") == {"Home.md": "LNK001 SCH012"}


DEFAULTS = [
    "a: b", "one\ntwo", "[[Home]]", "# x", "true", "2020-01-01", " both ends ", "tab\there",
    "---", "'\"", "{{date}}", "\U0001f4a5", "- x", "*x", "&x", "!x", "%x", "@x", "`x", "null", "~", "1e3",
    "x:", "a\u2028b", "\x07", "x" * 1024,
]  # fmt: skip


@row(105, "defaults come back as they were meant")
def _(trial: Trial) -> None:
    for number, text in enumerate(DEFAULTS):
        default = json.dumps(text, ensure_ascii=False)
        schema = HEAD + f"fields:\n  f: {{type: text, required: true, default: {default}}}\n"
        trial.folder = trial.folder.parent / f"{trial.folder.name}-{number}"
        note = trial.put({SCHEMA: schema, "N.md": "---\nkind: x\n---\nText.\n"}) / "N.md"
        trial.fix()
        block = note.read_text().removesuffix("---\nText.\n")
        assert yaml.load(block, yaml.CBaseLoader)["f"] == text
        assert block.startswith("---\nkind: x\n")


@row(105, "more defaults than there are rounds")
def _(trial: Trial) -> None:
    names = [f"field{n:02}" for n in range(25)]
    fields = "".join(
        f"  {name}: {{type: text, required: true, default: '{name}'}}\n" for name in names
    )
    note = trial.put({SCHEMA: HEAD + "fields:\n" + fields, "N.md": "---\nkind: x\n---\n"}) / "N.md"
    ran = trial.fix()
    assert codes(ran) == {"Home.md": "LNK001"}
    block = yaml.load(note.read_text().removesuffix("---\n"), yaml.CBaseLoader)
    assert block == {"kind": "x", **{name: name for name in names}}


@row(106, "a message that looks like a format")
def _(trial: Trial) -> None:
    check = "checks:\n  - {id: a, require: {has: z}, message: '{0.__class__} %s {note} ${HOME}'}\n"
    trial.put({SCHEMA: HEAD + check, "N.md": "---\nkind: x\n---\n"})
    report = trial.run("--output-format", "json").report
    assert "{0.__class__} %s {note} ${HOME}" in [d["message"] for d in report["diagnostics"]]


BROKEN = {
    "cut": "{", "a list": "[]", "a number": "5", "a text": '"x"', "no UTF-8": b"\xff", "empty": "",
    "deep": "[" * 100_000, "huge": '{"types":' + "9" * 5_000 + "}",
}  # fmt: skip


@pytest.mark.parametrize(
    "text", BROKEN.values(), ids=[f"107-{name.replace(' ', '-')}" for name in BROKEN]
)
def test_settings_of_obsidian_that_are_broken(tmp_path: Path, text: str | bytes) -> None:
    trial = Trial(tmp_path)
    files = (".obsidian/app.json", ".obsidian/types.json", ".obsidian/templates.json")
    trial.put(dict.fromkeys(files, text))
    assert trial.check() == {"Home.md": "LNK001"}
    ran = trial.run("-v", "--fix")
    assert ran.code == 1
    for file in files:
        assert f"vaultlint: {file}: left out of account, it is no " in ran.err


@row(107, "settings of the wrong types")
def _(trial: Trial) -> None:
    app = {"userIgnoreFilters": ["/(a+)+$/", 5, "/[/", "Old/"], "attachmentFolderPath": 7}
    types = {"types": {"a": 5, "b": "nope", "c": "date"}}
    trial.put(
        {
            ".obsidian/app.json": json.dumps(app),
            ".obsidian/types.json": json.dumps(types),
            "Old/n.md": "[[Nope]]\n",
            **{f"{'a' * 40}{n}!.md": "" for n in range(60)},
        }
    )
    start = time.process_time()
    assert trial.check("--select", "LNK") == {"Home.md": "LNK001"}
    assert time.process_time() - start < 4  # one limit for the filter, not one for each note
    for name in ("app.json", "types.json"):
        (trial.root / ".obsidian" / name).unlink()
    os.mkfifo(trial.root / ".obsidian/app.json")
    (trial.root / ".obsidian/types.json").mkdir()
    ran = trial.run("-v")
    assert ran.code == 1
    assert "app.json: left out of account, no regular file" in ran.err
    assert "types.json: left out of account, no regular file" in ran.err


BASELINES = {
    "cut": "{", "a list": "[]", "a number": "5", "no notes": '{"version": 1}', "other version": '{"version": 99, "notes": {}}',
    "no version": '{"notes": {}}', "no UTF-8": b"\xff", "empty": "", "deep": "[" * 100_000,
    "counts": '{"version": 1, "notes": {"a.md": {"digest": "x", "findings": {"x": -1}}}}',
    "100 MB": b" " * 100_000_000,
}  # fmt: skip


@pytest.mark.parametrize(
    "text", BASELINES.values(), ids=[f"108-{name.replace(' ', '-')}" for name in BASELINES]
)
def test_a_baseline_that_is_none(tmp_path: Path, text: str | bytes) -> None:
    trial = Trial(tmp_path)
    trial.put()
    (trial.root / ".vaultlint").mkdir()
    (trial.root / ".vaultlint/baseline.json").write_bytes(
        text if isinstance(text, bytes) else text.encode()
    )
    start = time.process_time()
    ran = trial.run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("vaultlint: .vaultlint/baseline.json: ")
    assert len(ran.err) < 400
    assert time.process_time() - start < 10
    assert trial.run("--no-baseline").code == 1


@row(108, "a baseline that is a folder, a pipe, or a note")
def _(trial: Trial) -> None:
    root = trial.put({".vaultlint/baseline.json/x": "", "vaultlint.yaml": ""})
    trial.refuse(says=(".vaultlint/baseline.json: ", "no regular file"))
    (root / ".vaultlint/baseline.json/x").unlink()
    (root / ".vaultlint/baseline.json").rmdir()
    os.mkfifo(root / ".vaultlint/baseline.json")
    trial.refuse(says=(".vaultlint/baseline.json: ", "no regular file"))
    (root / "vaultlint.yaml").write_text("baseline: Home.md\n")
    trial.refuse(says=("vaultlint.yaml:1:11: `Home.md` is no place for a baseline",))
    (root / "known.txt").write_text("nothing of ours\n")
    (root / "vaultlint.yaml").write_text("baseline: known.txt\n")
    trial.refuse(says=("known.txt: not a baseline",))
    before = tree(root)
    assert vaultlint("baseline", "write", "--force", cwd=root).code == 2
    assert tree(root) == before


@row(108, "a baseline that a merge, an editor or another program left broken")
def _(trial: Trial) -> None:
    file = trial.put() / ".vaultlint/baseline.json"
    assert vaultlint("baseline", "write", cwd=trial.root).code == 0
    first, *rest = file.read_text().splitlines(keepends=True)
    anew = "; to make it anew, delete it and run `vaultlint baseline write`\n"
    shape = "it should hold a `version`, and `notes` with their findings"
    for text, what in (
        ("".join((first, "<<<<<<< HEAD\n", *rest)), "line 2: a merge conflict is not resolved"),
        ("", "line 1: expecting value"),
        ("[]", shape),
        ('{"version": 1}', shape),
        ('{"version": 1, "notes": []}', shape),
        ('{"version": 1, "notes": {"A.md": {"digest": "", "findings": []}}}', shape),
        (b"\xff", "no UTF-8"),
    ):
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        trial.refuse(says=(f"vaultlint: .vaultlint/baseline.json: not a baseline: {what}{anew}",))


@row(108, "entries outside of the vault")
def _(trial: Trial) -> None:
    root = trial.put()
    assert vaultlint("baseline", "write", cwd=root).code == 0
    file = root / ".vaultlint/baseline.json"
    data = json.loads(file.read_text())
    entry = data["notes"]["Home.md"]
    data["notes"] |= {"../x.md": entry, "/etc/passwd": entry, "a/../../b.md": entry}
    file.write_text(json.dumps(data))
    ran = trial.run()
    assert ran.code == 0
    assert "3 notes of the baseline lie outside of the vault" in ran.err


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for at in range(0, len(data), 97):
        data[at] ^= 0xFF
    file.write_bytes(data)


def _sql(*statements: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        with sqlite3.connect(file) as db:
            for statement in statements:
                db.execute(statement)
        db.close()

    return spoil


def _folder(file: Path) -> None:
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink()
    file.mkdir()


SPOILED: dict[str, Callable[[Path], object]] = {
    "cut": lambda f: os.truncate(f, 1000), "flipped": _flip, "empty": lambda f: f.write_bytes(b""),
    "text": lambda f: f.write_text("hello\n" * 100), "a folder": _folder,
    "other version": _sql("UPDATE meta SET tool = 'x'"), "no meta": _sql("DROP TABLE meta"),
    "no tables": _sql("DROP TABLE run", "DROP TABLE face"),
    "forged": _sql("UPDATE note SET facts = x'00', content = x'00'", "UPDATE run SET outcome = x'c0'", "UPDATE face SET faces = x'ff'"),
    "read-only": lambda f: (f.chmod(0o444), f.parent.chmod(0o555)),
}  # fmt: skip


@pytest.mark.parametrize(
    "spoil", SPOILED.values(), ids=[f"109-{name.replace(' ', '-')}" for name in SPOILED]
)
def test_a_cache_that_is_none(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    trial = Trial(tmp_path)
    trial.put({"n.md": FIXABLE, SCHEMA: HEAD})
    cache = tmp_path / "cache"

    def run() -> tuple[int, str, str]:
        return tuple(vaultlint("--cache-dir", str(cache), cwd=trial.root))  # type: ignore[return-value]

    first = run()
    assert first[0] == 1
    (file,) = cache.glob("*.sqlite")
    try:
        spoil(file)
        assert run() == first
        assert run() == first
        (trial.root / "n.md").write_text("[[Nope]] [[Nope]]\n")
        assert run()[1].count("LNK001") == 3
    finally:
        cache.chmod(0o755)


@row(109, "where the cache should be is something else")
def _(trial: Trial) -> None:
    trial.put()
    for place in ("Home.md", "Home.md/cache", "/dev/null", "/proc/nowhere"):
        ran = vaultlint("--cache-dir", place, "--output-format", "json", cwd=trial.root)
        assert ran.code == 1
        assert codes(ran) == {"Home.md": "LNK001"}
    assert (trial.root / "Home.md").read_text() == "[[Nowhere at all]]\n"


def _journal(trial: Trial) -> Path:
    trial.put({"n.md": FIXABLE})
    trial.fix()
    (journal,) = (trial.root / ".vaultlint/undo").glob("*/journal.jsonl")
    return journal


CLIMBS = ("../x.md", "/etc/passwd", "a/../../x.md")


@pytest.mark.parametrize("path", CLIMBS, ids=[f"110-{path}" for path in CLIMBS])
def test_a_journal_that_climbs_out_is_refused(tmp_path: Path, path: str) -> None:
    trial = Trial(tmp_path)
    journal = _journal(trial)
    (tmp_path / "x.md").write_text("not of the vault\n")
    journal.write_text(journal.read_text().replace('"n.md"', json.dumps(path)))
    kept = tree(journal.parent)
    ran = vaultlint("undo", cwd=trial.root)
    assert (ran.code, ran.out) == (2, "")
    assert path in ran.err
    assert tree(journal.parent) == kept
    assert (tmp_path / "x.md").read_text() == "not of the vault\n"
    assert (trial.root / "n.md").read_text() == MENDED


@row(110, "a note that was edited since")
def _(trial: Trial) -> None:
    _journal(trial)
    note = trial.root / "n.md"
    note.write_text(MENDED + "more\n")
    ran = vaultlint("undo", cwd=trial.root)
    assert (ran.code, ran.out) == (1, "")
    assert "n.md: left alone: edited since; its old text is in " in ran.err
    assert note.read_text() == MENDED + "more\n"


@row(110, "a folder of runs that leads elsewhere")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    outside = trial.folder / "outside"
    outside.mkdir()
    (trial.root / ".vaultlint").mkdir()
    (trial.root / ".vaultlint/undo").symlink_to(outside)
    ran = trial.run("--fix")
    assert ran.code in (1, 2)
    assert "leads elsewhere" in ran.err
    assert list(outside.iterdir()) == []
    assert (trial.root / "n.md").read_text() == FIXABLE


@ROWS.each()
def test_a_row_gives_its_outcome(check: Check, tmp_path: Path) -> None:
    check(Trial(tmp_path))
