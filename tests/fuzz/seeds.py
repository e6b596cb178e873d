"""What the fuzzer starts from: the notes of the table of bad inputs, and those it broke before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import tests.bad_input
from tests.bad_input.notes import Table
from tests.test_found_by_fuzzing import NOTES

MAX_SEED = 4096
"""Bytes above which a note is no seed: a fuzzer learns little from many of the same."""
MARKS = ["---\\x0a", "[[", "]]", "![[", "](", "%%", "```", "<%", "::", "#^", "\\x0d\\x0a", "\\xef\\xbb\\xbf", "\\xe2\\x80\\xa8", "- ", ": ",
         "tags:", "aliases:", "status:", "rating:", "|---|", "0:00 ", "vaultlint-disable-line LNK001", "[[Ada]]", "> [!note]", "&a ", "*a", "[^1]"]  # fmt: skip


def seeds() -> Iterator[bytes]:
    """Notes that are hard to read, the short ones of all tables."""
    yield from NOTES.values()
    for info in iter_modules(tests.bad_input.__path__):
        if not info.name.startswith("test_"):
            continue
        for table in vars(import_module(f"tests.bad_input.{info.name}")).values():
            if isinstance(table, Table):
                yield from (case.data for case in table.cases if case.seconds is None)


def write_seeds(folder: Path) -> Path:
    """Put the seeds into a folder; the file of words to put in beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in seeds():
        if len(data) <= MAX_SEED:
            (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    words = folder.with_name(f"{folder.name}.dict")
    words.write_text("".join(f'"{mark}"\n' for mark in MARKS))
    return words
