"""The files that say how a vault is looked at, as they were before a change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from vaultlint.disk.inputs import says_how
from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.parse.readable import MAX_NOTE

_ASIDE = frozenset((".git", ".trash", "node_modules"))


@contextmanager
def settings_before(root: Path, old: Mapping[str, bytes], came: Iterable[str]) -> Iterator[Path]:
    """A folder that holds them as they were: those on disk, with the `old` bytes of those that
    the change replaced, and without those that `came` with it."""
    with TemporaryDirectory(prefix="vaultlint-") as name:
        folder = Path(name)
        aside = set(came)
        contents = {p: data for p, data in _on_disk(root) if p not in aside} | dict(old)
        for path, data in contents.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield folder


def _on_disk(root: Path) -> Iterator[tuple[str, bytes]]:
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in _ASIDE]
        for name in names:
            file = Path(folder) / name
            path = file.relative_to(root).as_posix()
            if says_how(path):
                try:
                    yield path, read_bytes(file, MAX_NOTE)
                except UnreadableError:
                    continue
