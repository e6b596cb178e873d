"""Notes that belong together: by the category they link to, by a tag, by their folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from vaultlint.note import Note
from vaultlint.schema.inferring.naming import type_name
from vaultlint.schema.predicate import link_name, link_target, scalars

FEW = 3
"""Notes below which a group is none."""


class Category(NamedTuple):
    """A note that others link to in a property to say what they are."""

    key: str
    name: str
    notes: int


def categories(notes: Iterable[Note]) -> list[Category]:
    """The categories of notes, those with most notes first. A property is one of categories where
    its links lead to few notes, many to each."""
    links = _links(notes)
    found: list[Category] = []
    for key, names in links.items():
        counts = Counter({shown: len(paths) for shown, paths in names.items()})
        if _says_what(key, counts):
            found += (Category(key, name, n) for name, n in counts.items())
    return sorted(found, key=lambda c: (-c.notes, c.key, c.name))


def by_category(notes: Iterable[Note], name: str) -> Category | None:
    """The property in which most notes link to the note `name`."""
    wanted = link_name(name)
    found = [
        Category(key, shown, len(paths))
        for key, names in _links(notes).items()
        for shown, paths in names.items()
        if link_name(shown) == wanted
    ]
    return max(found, key=lambda c: (c.notes, c.key in _USUAL, c.key), default=None)


def wishes_by(kind: str, notes: Sequence[Note], least: int = 1) -> dict[str, dict[str, Any]]:
    """The `match` of every category, tag or folder that has `least` notes, by the name of the
    type."""
    found: dict[str, dict[str, Any]] = {}
    if kind == "category":
        for one in categories(notes):
            if one.notes >= least:
                found.setdefault(type_name(one.name), {"field": {one.key: f"[[{one.name}]]"}})
    elif kind == "tag":
        for tag, number in Counter(tag for n in notes for tag in n.tags).most_common():
            if number >= max(least, FEW):
                found.setdefault(type_name(tag), {"tag": tag})
    else:
        for folder, number in Counter(n.folder for n in notes).most_common():
            if folder and number >= max(least, FEW):
                found.setdefault(type_name(folder.rpartition("/")[2]), {"folder": folder})
    return found


_USUAL = ("categories", "category")


def _links(notes: Iterable[Note]) -> dict[str, dict[str, set[str]]]:
    """By property and by the name of the note that it links to: the notes that do."""
    found: dict[str, dict[str, set[str]]] = {}
    shown: dict[str, str] = {}
    for note in notes:
        for prop in note.properties.values():
            for value in scalars(prop.value):
                target = link_target(value.text) if value.kind == "text" else None
                if target:
                    name = shown.setdefault(link_name(target), target.rpartition("/")[2])
                    found.setdefault(prop.key, {}).setdefault(name, set()).add(note.path)
    return found


def _says_what(key: str, counts: Counter[str]) -> bool:
    """Whether the links of a property say what its notes are."""
    if key in _USUAL:
        return True
    links = sum(counts.values())
    return key in ("type", "types", "kind", "class") and links >= FEW * len(counts)
