"""Where the links of a property lead: to notes of which type, and whether they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vaultlint.note import Note
from vaultlint.schema.inferring.evidence import HOLDS, Evidence
from vaultlint.schema.predicate import Targets, link_target, scalars
from vaultlint.schema.shape import FieldType

SURE = 3
"""Links from which on it says something that all of their notes are written."""
MEMBERS = 0.8
"""Share of all notes above which a type says nothing of a link: nearly everything is of it."""


@dataclass(frozen=True)
class Targeted:
    """What is known of the notes that links lead to. `kinds` are the names of a note's types,
    `sizes` says how many notes are of each."""

    targets: Targets
    notes: Mapping[str, Note]
    kinds: Callable[[Note], Iterable[str]]
    sizes: Mapping[str, int]

    def of(self, seen: Evidence) -> tuple[FieldType, str]:
        """The type of a property whose values are links, and a remark on where they lead."""
        found = list(self._ends(seen))
        written = [self.notes[path] for path in found if path is not None and path in self.notes]
        files = {p.rpartition(".")[2].lower() for p in found if p and p not in self.notes}
        if files and not written:
            return FieldType("file", tuple(sorted(files))), ""
        kind = self._kind(written)
        planned = None in found or len(found) < SURE
        there = f"{len(written)} of {len(found)} links written"
        shared = "" if kind else _shared(written)
        return (
            FieldType("link", (kind,) if kind else (), planned=planned),
            f"{there}, to {shared}" if shared else there,
        )

    def _ends(self, seen: Evidence) -> Iterator[str | None]:
        """The file that each link leads to."""
        for path, items in seen.items.items():
            for item in items:
                target = link_target(item.text)
                if target:
                    yield self.targets.path(target, self.notes[path])

    def _kind(self, written: list[Note]) -> str:
        """The smallest type that nearly all are of."""
        if len(written) < 2:
            return ""
        counts = Counter(kind for note in written for kind in set(self.kinds(note)))
        limit = MEMBERS * len(self.notes)
        fitting = [
            kind
            for kind, number in counts.items()
            if number >= HOLDS * len(written) and self.sizes.get(kind, 0) <= limit
        ]
        return min(fitting, key=lambda kind: (self.sizes.get(kind, 0), kind), default="")


def _shared(written: list[Note]) -> str:
    """What the notes have in common that a schema could be made of: a link, a tag, a folder."""
    if len(written) < 3:
        return ""
    traits = Counter(trait for note in written for trait in set(_traits(note)))
    best = max(traits, key=lambda t: (traits[t], t), default="")
    return f"{best} in {traits[best]}" if traits[best] >= HOLDS * len(written) else ""


def _traits(note: Note) -> Iterable[str]:
    for key in ("categories", "category", "type"):
        prop = note.properties.get(key)
        for value in scalars(prop.value) if prop else ():
            if value.text.strip():
                yield f"`{key}` {value.text.strip()}"
    yield from (f"#{tag}" for tag in note.tags)
    if note.folder:
        yield f"the folder `{note.folder}`"
