"""A vault in numbers, today and over real history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.gitvault import commit, git, repository, write
from tests.test_cli import make, vaultlint
from vaultlint.engine.numbers import Numbers
from vaultlint.report import trend

FILES = {
    ".obsidian/app.json": "{}",
    "vaultlint.yaml": "exclude: ['Old/**']\n",
    "Hub.md": "[[A]] [[Sub/B]] [[Nowhere]] ![[no.png]] [[A#No heading]] [web](https://example.org)\n",
    "A.md": '---\nup: "[[Hub]]"\n---\nText[^1]\n',
    "Sub/B.md": "alone in what it links to\n",
    "Old/C.md": "[[Nothing]]\n",
}


def test_the_numbers_of_a_vault(tmp_path: Path) -> None:
    vault = make(tmp_path, FILES)
    (row,) = json.loads(vaultlint("stats", "--output-format", "json", cwd=vault).stdout)
    row.pop("when")
    assert row == {
        "notes": 3,
        "links": 6,
        "unresolved": 2,
        "orphans": 0,
        "findings": {"LNK001": 1, "LNK002": 1, "LNK004": 1, "STR008": 1},
    }
    text = vaultlint("stats", cwd=vault).stdout
    assert "        3  notes\n" in text
    assert "        1    STR008 undefined-footnote\n" in text
    again = vaultlint("stats", cwd=vault).stdout  # from memory
    assert again == text
    (vault / "Lonely.md").write_text("no links\n")
    assert "        1  orphans\n" in vaultlint("stats", cwd=vault).stdout


@pytest.fixture
def history(tmp_path: Path) -> tuple[Path, list[str]]:
    root = repository(tmp_path / "vault", FILES)
    revisions = [git(root, "rev-parse", "HEAD").strip()]
    write(root, {"D.md": "[[Missing]] [[A]]\n", "Nowhere.md": "# Now somewhere\n"})
    revisions.append(commit(root, "two notes more"))
    git(root, "mv", "A.md", "Sub/A renamed.md")
    revisions.append(commit(root, "a rename breaks links"))
    git(root, "rm", "-q", "D.md")
    write(root, {"no.png": "x", "Sub/A.md": "## No heading\n", "Old/E.md": "[[Nothing]]\n"})
    revisions.append(commit(root, "mended"))
    return root, revisions


def test_every_sample_is_what_a_checkout_of_it_gives(
    history: tuple[Path, list[str]], tmp_path: Path
) -> None:
    root, revisions = history
    rows = json.loads(
        vaultlint("stats", "--history", "9", "--output-format", "json", cwd=root).stdout
    )
    assert len(rows) == len(revisions)
    for at, revision in enumerate(revisions):
        git(root, "worktree", "add", "-q", str(tmp_path / revision), revision)
        out = vaultlint("stats", "--output-format", "json", cwd=tmp_path / revision).stdout
        (alone,) = json.loads(out)
        assert rows[at] | {"when": ""} == alone | {"when": ""}
    assert [row["unresolved"] for row in rows] == [2, 2, 5, 0]
    assert [row["notes"] for row in rows] == [3, 5, 5, 5]


def test_samples_hold_the_first_and_the_last_commit(history: tuple[Path, list[str]]) -> None:
    root, _ = history
    rows = json.loads(
        vaultlint("stats", "--history", "2", "--output-format", "json", cwd=root).stdout
    )
    assert [row["unresolved"] for row in rows] == [2, 0]


def test_history_of_a_vault_in_a_folder(tmp_path: Path) -> None:
    root = repository(tmp_path / "repo", {f"notes/{p}": text for p, text in FILES.items()})
    write(root, {"README.md": "[[not of the vault]]\n"})
    commit(root, "elsewhere")
    out = vaultlint(
        "stats", "--vault", "notes", "--history", "5", "--output-format", "json", cwd=root
    )
    assert [row["notes"] for row in json.loads(out.stdout)] == [3]


def test_bars_in_a_terminal(history: tuple[Path, list[str]]) -> None:
    root, _ = history
    head, *lines = vaultlint("stats", "--history", "9", cwd=root).stdout.splitlines()
    assert head.split() == ["notes", "links", "unresolved", "orphans", "findings"]
    assert len(lines) == 4
    most = max(lines, key=lambda line: line.count("█"))
    assert most.count("█") == 32
    assert lines.index(most) == 2


def test_a_picture_of_the_history(history: tuple[Path, list[str]]) -> None:
    root, _ = history
    text = vaultlint("stats", "--history", "9", "--output-format", "svg", cwd=root).stdout
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    drawn = ElementTree.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert len(drawn.findall(f"{space}polyline")) == 3
    assert len(drawn.findall(f"{space}circle")) == 12
    names = [t.text for t in drawn.findall(f"{space}text") if t.get("class") == "name"]
    assert names == ["findings: 1", "unresolved links: 0", "notes: 5"]


ROW = Numbers("2026-01-01", 1, 1, 1, 1, {"LNK001": 7})


@pytest.mark.parametrize(
    "rows", [[], [ROW], [ROW, ROW], [ROW._replace(findings={}, notes=0, unresolved=0)] * 3]
)
def test_pictures_of_little(rows: list[Any]) -> None:
    drawn = ElementTree.fromstring(trend.svg(rows, "<名> & \x1b[31m"))
    for element in drawn.iter():
        for name in ("x", "y", "cx", "cy"):
            value = float(element.get(name, "0"))
            assert 0 <= value <= 760
    assert trend.bars(rows)


def test_days_stand_where_they_are_in_time() -> None:
    days = ["2020-01-01", "2020-01-02", "2020-12-31"]
    first, second, third = trend._places(days)
    assert third - second > 100 * (second - first)


@pytest.mark.parametrize(
    ("number", "top"), [(0, 1), (1, 1), (7, 8), (9, 10), (13, 20), (5001, 6000)]
)
def test_axes_end_at_round_numbers(number: int, top: int) -> None:
    assert trend._round_up(number) == top


def test_no_git_is_said(tmp_path: Path) -> None:
    vault = make(tmp_path, FILES)
    done = vaultlint("stats", "--history", "5", cwd=vault)
    assert done.returncode == 2
    assert "is in no git repository, which --history reads" in done.stderr
    git(vault, "init", "-q")
    done = vaultlint("stats", "--history", "5", cwd=vault)
    assert done.returncode == 2
    assert (
        "git knows no commit of this vault" in done.stderr
        or "does not have any commits" in done.stderr
    )
