"""Who links to what, known from the last run: a hook need not look at every note for it."""

from __future__ import annotations

from vaultlint.cli.remember import fresh
from vaultlint.disk.basis import Basis, Record, basis_of
from vaultlint.disk.cache import Cache
from vaultlint.disk.codec import Index
from vaultlint.disk.listing import settled
from vaultlint.disk.vault import Loaded
from vaultlint.engine.change import Asking, asking_in
from vaultlint.engine.check import checked_paths
from vaultlint.vault.ties import linked

MANY = 100
"""Notes that are not as they were, from which on it pays to write the names down anew."""


class Askers:
    """Which notes of a vault ask for some names (`vault.ties`)."""

    def __init__(self, cache: Cache, loaded: Loaded, newest: tuple[str, Basis] | None) -> None:
        self._cache = cache
        self._loaded = loaded
        self._key, self._basis = newest or ("", basis_of(Index([], [], []), None))
        seen, instead = loaded.seen, loaded.shelf.instead
        same = {path for path, its in self._basis.listing.items() if seen.get(path) == its}
        self._same = same.intersection(self._basis.paths) - instead.keys()
        checked = set(loaded.vault.notes).difference(loaded.vault.unchecked)
        self._others = sorted(checked - self._same)

    @property
    def asking(self) -> Asking:
        """As the last run knows of the notes that are as they were, and as the others say."""
        paths = self._basis.paths
        of_others = asking_in(self._loaded.vault, self._others)

        def asking(names: set[str]) -> set[str]:
            known = self._cache.asking(self._key, names)
            found = {paths[at] for places in known.values() for at in places}
            return (found & self._same & self._loaded.vault.notes.keys()) | set(of_others(names))

        return asking

    def keep(self, *, names: bool) -> None:
        """Keep for the next time what was parsed and, if wanted, who asks for which names."""
        loaded, record = self._loaded, None
        if names and len(self._others) > MANY:
            vault, instead = loaded.vault, loaded.shelf.instead
            paths = [p for p in checked_paths(vault, None) if p not in instead]
            asks: dict[str, list[int]] = {}
            for at, path in enumerate(paths):
                for name in linked(vault.notes[path]):
                    asks.setdefault(name, []).append(at)
            index = Index([*settled(loaded.seen.values())], paths, [])
            record = Record("names", None, index, asks)
        self._cache.keep(fresh(loaded), record=record)
