"""A run with a cache says what a run without one says, whatever happened in between."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from pathlib import Path

from tests.test_cli import make, vaultlint
from vaultlint.disk.cache import Cache, content_digest
from vaultlint.disk.walk import walk

OLD = time.time_ns() - 3_600_000_000_000


def age(root: Path, step: int) -> None:
    """Files that are not of this second, each state of the vault with an mtime of its own."""
    for file in root.rglob("*"):
        if file.is_file():
            os.utime(file, ns=(OLD + step, OLD + step) if file.stat().st_mtime_ns > OLD + 10**10 else
                     (file.stat().st_mtime_ns,) * 2)  # fmt: skip


def both(vault: Path, cache: Path, *more: str) -> tuple[str, str]:
    cached = vaultlint("--output-format", "json", "--cache-dir", str(cache), *more, cwd=vault)
    cold = vaultlint("--output-format", "json", "--no-cache", *more, cwd=vault)
    assert cached.returncode == cold.returncode
    return cached.stdout, cold.stdout


def test_cached_is_cold_over_random_edits(tmp_path: Path) -> None:
    rng = random.Random(5)
    names = [f"Note {n}" for n in range(30)]
    vault = make(
        tmp_path / "vault",
        {".obsidian/app.json": "{}"}
        | {f"{n}.md": f"# H\n[[{rng.choice(names)}]] [[{rng.choice(names)}#H]]\n" for n in names},
    )
    cache = tmp_path / "cache"
    for step in range(12):
        age(vault, step * 1_000_000)
        cached, cold = both(vault, cache)
        assert cached == cold, step
        again, _ = both(vault, cache)
        assert again == cold, step
        name = rng.choice(names)
        file = vault / f"{name}.md"
        match step % 6:
            case 0:
                file.write_text(f"[[Note 999]] [[{rng.choice(names)}#Gone]]\n")
            case 1:
                file.unlink(missing_ok=True)
            case 2:
                file.write_text("---\naliases: [Note 999]\n---\n# H\n")
            case 3:
                make(vault, {"vaultlint.yaml": "ignore: [LNK002]\n"})
            case 4:
                schema = "schema: s\nmatch: {path: ['**']}\nfields: {aliases: text[]!}\n"
                make(vault, {".vaultlint/rules/s.yaml": schema})
            case 5:
                (vault / "vaultlint.yaml").unlink()


SCHEMA = """
schema: person
match: {tag: person}
fields: {id: text!, knows: link(person?)[]}
unique: [id]
"""
ALL = ("--select", "LNK,BLK,CHP,DAT,FIL,SCH,STR,TAG,YML,CNV,BAS,SUP")


def a_note(rng: random.Random, names: list[str]) -> str:
    """A note of which every part may be of concern to some other note."""
    name = rng.choice(names)
    parts = [
        f"aliases: [{rng.choice(['Nick', 'Nicky', 'Nobody'])}]\n",
        f"tags: [{rng.choice(['person', 'Person', 'people', 'per-son'])}]\n",
        f"id: {rng.randrange(6)}\n",
        f'knows: ["[[{name}]]"]\n',
        f"{rng.choice(['rating', 'ratng', 'status'])}: 3\n",
    ]
    body = [
        f"[[{rng.choice(names)}#{rng.choice('HI')}]]\n",
        f"[[{rng.choice(['Nick', 'Nicky', 'Nickk', 'Gone', name.lower(), 'a/' + name])}]]\n",
        "# H\n",
        "# I\n",
        "text ^block\n\n",
        f"![[{name}#^block]]\n",
        "![[picture.png]]\n",
        "[[Nowhere]] %% vaultlint-disable-line LNK001: planned %%\n",
        f"#{rng.choice(['topic', 'Topic', 'topics'])}\n",
    ]
    properties = "".join(p for p in parts if rng.random() < 0.5)
    return f"---\n{properties}---\n" + "".join(p for p in body if rng.random() < 0.5)


def test_what_a_change_touches_is_judged_again_and_only_that(tmp_path: Path) -> None:
    rng = random.Random(11)
    names = [f"Note {n}" for n in range(24)] + ["Äpfel", "杨植麟"]
    base = (
        "filters: {and: ['file.inFolder(\"a\")']}\nviews: [{type: table, order: [note.rating]}]\n"
    )
    canvas = '{"nodes": [{"id": "1", "type": "file", "file": "Note 1.md", "subpath": "#H", '
    canvas += '"x": 0, "y": 0, "width": 1, "height": 1}], "edges": []}'
    vault = make(
        tmp_path / "vault",
        {
            ".obsidian/app.json": "{}",
            ".obsidian/types.json": '{"types": {"rating": "text"}}',
            ".vaultlint/rules/person.yaml": SCHEMA,
            "all.base": base,
            "board.canvas": canvas,
        }
        | {f"{n}.md": a_note(rng, names) for n in names},
    )
    cache = tmp_path / "cache"
    for step in range(60):
        age(vault, step * 1_000_000)
        cached, cold = both(vault, cache, *ALL)
        assert cached == cold, step
        file = vault / f"{rng.choice(names)}.md"
        match rng.randrange(6):
            case 0 | 1 | 2:
                file.write_text(a_note(rng, names))
            case 3:
                file.unlink(missing_ok=True)
            case 4:
                if file.exists():
                    file.rename(vault / f"{rng.choice(names)}.md")
            case _:
                other = vault / rng.choice(["a/Note 1.md", "picture.png", "A.md", "nick.md"])
                if other.exists():
                    other.unlink()
                else:
                    other.parent.mkdir(exist_ok=True)
                    other.write_text(a_note(rng, names))


def test_a_broken_or_forged_cache_is_built_again(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[Nothing here]]\n"})
    cache = tmp_path / "cache"
    age(vault, 0)
    good, _ = both(vault, cache)
    (file,) = cache.glob("*.sqlite")
    db = sqlite3.connect(file)
    db.execute("UPDATE note SET facts = x'00'")
    db.execute("UPDATE run SET outcome = x'93'")
    db.commit()
    db.close()
    assert both(vault, cache)[0] == good
    for other in cache.iterdir():
        other.unlink()
    file.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    assert both(vault, cache)[0] == good


def test_after_a_checkout_the_content_decides(tmp_path: Path) -> None:
    texts: dict[str, str | bytes] = {"A.md": "[[Nothing one]]\n", "书.md": "[[A]]\n"}
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}"} | texts)
    age(vault, 0)
    both(vault, tmp_path / "cache")
    # every file is written anew, one of them with other bytes of the same size
    make(vault, texts | {"A.md": "[[Nothing two]]\n"})
    age(vault, 1_000_000)
    with Cache(tmp_path / "cache", vault) as cache:
        seen = {s.path: s for s in walk(vault)}
        kept = {path: content for path, content, _ in cache.of_same_size(seen)}
    assert kept == {p: content_digest(str(t).encode()) for p, t in texts.items()}
    for _ in range(2):
        cached, cold = both(vault, tmp_path / "cache")
        assert cached == cold


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[Nothing here]]\n"})
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    cached, cold = both(vault, blocked / "cache")
    assert cached == cold


def test_clean_drops_it(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": ""})
    cache = tmp_path / "cache"
    both(vault, cache)
    assert list(cache.glob("*.sqlite"))
    assert vaultlint("clean", "--cache-dir", str(cache), cwd=vault).returncode == 0
    assert not list(cache.glob("*")) or not cache.exists()


def test_several_processes_say_what_one_says(tmp_path: Path) -> None:
    notes: dict[str, str | bytes] = {
        f"Note {n}.md": f"[[Note {n + 1}]] [[Gone {n}]]\n" for n in range(1200)
    }
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "bad.md": b"\xff", **notes})
    one = vaultlint("--output-format", "json", "--no-cache", "--jobs", "1", cwd=vault)
    two = vaultlint("--output-format", "json", "--no-cache", "--jobs", "3", cwd=vault)
    assert one.stdout == two.stdout
    assert len(one.stdout) > 100_000
