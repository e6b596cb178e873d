"""`init`: what it finds, what it asks in a terminal, what it writes."""

from __future__ import annotations

import errno
import os
import pty
import select
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.test_cli import make, vaultlint
from vaultlint.schema.source import read_document

KEPANO = {
    ".obsidian/templates.json": '{"folder": "Templates"}',
    ".obsidian/types.json": '{"types": {"rating": "number"}}',
    "Categories/Books.md": "---\ntags: [categories]\n---\n",
    "Categories/People.md": "---\ntags: [categories]\n---\n",
    "Templates/Book Template.md": '---\ncategories: ["[[Books]]"]\ncreated: {{date}}\n---\n',
    "Ada.md": '---\ncategories: ["[[People]]"]\n---\n',
    "Engines.md": '---\ncategories: ["[[Books]]"]\nauthor: ["[[Ada]]"]\nrating: 6\n---\n[[Looms]]\n',
    "Looms and more.md": '---\ncategories: ["[[Books]]"]\nauthor: ["[[Nobody yet]]"]\nrating: 5\n---\n',
}


def recipes(number: int = 12) -> dict[str, str]:
    return {
        f"Recipes/{n}.md": f"---\nserves: {n}\nkind: {'soup' if n % 2 else 'cake'}\n---\n[[1]]\n"
        for n in range(number)
    }


class Talk(NamedTuple):
    """What was shown in a terminal, and the exit code."""

    text: str
    code: int


