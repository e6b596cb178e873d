"""Notes with some of them replaced, added or gone; those below are left alone, and unread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

from vaultlint.note import Note

T = TypeVar("T")


class Overlay(Mapping[str, Note]):
    """The notes `below`, without those that are `gone`, and with those `on_top`."""

    def __init__(
        self,
        below: Mapping[str, Note],
        on_top: Mapping[str, Note],
        gone: Collection[str] = (),
    ) -> None:
        self._gone = frozenset(gone) - on_top.keys()
        self._below = below
        self._on_top = dict(on_top)
        if isinstance(below, Overlay):
            self._below = below._below
            self._gone |= below._gone - on_top.keys()
            kept = {p: n for p, n in below._on_top.items() if p not in self._gone}
            self._on_top = kept | self._on_top
        self._paths = dict.fromkeys(self._on_top) | dict.fromkeys(self._below)
        for path in self._gone & self._paths.keys():
            del self._paths[path]

    def derived(self, below: Mapping[str, T], derive: Callable[[Note], T]) -> dict[str, T]:
        """What is known of the notes below, with what is made of those on top."""
        on_top = self._on_top
        return {p: derive(on_top[p]) if p in on_top else below[p] for p in self}

    def __getitem__(self, path: str) -> Note:
        note = self._on_top.get(path)
        if note is not None:
            return note
        if path not in self._paths:
            raise KeyError(path)
        return self._below[path]

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
