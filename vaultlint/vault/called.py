"""By what names files are asked for, right or wrong: near misses, and aliases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from vaultlint.note import Face
from vaultlint.text import fold_all
from vaultlint.vault.near import NearNames


class Called:
    """Made when first asked; shared by the vaults that a change leaves with the same names."""

    def __init__(self, files: Iterable[str], faces: Callable[[], Mapping[str, Face]]) -> None:
        self._files = files
        self._faces = faces

    @cached_property
    def _aliases(self) -> list[tuple[str, str]]:
        """Aliases with the paths of their notes, in the order of these."""
        faces = self._faces()
        return [(alias, p) for p in sorted(faces) for alias in faces[p].aliases]

    @cached_property
    def near(self) -> NearNames:
        """Near misses among the names of all files, notes without `.md`, and among aliases."""
        files = (f.rpartition("/")[2] for f in sorted(self._files))
        names = [n[:-3] if n[-3:].lower() == ".md" else n for n in files]
        return NearNames([*names, *(alias for alias, _ in self._aliases)])

    @cached_property
    def without_ending(self) -> dict[str, tuple[str, ...]]:
        """Names of files that are no notes by what stands before their endings, folded; sorted."""
        others = {f.rpartition("/")[2] for f in self._files if not f.endswith(".md")}
        names = sorted(name for name in others if name[-3:].lower() != ".md")
        found: dict[str, tuple[str, ...]] = {}
        for stem, name in zip(fold_all([n.rpartition(".")[0] for n in names]), names, strict=True):
            found[stem.strip()] = (*found.get(stem.strip(), ()), name)
        return found

    @cached_property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Paths of notes by folded alias, sorted."""
        found: dict[str, dict[str, None]] = {}
        folded = fold_all([alias for alias, _ in self._aliases])
        for alias, (_, path) in zip(folded, self._aliases, strict=True):
            found.setdefault(alias.strip(), {})[path] = None
        return {alias: tuple(paths) for alias, paths in found.items()}
