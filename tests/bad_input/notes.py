"""A bad note as a case: what is found in it, and what a fixer leaves of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.bad_input.running import make, tree, vaultlint

HOME = {"Home.md": "[[Nowhere at all]]\n"}
"""The note beside the bad ones whose finding none of them may hide."""
FAILING = ("error", "warning")
"""The severities that end a run with exit code 1."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One bad note. `finds` are the codes found in it, in order of place, and no others are. `says`
    is a part of the first message, `at` its line and column. `fixed` and `guessed` are the note
    after `--fix` and after `--unsafe-fixes`: None where a fixer keeps its bytes (for `guessed`,
    where it does what `--fix` does). `left` are the codes found after `--fix`. `seconds` of CPU
    are allowed to a note that is run alone; ten times what it may take on an idle machine."""

    row: int
    name: str
    note: bytes | Callable[[], bytes]
    finds: str = ""
    says: str = ""
    at: tuple[int, int] | None = None
    fixed: bytes | None = None
    guessed: bytes | None = None
    left: str | None = None
    folder: str = ""
    seconds: float | None = None

    @property
    def id(self) -> str:
        return f"{self.row}-{self.name.replace(' ', '-')}"

    @property
    def path(self) -> str:
        return f"{self.folder}{self.id}.md"

    @property
    def data(self) -> bytes:
        return self.note if isinstance(self.note, bytes) else self.note()


def case(row: int, name: str, note: bytes | str | Callable[[], bytes], finds: str = "", **more: Any) -> Case:  # fmt: skip
    """A case, its note as bytes or as text."""
    data = note.encode() if isinstance(note, str) else note
    return Case(row=row, name=name, note=data, finds=finds, **more)


def each(cases: Iterable[Case]) -> pytest.MarkDecorator:
    """Parametrize a test by cases; ids begin with the row."""
    chosen = list(cases)
    return pytest.mark.parametrize("case", chosen, ids=[c.id for c in chosen])


class Outcome(NamedTuple):
    """One note in a run: its diagnostics, and its bytes afterwards."""

    found: list[dict[str, Any]]
    data: bytes

    @property
    def codes(self) -> str:
        return " ".join(d["code"] for d in self.found)


@dataclass
class Table:
    """Bad notes that live in one vault, beside `files`, and are checked and fixed in few runs."""

    cases: list[Case]
    files: dict[str, str | bytes] = field(default_factory=dict)

    @cached_property
    def together(self) -> list[Case]:
        return [c for c in self.cases if c.seconds is None]

    @cached_property
    def alone(self) -> list[Case]:
        return [c for c in self.cases if c.seconds is not None]

    def vault(self, root: Path, cases: Iterable[Case]) -> Path:
        return make(root, {**HOME, **self.files, **{c.path: c.data for c in cases}})

    def run(self, root: Path, cases: list[Case], *options: str) -> dict[str, Outcome]:
        """What a run with `options` finds in each note and leaves of it, in a fresh vault. The note
        beside them is reported too, and only those that are fixed are written."""
        vault = self.vault(root, cases)
        before = tree(vault)
        ran = vaultlint("--output-format", "json", "--no-cache", *options, cwd=vault)
        assert ran.code == 1, ran.err
        found: dict[str, list[dict[str, Any]]] = {}
        for diagnostic in ran.report["diagnostics"]:
            found.setdefault(diagnostic["path"], []).append(diagnostic)
        assert [d["code"] for d in found["Home.md"]] == ["LNK001"]
        after = tree(vault)
        assert after.keys() - before.keys() <= {".vaultlint"}
        written = {path for path in before if after[path] != before[path]}
        assert written <= ({c.path for c in cases} if options else set())
        if len(cases) > 1 and options:
            assert vaultlint("--diff", "-q", "--no-cache", *options[1:], cwd=vault).out == ""
        return {c.path: Outcome(found.get(c.path, []), after[c.path][1]) for c in cases}  # type: ignore[arg-type]


class Results:
    """The runs of a table: a check, a fix, a fix with guesses."""

    def __init__(self, table: Table, folder: Path) -> None:
        self.table = table
        self.folder = folder
        self.checked, self.fixed, self.guessed = (
            table.run(folder / name, table.together, *options)
            for name, options in (
                ("checked", ()),
                ("fixed", ("--fix",)),
                ("guessed", ("--fix", "--unsafe-fixes")),
            )
        )

    def hold(self, case: Case) -> None:
        """Assert the outcome of one case."""
        same(case, self.checked[case.path])
        stays(case, self.fixed[case.path], self.guessed[case.path])

    def hold_alone(self, case: Case) -> None:
        """Assert the outcome of a case that has a vault and a time of its own."""
        start = time.process_time()
        checked = self.table.run(self.folder / f"{case.row} checked", [case])
        took = time.process_time() - start
        same(case, checked[case.path])
        fixed = self.table.run(
            self.folder / f"{case.row} guessed", [case], "--fix", "--unsafe-fixes"
        )
        stays(case, fixed[case.path], fixed[case.path])
        assert case.seconds is not None
        assert took < case.seconds

    def clean_ones_exit_zero(self) -> None:
        """Notes in which nothing is found, named on the command line, are no reason to exit 1."""
        clean = [c for c in self.table.together if not c.finds]
        vault = self.table.vault(self.folder / "clean", self.table.together)
        ran = vaultlint("--no-cache", *(c.path for c in clean), cwd=vault)
        assert (ran.code, ran.out) == (0, "")


def same(case: Case, outcome: Outcome) -> None:
    """The codes expected and no others; where the first one stands, and what it says."""
    assert outcome.codes == case.finds, outcome.found
    if case.finds:
        first = outcome.found[0]
        assert case.says in first["message"]
        assert case.at in (None, (first["start"]["line"], first["start"]["column"]))
        assert any(d["severity"] in FAILING for d in outcome.found)
    assert unchanged(outcome.data, case.data)


def stays(case: Case, fixed: Outcome, guessed: Outcome) -> None:
    """What fixers leave of the note, and find in it afterwards."""
    expected = case.data if case.fixed is None else case.fixed
    assert unchanged(fixed.data, expected), (fixed.data[:500], expected[:500])
    left = case.left if case.left is not None else ("" if case.fixed is not None else case.finds)
    assert fixed.codes == left, fixed.found
    expected = expected if case.guessed is None else case.guessed
    assert unchanged(guessed.data, expected), (guessed.data[:500], expected[:500])


def unchanged(data: bytes, expected: bytes) -> bool:
    """Whether they are the same; a difference of megabytes is not worked out."""
    return data == expected
