"""`--watch`, and what it keeps up to date."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.edits import a_note
from tests.harness import default_rules
from tests.test_cli import CLEAN_ENV, make
from vaultlint.engine.check import check, checked_paths, judge
from vaultlint.engine.standing import Standing
from vaultlint.note import Note
from vaultlint.schema.load import load_schemas
from vaultlint.vault import Vault

TODAY = date(2026, 1, 1)


def test_what_stands_is_what_a_whole_check_says() -> None:
    rng = random.Random(3)
    names = [f"Note {n}" for n in range(20)]
    texts: dict[str, str | bytes] = {f"{n}.md": a_note(rng, names) for n in names}
    vault, rules = Vault.of(texts), default_rules()
    judged = judge(vault, lambda _: rules, TODAY, checked_paths(vault, None), with_asks=True)
    standing = Standing(vault, lambda _: rules, TODAY, judged)
    judged_again = 0
    for _ in range(200):
        path = f"{rng.choice(names)}.md"
        match rng.randrange(4):
            case 0:
                texts.pop(path, None)
                again = standing.change([], [path], [])
            case 1:
                texts["picture.png"] = ""
                again = standing.change([], [], ["picture.png"])
            case _:
                texts[path] = a_note(rng, names)
                again = standing.change([Note.parse(path, str(texts[path]).encode())], [], [])
        judged_again += len(again)
        whole = check(Vault.of(texts), lambda _: rules, TODAY)
        assert standing.report().diagnostics == whole.diagnostics
    assert judged_again < 0.75 * 200 * len(names)


SLIPS = (
    *(
        "Monthly report",
        "Monthly reprot",
        "Montly report",
        "Monthly report.md",
        "monthly rep\u200bort",
    ),
    *(
        "Report 12",
        "Report 13",
        "Rprt 12",
        "abc notes",
        "ａｂｃ notes",
        "abc note",
        "Zürich",
        "Zu\u0308rih",
    ),
    *("picture.png", "pciture.png", "Totally else", "if", "of", "a/Monthly report", "b／abc notes"),
)


def test_links_to_no_note_follow_the_names_like_theirs() -> None:
    rng = random.Random(5)
    texts: dict[str, str | bytes] = {
        f"Links {n}.md": f"[[{slip}]] ![[{slip}]] [x](<{slip}>)\n" for n, slip in enumerate(SLIPS)
    }
    linking, rules = frozenset(texts), default_rules()
    vault = Vault.of(texts)
    judged = judge(vault, lambda _: rules, TODAY, checked_paths(vault, None), with_asks=True)
    standing = Standing(vault, lambda _: rules, TODAY, judged)
    judged_again = 0
    for _ in range(150):
        name = rng.choice(SLIPS).replace("\u200b", "")
        path = name if "." in name[-4:] else f"{name}.md"
        if path in texts and rng.random() < 0.7:
            del texts[path]
            again = standing.change([], [path], [])
        elif path.endswith(".png"):
            texts[path] = ""
            again = standing.change([], [], [path])
        else:
            texts[path] = f"---\naliases: ['{rng.choice([*SLIPS, 'unheard of'])}']\n---\n"
            again = standing.change([Note.parse(path, str(texts[path]).encode())], [], [])
        judged_again += len(again & linking)
        whole = check(Vault.of(texts), lambda _: rules, TODAY)
        assert standing.report().diagnostics == whole.diagnostics
    assert judged_again < 0.6 * 150 * len(linking)


@pytest.mark.parametrize(
    ("holder", "alias", "other"),
    [
        ("sub/Ada.md", "Lady L", "Ada.md"),
        ("sub/Ada.md", "London/Lady L", "sub/Ada.MD"),
        ("sub/Ada.md.md", "Lady L", "Ada.md"),
    ],
)
def test_a_link_to_an_alias_follows_what_is_called_as_its_note(
    holder: str, alias: str, other: str
) -> None:
    texts: dict[str, str | bytes] = {
        "N.md": f"[[{alias}]]\n",
        holder: f"---\naliases: ['{alias}']\n---\n",
    }
    rules = default_rules()
    vault = Vault.of(texts)
    judged = judge(vault, lambda _: rules, TODAY, checked_paths(vault, None), with_asks=True)
    standing = Standing(vault, lambda _: rules, TODAY, judged)
    before = standing.report().diagnostics
    standing.change([Note.parse(other, b"")], [], [])
    after = check(Vault.of(texts | {other: ""}), lambda _: rules, TODAY).diagnostics
    assert standing.report().diagnostics == after != before
    standing.change([], [other], [])
    assert standing.report().diagnostics == before


KNOWS = b"schema: person\nmatch: {tag: person}\nfields: {knows: link(person)}\n"


@pytest.mark.parametrize(
    ("now", "link"),
    [
        ("tags: [place]\naliases: [Lady Lovelace, lady lovelace]\n", "Lady Lovelac"),
        ("tags: [person]\naliases: [lady lovelace, Lady Lovelace]\n", "Lady Lovelac"),
        ("tags: [place]\naliases: [Lady Lovelace, lady lovelace]\n", "Ada Byro"),
    ],
    ids=["of another type", "spelled otherwise", "named so, of another type"],
)
def test_a_slip_follows_what_the_note_is_that_it_is_near_to(now: str, link: str) -> None:
    """A fix is offered only where the note suits the field."""
    texts: dict[str, str | bytes] = {
        "Ada Byron.md": "---\ntags: [person]\naliases: [Lady Lovelace, lady lovelace]\n---\n",
        "N.md": f"---\ntags: [person]\nknows: '[[{link}]]'\n---\n",
    }
    rules, schemas = default_rules(), load_schemas({"s.yaml": KNOWS})
    vault = Vault.of(texts, schemas=schemas)
    judged = judge(vault, lambda _: rules, TODAY, checked_paths(vault, None), with_asks=True)
    standing = Standing(vault, lambda _: rules, TODAY, judged)
    before = standing.report().diagnostics
    texts["Ada Byron.md"] = f"---\n{now}---\n"
    standing.change([Note.parse("Ada Byron.md", f"---\n{now}---\n".encode())], [], [])
    whole = check(Vault.of(texts, schemas=schemas), lambda _: rules, TODAY).diagnostics
    assert standing.report().diagnostics == whole != before


class Watching:
    """The command at work over a vault; what it says is read as it comes."""

    def __init__(
        self,
        vault: Path,
        *more: str,
        command: Sequence[str | Path] = (sys.executable, "-m", "vaultlint"),
        env: Mapping[str, str] = CLEAN_ENV,
    ) -> None:
        options = ["--no-cache", "--color", "never", "--output-format", "concise", *more]
        self.process = subprocess.Popen(
            [*command, "check", "--watch", *options],
            cwd=vault,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)

    def says(self, *words: str, seconds: float = 60) -> str:
        """The next answer that holds all of the words; fails if none does."""
        end, said = time.monotonic() + seconds, ""
        while not all(word in said for word in (*words, "watching")):
            assert time.monotonic() < end, said
            assert self.process.poll() is None, said
            said += self.more()
            time.sleep(0.01)
        return said

    def more(self) -> str:
        """What it has said since."""
        assert self.process.stdout is not None
        return (self.process.stdout.read() or b"").decode()

    def __enter__(self) -> Watching:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(10)


def test_every_kind_of_save_is_answered(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[B]]\n", "B.md": ""})
    with Watching(vault) as watching:
        watching.says("No findings")
        (vault / "B.md").unlink()
        watching.says("A.md:1:1", "LNK001")
        (vault / "B.md").write_text("# B\n")
        watching.says("No findings")
        (vault / "B.md").rename(vault / "C.md")
        watching.says("no note named `B`")
        (vault / ".B.md.swp").write_text("# B\n")  # an editor that writes a file of its own first
        (vault / ".B.md.swp").replace(vault / "B.md")
        watching.says("No findings in 3 notes")
        for number in range(50):
            (vault / f"Many {number}.md").write_text(f"[[Gone {number}]]\n")
        while "Found 50 errors" not in watching.says("Many"):
            pass
        (vault / "sub").mkdir()
        for number in range(50):
            (vault / f"Many {number}.md").rename(vault / "sub" / f"Many {number}.md")
        while "sub/Many 49.md" not in watching.says("sub/"):
            pass
        shutil.rmtree(vault / "sub")
        watching.says("No findings in 3 notes")


def test_what_is_not_of_the_vault_is_not_answered(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": ""})
    with Watching(vault) as watching:
        watching.says("No findings")
        make(
            vault,
            {
                ".obsidian/workspace.json": "{}",
                ".git/index": "",
                ".A.md.swp": "",
                ".trash/B.md": "",
            },
        )
        probe = vault / "4913"  # vim looks so whether it may write
        probe.touch()
        probe.unlink()
        time.sleep(0.5)
        assert watching.more() == ""
        (vault / "A.md").write_text("[[Gone]]\n")
        assert watching.says("Gone").count("watching") == 1


def test_config_and_schemas_under_edit(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[B]]\n", "B.md": ""})
    with Watching(vault) as watching:
        watching.says("No findings")
        (vault / "vaultlint.yaml").write_text("selct: LNK\n")
        watching.says("unknown key `selct`")
        (vault / "A.md").write_text("[[C]]\n")  # nothing can be said of it
        (vault / "vaultlint.yaml").write_text("extend-select: STR001\n")
        watching.says("STR001", "no note named `C`")
        (vault / "vaultlint.yaml").unlink()
        watching.says("Found 1 error in 1 of 2 notes")
        make(
            vault,
            {
                ".vaultlint/rules/all.yaml": "schema: all\nmatch: {path: ['**']}\nfields: {x: text!}\n"
            },
        )
        watching.says("SCH001")
        make(vault, {".obsidian/app.json": '{"userIgnoreFilters": ["A.md"]}'})
        watching.says("Found 1 error in 1 of 1 note")


def test_paths_are_what_is_reported(tmp_path: Path) -> None:
    vault = make(
        tmp_path / "vault",
        {".obsidian/app.json": "{}", "one/A.md": "[[B]]\n", "two/C.md": "[[D]]\n"},
    )
    with Watching(vault, "one") as watching:
        assert "two/" not in watching.says("one/A.md")
        (vault / "one" / "E.md").write_text("[[F]]\n")
        assert "two/" not in watching.says("one/A.md", "one/E.md", "2 notes")


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C is no signal")
def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[B]]\n"})
    with Watching(vault) as watching:
        watching.says("LNK001")
        watching.process.send_signal(signal.SIGINT)
        assert watching.process.wait(10) == 130
        assert watching.more().strip() == "vaultlint: interrupted"
