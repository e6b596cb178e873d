"""A cache that is damaged, forged or another's gives the findings that none would give."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.bad_input.running import Ran, make, vaultlint
from tests.test_cli import CLEAN_ENV

NOTES: dict[str, str | bytes] = {
    "A.md": "---\nborn: 2026-13-45\n---\n[[Nowhere at all]] [[B#No such]] #tag\n\n# A\n",
    "B.md": "# Such\n\n[[A]] ![[No such picture.png]] [[Cee]]\n",
    "Cé.md": "[[C]] [[b]] text ^id\n\ntext ^id\n",
    ".vaultlint/rules/s.yaml": "schema: x\nmatch: {has: born}\nfields: {kind: {type: text, required: true, default: a}}\n",
}  # fmt: skip


def check(vault: Path, cache: Path, *more: str) -> Ran:
    return vaultlint("--output-format", "json", "--cache-dir", str(cache), *more, cwd=vault)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return make(tmp_path / "vault", NOTES)


@pytest.fixture
def cold(vault: Path) -> Ran:
    found = vaultlint("--output-format", "json", "--no-cache", cwd=vault)
    assert len(found.report["diagnostics"]) >= 5
    return found


def filled(vault: Path, cache: Path) -> Path:
    """The cache's file after a run, with everything in it."""
    check(vault, cache)
    (file,) = cache.glob("*.sqlite")
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode=DELETE")
    db.close()
    return file


def lookups(vault: Path) -> None:
    """Make the next run ask for facts, not only for what was said."""
    (vault / "D.md").write_text("[[A]]\n")
    os.utime(vault / "D.md", (1_700_000_000, 1_700_000_000))


def test_any_byte_changed_or_cut_away(tmp_path: Path, vault: Path) -> None:
    file = filled(vault, tmp_path / "cache")
    whole = file.read_bytes()
    lookups(vault)
    cold = vaultlint("--output-format", "json", "--no-cache", cwd=vault)
    chosen = random.Random(7)
    for at in sorted(chosen.sample(range(len(whole)), 120)):
        changed = bytearray(whole)
        changed[at] ^= 1 << chosen.randrange(8)
        file.write_bytes(changed if at % 5 else whole[:at])
        assert check(vault, tmp_path / "cache") == cold, at
        assert check(vault, tmp_path / "cache") == cold, at


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE note SET facts = (SELECT facts FROM note WHERE path = 'B.md')",
        "UPDATE note SET facts = substr(facts, 1, 8) || x'93'",
        "UPDATE note SET facts = x''",
        "UPDATE note SET facts = 'text', content = 7, size = 'x'",
        "UPDATE face SET faces = (SELECT faces FROM face LIMIT 1)",
        "UPDATE run SET outcome = basis, basis = outcome",
        "UPDATE run SET outcome = NULL, key = 'x'",
        "UPDATE run SET outcome = zeroblob(50000)",
        "UPDATE asks SET asks = x'00'",
        "UPDATE meta SET tool = 'another'",
        "DROP TABLE note",
        "DROP TABLE run; CREATE TABLE run (key TEXT)",
        "DROP TABLE note; CREATE VIEW note AS SELECT 1 AS path",
        "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM note; END",
    ],
)
def test_a_forged_record(tmp_path: Path, vault: Path, forged: str) -> None:
    file = filled(vault, tmp_path / "cache")
    lookups(vault)
    cold = vaultlint("--output-format", "json", "--no-cache", cwd=vault)
    db = sqlite3.connect(file)
    db.executescript(forged)
    db.commit()
    db.close()
    for _ in range(3):
        assert check(vault, tmp_path / "cache") == cold


def test_the_cache_of_another_vault(tmp_path: Path, vault: Path) -> None:
    file = filled(vault, tmp_path / "cache")
    other = make(tmp_path / "other", {"A.md": "# A\n", "B.md": "[[A]]\n", "Cé.md": "x\n"})
    place = filled(other, tmp_path / "cache2")
    cold = vaultlint("--output-format", "json", "--no-cache", cwd=other)
    shutil.copy(file, place)
    assert check(other, tmp_path / "cache2") == cold


def test_wrong_facts_mend_nothing_wrong(tmp_path: Path, vault: Path) -> None:
    twin = make(tmp_path / "twin", NOTES)
    vaultlint("--fix", "--unsafe-fixes", "--no-cache", cwd=twin)
    file = filled(vault, tmp_path / "cache")
    db = sqlite3.connect(file)
    db.execute("UPDATE note SET facts = (SELECT facts FROM note WHERE path = 'B.md')")
    db.commit()
    db.close()
    check(vault, tmp_path / "cache", "--fix", "--unsafe-fixes")
    for name in NOTES:
        assert (vault / name).read_bytes() == (twin / name).read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")
@pytest.mark.parametrize("kind", ["file", "link", "dangling", "read-only", "folder-inside", "open"])
def test_a_cache_folder_that_is_none(tmp_path: Path, vault: Path, cold: Ran, kind: str) -> None:
    cache = tmp_path / "cache"
    if kind == "file":
        cache.write_text("x")
    elif kind == "link":
        (tmp_path / "elsewhere").mkdir()
        cache.symlink_to(tmp_path / "elsewhere")
    elif kind == "dangling":
        cache.symlink_to(tmp_path / "nowhere")
    else:
        file = filled(vault, cache)
        if kind == "folder-inside":
            file.unlink()
            file.mkdir()
        else:
            cache.chmod(0o500 if kind == "read-only" else 0o777)
    for _ in range(2):
        assert check(vault, cache) == cold


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_what_others_may_write_or_the_repository_brought_is_not_believed(
    tmp_path: Path, vault: Path
) -> None:
    file = filled(vault, tmp_path / "cache")
    assert file.stat().st_mode & 0o777 == 0o600
    cache = vault / ".cache"
    shutil.copytree(tmp_path / "cache", cache)
    subprocess.run(["git", "init", "-q"], cwd=vault, env=CLEAN_ENV, check=True)
    subprocess.run(["git", "add", "-f", ".cache"], cwd=vault, env=CLEAN_ENV, check=True)
    before = {f.name: f.read_bytes() for f in cache.iterdir()}
    check(vault, cache)
    assert {f.name: f.read_bytes() for f in cache.iterdir()} == before