def talk(folder: Path, answers: list[str], *words: str) -> Talk:
    """Run `init` in a terminal, and answer each question in turn."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ |= {"COLUMNS": "80", "TERM": "dumb", "XDG_CACHE_HOME": str(folder / ".cache")}
        os.execv(sys.executable, [sys.executable, "-m", "vaultlint", "init", *words])
    shown, left, asked, stop = "", list(answers), 0, time.monotonic() + 60
    while time.monotonic() < stop:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if not ready:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError as error:
            if error.errno == errno.EIO:
                break
            raise
        if not data:
            break
        shown += data.decode()
        while shown.count("]: ") > asked and left:
            asked += 1
            os.write(terminal, (left.pop(0) + "\n").encode())
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    return Talk(shown.replace("\r\n", "\n"), os.waitstatus_to_exitcode(status))


def config(folder: Path) -> dict[str, object]:
    file = folder / "vaultlint.yaml"
    data: dict[str, object] = read_document("vaultlint.yaml", file.read_bytes()).data
    return data


def test_a_vault_like_kepanos(tmp_path: Path) -> None:
    make(tmp_path, KEPANO)
    done = vaultlint("init", "--yes", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "5 notes, 0 other files" in done.stdout
    assert "categories Books 2, People 1" in done.stdout
    assert "templates  Templates" in done.stdout
    assert "links      6, all wikilinks; 33% to notes not written yet" in done.stdout
    assert "types      1 in .obsidian/types.json" in done.stdout
    assert config(tmp_path) == {
        "extends": ["preset:kepano", "preset:obsidian"],
        "options": {"LNK001": {"planned": "info"}},
        "fail-on": "warning",
    }
    assert not (tmp_path / ".vaultlint" / "rules").exists()
    assert vaultlint(cwd=tmp_path).returncode == 0


def test_schemas_are_written_where_they_pay(tmp_path: Path) -> None:
    make(tmp_path, {**recipes(), "A.md": "[[1]]\n", "Few/B.md": "---\nx: 1\ny: 2\n---\n"})
    done = vaultlint("init", "--yes", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "wrote .vaultlint/rules: recipe (12 notes)" in done.stderr
    text = (tmp_path / ".vaultlint/rules/recipe.yaml").read_text(encoding="utf-8")
    assert "match: {folder: Recipes}" in text
    assert "kind: enum(cake, soup)!" in text
    assert [p.name for p in (tmp_path / ".vaultlint/rules").iterdir()] == ["recipe.yaml"]
    assert vaultlint(cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("file", ["vaultlint.yaml", ".vaultlint/rules/recipe.yaml"])
def test_editors_are_led_to_a_schema_that_is_there(tmp_path: Path, file: str) -> None:
    make(tmp_path, recipes())
    vaultlint("init", "--yes", cwd=tmp_path)
    first = (tmp_path / file).read_text(encoding="utf-8").splitlines()[0]
    name, _, way = first.partition("$schema=")
    assert name == "# yaml-language-server: "
    import json

    from jsonschema import Draft202012Validator

    schema = json.loads(((tmp_path / file).parent / way).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    plain = read_document(file, (tmp_path / file).read_bytes()).data
    assert list(Draft202012Validator(schema).iter_errors(plain)) == []
    plain["fields" if "fields" in plain else "extends"] = 5
    assert list(Draft202012Validator(schema).iter_errors(plain))


def test_few_links_to_unwritten_notes_are_mistakes(tmp_path: Path) -> None:
    links = "[[B]] " * 60
    make(tmp_path, {"A.md": f"{links}[[Gone for good]]\n", "B.md": "[[A]]\n"})
    done = vaultlint("init", "--yes", "--no-baseline", cwd=tmp_path)
    assert "options" not in config(tmp_path)
    assert "# 2% of 62 links lead to notes not written yet." in (
        tmp_path / "vaultlint.yaml"
    ).read_text(encoding="utf-8")
    assert "worth looking at: 1 LNK001 broken-link" in done.stderr
    assert vaultlint(cwd=tmp_path).returncode == 1


def test_templates_that_the_settings_do_not_name_are_left_out(tmp_path: Path) -> None:
    template = "---\ntitle: x\nmade: '{{date}}'\n---\n"
    make(tmp_path, {f"Meta/Templates/{n}.md": template for n in range(10)} | {"A.md": "text\n"})
    done = vaultlint("init", "--yes", cwd=tmp_path)
    assert "Meta/Templates (not in Obsidian's settings)" in done.stdout
    assert config(tmp_path)["exclude"] == ["Meta/Templates/**"]
    assert not (tmp_path / ".vaultlint/rules").exists()
    assert "`vaultlint` finds nothing" in done.stderr


def test_an_empty_vault(tmp_path: Path) -> None:
    done = vaultlint("init", "--yes", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert vaultlint(cwd=tmp_path).returncode == 0


def test_it_fits_on_one_screen(tmp_path: Path) -> None:
    many = {f"Folder number {n}/{m}.md": f"---\na: {m}\nb: {n}\n---\n#tag{n}\n[[No {n}]]\n"
            for n in range(30) for m in range(10)}  # fmt: skip
    make(tmp_path, many)
    done = vaultlint("init", "--yes", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len((done.stdout + done.stderr).splitlines()) <= 24
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    make(tmp_path, {"A.md": "", "vaultlint.yaml": "ignore: []\n"})
    done = vaultlint("init", "--yes", cwd=tmp_path)
    assert done.returncode == 2
    assert "vaultlint.yaml exists; remove it to start anew" in done.stderr
    assert (tmp_path / "vaultlint.yaml").read_text() == "ignore: []\n"


def test_enter_takes_what_is_proposed(tmp_path: Path) -> None:
    make(tmp_path, {**KEPANO, **recipes()})
    told = talk(tmp_path, [""] * 5)
    assert told.code == 0, told.text
    assert "Check 5 notes by the preset `kepano`? [Y/n]:" in told.text
    assert "Write schemas for `recipe-note`, from your notes? [Y/n]:" in told.text
    assert "plans, no mistakes? [Y/n]:" in told.text
    assert "Take what is wrong today as known" in told.text
    assert "green" in told.text
    assert config(tmp_path)["extends"] == ["preset:obsidian", "preset:kepano"]
    assert (tmp_path / ".vaultlint/rules/recipe-note.yaml").exists()


def test_everything_can_be_declined(tmp_path: Path) -> None:
    make(tmp_path, {**KEPANO, **recipes()})
    told = talk(tmp_path, ["n"] * 6)
    assert told.code == 0, told.text
    assert config(tmp_path) == {"extends": [], "fail-on": "warning"}
    assert not (tmp_path / ".vaultlint/rules").exists()
    assert not (tmp_path / ".vaultlint/baseline.json").exists()
    assert "worth looking at: 2 LNK001 broken-link" in told.text


def test_nothing_is_asked_with_yes(tmp_path: Path) -> None:
    make(tmp_path, KEPANO)
    told = talk(tmp_path, [], "--yes")
    assert told.code == 0, told.text
    assert "[Y/n]" not in told.text
