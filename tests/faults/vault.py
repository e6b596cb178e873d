"""A vault in which every note has something to be fixed, and what becomes of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.test_cli import CLEAN_ENV

SCHEMA = "schema: book\nmatch: {has: rating}\nfields: {rating: number}\n"
SHORT = 300


def before(number: int, size: int = SHORT) -> bytes:
    """A note, whose rating is a text."""
    head = f'---\nrating: "{number}"\n---\n\nText of note {number}: '
    return f"{head}{'lorem ' * (size // 6)}\n".encode()


def after(number: int, size: int = SHORT) -> bytes:
    """The note as it should be."""
    return before(number, size).replace(f'"{number}"'.encode(), str(number).encode(), 1)


def make_vault(root: Path, notes: int, size: Callable[[int], int] = lambda _: SHORT) -> Path:
    """Notes `0.md` and on, with the schema that finds fault with them."""
    (root / ".vaultlint" / "rules").mkdir(parents=True)
    (root / ".vaultlint" / "rules" / "book.yaml").write_text(SCHEMA)
    (root / "vaultlint.yaml").write_text("select: SCH\n")
    for number in range(notes):
        (root / f"{number}.md").write_bytes(before(number, size(number)))
    return root


def states(root: Path, notes: int, size: Callable[[int], int] = lambda _: SHORT) -> list[str]:
    """What each note is: `before`, `after`, or the name of one that is torn or gone."""
    found = []
    for number in range(notes):
        file = root / f"{number}.md"
        held = file.read_bytes() if file.exists() else b""
        known = {before(number, size(number)): "before", after(number, size(number)): "after"}
        found.append(known.get(held, file.name))
    return found


def start(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A fixer at work."""
    return subprocess.Popen(
        [sys.executable, "-m", "vaultlint", "--fix", "-q", *arguments, str(root)],
        env=CLEAN_ENV,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def temps(root: Path) -> list[Path]:
    """Temporary files that were left."""
    return list(root.rglob(".vaultlint-*"))
