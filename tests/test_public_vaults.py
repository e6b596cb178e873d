"""Fixes of the notes of public vaults, where they are beside the project: every rule, every promise.

`pytest tests/test_public_vaults.py --public-notes 0` fixes all of their notes.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest

from tests.harness import TODAY
from tests.promises import RULES, keeps_line_ends, still_loads
from vaultlint.engine import check
from vaultlint.engine.fix import Fixed, fix
from vaultlint.note import Note
from vaultlint.schema.load import load_schemas
from vaultlint.text import BOM
from vaultlint.vault import Vault

VAULTS = Path(__file__).parents[2] / "shared" / "vaults"
NAMES = sorted(p.name for p in VAULTS.iterdir() if p.is_dir()) if VAULTS.is_dir() else []
SEED = 7
_WORD = re.compile(rb"[\w\x80-\xff]{4,}")
pytestmark = pytest.mark.skipif(not NAMES, reason="the public vaults are not here")


@cache
def read(name: str) -> Vault:
    """A public vault, with the schemas that are shipped for such ones."""
    root = VAULTS / name
    files = [p for p in root.rglob("*") if p.is_file() and ".git" not in p.parts]
    texts = {
        p.relative_to(root).as_posix(): p.read_bytes() if p.suffix == ".md" else b"" for p in files
    }
    presets = ("kepano", "daily") if name.startswith("kepano") else ("daily",)
    return Vault.of(texts, schemas=load_schemas({}, presets))


@cache
def sample(name: str, most: int) -> tuple[str, ...]:
    """The notes to fix: some of all, the same ones every time; all for 0."""
    vault = read(name)
    paths = sorted(p for p in vault.notes if p.endswith(".md"))
    if most and len(paths) > most:
        paths = sorted(random.Random(SEED).sample(paths, most))
    return tuple(paths)


@pytest.fixture
def most(request: pytest.FixtureRequest) -> int:
    wanted = int(request.config.getoption("--public-notes"))
    return wanted // len(NAMES) if wanted else 0


def fixed_notes(vault: Vault, paths: tuple[str, ...], *, unsafe: bool) -> Fixed:
    fixed = fix(vault, lambda _: RULES, TODAY, paths, unsafe=unsafe)
    assert fixed.report.crashes == ()
    return fixed


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("name", NAMES)
def test_every_promise_holds(name: str, unsafe: bool, most: int) -> None:
    vault, paths = read(name), sample(name, most)
    fixed = fixed_notes(vault, paths, unsafe=unsafe)
    assert fixed.changed.keys() <= set(paths)
    for before, after in fixed.changed.values():
        after.decode()
        assert after
        keeps_line_ends(before, after)
        still_loads(before, after)
    if name != "kepano-obsidian":
        assert fixed.changed
    again = fixed_notes(fixed.report.vault, paths, unsafe=unsafe)
    assert again.changed == {}
    assert again.report.diagnostics == fixed.report.diagnostics


@pytest.mark.parametrize("name", NAMES)
def test_what_goes_stood_where_something_was_found(name: str, most: int) -> None:
    vault, paths = read(name), sample(name, most)
    fixed = fixed_notes(vault, paths, unsafe=False)
    found = check(vault, lambda _: RULES, TODAY, fixed.changed).diagnostics
    for path, (before, after) in fixed.changed.items():
        note = vault.notes[path]
        lines = {
            line
            for d in found
            if d.path == path and d.finding.fixes
            for edit in d.finding.fixes[0].edits
            for line in range(
                note.lines.line_of(edit.span.start), note.lines.line_of(edit.span.end) + 1
            )
        }
        kept = set(_WORD.findall(after))
        for number, line in enumerate(before.split(b"\n"), 1):
            assert number in lines or set(_WORD.findall(line)) <= kept, (path, number, line)


@pytest.mark.parametrize("name", NAMES)
def test_twins_are_fixed_alike(name: str, most: int) -> None:
    vault = read(name)
    paths = tuple(p for p in sample(name, most) if b"\r" not in vault.notes[p].data)
    fixed = fixed_notes(vault, paths, unsafe=True)
    for mark, ends in ((b"", b"\r\n"), (BOM, b"\n"), (BOM, b"\r\n")):

        def twin(data: bytes, mark: bytes = mark, ends: bytes = ends) -> bytes:
            return mark + data.removeprefix(BOM).replace(b"\n", ends)

        twins = [Note.parse(p, twin(vault.notes[p].data)) for p in paths]
        other = fixed_notes(vault.with_notes(twins), paths, unsafe=True)
        assert {p: after for p, (_, after) in other.changed.items()} == {
            p: twin(after) for p, (_, after) in fixed.changed.items()
        }
