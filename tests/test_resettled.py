"""A change of config, schemas or settings is to blame for what it finds in notes it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gitvault import commit, git, repository, write
from tests.test_cli import vaultlint

SCHEMA = "schema: book\nmatch: {field: {kind: book}}\nfields: {rating: number}\n"
STRICTER = SCHEMA.replace("rating: number", "rating: number, title: text!")
VAULT = {
    "A.md": "---\nkind: book\nrating: 5\n---\n[[Gone]]\n",
    "B.md": "---\nkind: book\nrating: good\n---\n[[A]]\n",
    "Plain.md": "[[A]] [[B]] [[Gone too]]\n",
    "vaultlint.yaml": "fail-on: warning\n",
    ".vaultlint/rules/book.yaml": SCHEMA,
    "compose.yaml": "services: {}\n",
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return repository(tmp_path, VAULT)


def found(vault: Path, *options: str) -> list[str]:
    """Path and code of what is found."""
    done = vaultlint(*options, "--output-format", "concise", cwd=vault)
    assert done.returncode in (0, 1), done.stderr
    rows = (line.split(": ")[:2] for line in done.stdout.splitlines())
    return [f"{place.partition(':')[0]} {message.split()[0]}" for place, message in rows]


BOTH = ["A.md SCH001", "B.md SCH001"]
ALL = "schema: all\nmatch: {has: kind}\nfields: {title: text!}\n"


@pytest.mark.parametrize("options", [["--staged"], ["--hook"], ["--changed-since", "HEAD"]])
def test_a_stricter_schema_is_seen_in_notes_that_stay(vault: Path, options: list[str]) -> None:
    write(vault, {".vaultlint/rules/book.yaml": STRICTER})
    git(vault, "add", "-A")
    assert found(vault, *options) == BOTH


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"vaultlint.yaml": "fail-on: warning # as ever\n"}, []),
        ({"compose.yaml": "services: {a: {}}\n"}, []),
        ({".vaultlint/rules/book.yaml": f"{SCHEMA}# a remark\n"}, []),
        ({"vaultlint.yaml": "extend-select: [STR001]\n"}, ["Plain.md STR001"]),
        ({"vaultlint.yaml": "ignore: [LNK001]\n"}, []),
        ({"vaultlint.yaml": "rules: [types]\n", "types/book.yaml": STRICTER}, BOTH),
        ({".vaultlint/rules/all.yaml": ALL}, BOTH),
        ({".obsidian/types.json": '{"types": {"kind": "number"}}'}, ["A.md SCH011", "B.md SCH011"]),
        ({"Plain.md": "[[A]]\n", "vaultlint.yaml": "ignore: [LNK001]\n"}, []),
    ],
)
def test_only_what_the_change_makes_is_told(
    vault: Path, files: dict[str, str], told: list[str]
) -> None:
    write(vault, files)
    assert found(vault, "--changed-since", "HEAD") == told


def test_settings_that_went_or_could_not_be_read(vault: Path) -> None:
    write(vault, {"vaultlint.yaml": "exclude: ['A.md', 'B.md']\n"})
    commit(vault, "two notes left out")
    (vault / "vaultlint.yaml").unlink()
    assert found(vault, "--changed-since", "HEAD") == ["A.md LNK001", "B.md SCH003"]
    write(vault, {"vaultlint.yaml": "exlude: [A.md]\n"})
    commit(vault, "a slip")
    write(vault, {"vaultlint.yaml": "exclude: [A.md]\n"})
    assert found(vault, "--changed-since", "HEAD") == ["B.md SCH003"]


def test_a_schema_that_moves_changes_nothing(vault: Path) -> None:
    git(vault, "mv", ".vaultlint/rules/book.yaml", ".vaultlint/rules/books.yaml")
    assert found(vault, "--staged") == []


def test_the_first_commit_of_schemas_under_a_baseline_is_green(tmp_path: Path) -> None:
    notes = {path: text for path, text in VAULT.items() if path.endswith(".md")}
    vault = repository(tmp_path, notes)
    write(vault, {path: VAULT[path] for path in VAULT.keys() - notes.keys()})
    assert found(vault, "--changed-since", "HEAD") == ["B.md SCH003"]
    assert vaultlint("baseline", "write", cwd=vault).returncode == 0
    assert found(vault, "--changed-since", "HEAD") == []
