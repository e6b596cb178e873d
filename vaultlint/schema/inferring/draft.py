"""A schema as it is inferred: what is proposed, on what it rests, and how it gives way where the
notes do not keep to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vaultlint.note import Note
from vaultlint.schema.importing.draft import Property
from vaultlint.schema.inferring.evidence import HOLDS, Evidence, gather
from vaultlint.schema.inferring.orders import date_order, property_order
from vaultlint.schema.inferring.targets import Targeted
from vaultlint.schema.inferring.types import propose
from vaultlint.schema.predicate import plain_heading
from vaultlint.schema.shape import ANY, FieldType
from vaultlint.text import counted

REQUIRED = 0.95
"""Share of notes that must have a property filled before it is called required."""
FEW = 3
"""Notes below which nothing is called required, and nothing rare."""
_ADDRESSES = ("url", "isbn", "isbn13", "doi", "imdbId", "citekey", "id", "uid")


@dataclass
class FieldDraft:
    """One property. `remark` is what else there is to say of its values."""

    seen: Evidence
    property: Property
    remark: str = ""

    def give_way(self, codes: Counter[str]) -> None:
        """Ask for less, after notes were found not to keep to it, by what codes."""
        prop, worst = self.property, max(codes, key=lambda code: (codes[code], code))
        type_ = prop.type
        if worst == "DAT005" and "min" in prop.keys:
            del prop.keys["min"]
        elif worst in ("SCH001", "SCH002") and prop.required:
            prop.required = False
        elif worst == "SCH004" and (prop.keys or type_.name == "enum"):
            prop.keys, prop.type = {}, type_._replace(name="text", args=())
        elif worst == "LNK008":
            prop.type = type_._replace(args=())
        elif worst == "LNK001" and type_.name == "link" and not type_.planned:
            prop.type = type_._replace(planned=True)
        elif worst == "SCH003" and not type_.either and type_.name != "any":
            prop.type = type_._replace(many=False, either=True)
        elif type_ != FieldType("text", either=True) and type_.name in _TEXTS:
            prop.keys, prop.type = {}, FieldType("text", either=True)
        else:
            prop.keys, prop.type, prop.required = {}, ANY, False


_DATES = ("date", "datetime")
_TEXTS = (*_DATES, "link", "url", "email", "time", "duration", "tag", "enum")


@dataclass
class Draft:
    """A schema that is inferred. `left_out` are properties that too few notes have."""

    name: str
    description: str
    match: Mapping[str, Any]
    notes: Sequence[Note]
    fields: dict[str, FieldDraft] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    unique: list[str] = field(default_factory=list)
    left_out: list[Evidence] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """The schema as plain data, in the order in which it is written."""
        made: dict[str, Any] = {"schema": self.name, "description": self.description}
        if self.match:
            made["match"] = dict(self.match)
        made["fields"] = {n: f.property.written() for n, f in self.fields.items()}
        if self.order:
            made["order"] = self.order
        if self.headings:
            made["body"] = {"headings": {"required": self.headings}}
        if self.unique:
            made["unique"] = self.unique
        return made

    def drop_bounds(self) -> None:
        """Take back the bounds of dates that refer to what is no date any more."""
        for one in self.fields.values():
            bound = str(one.property.keys.get("min", ""))
            other = self.fields.get(bound[1:])
            if bound and (other is None or other.property.type.name not in _DATES):
                del one.property.keys["min"]


def draft(
    notes: Sequence[Note],
    name: str,
    match: Mapping[str, Any],
    targets: Targeted,
    types: Mapping[str, str],
    skip: frozenset[str] = frozenset(),
) -> Draft:
    """What nearly all of `notes` keep to. `types` are those of `types.json`, `skip` properties
    that are not spoken of."""
    number = counted(len(notes), "note")
    found = Draft(name, f"Inferred from {number}, a start to be read and edited.", match, notes)
    seen = gather(notes, skip)
    for one in seen.values():
        if _is_rare(one):
            found.left_out.append(one)
            continue
        proposed = propose(one, targets, types)
        prop = Property(proposed.type, _is_required(one), dict(proposed.keys))
        found.fields[one.name] = FieldDraft(one, prop, proposed.remark)
    _order_dates(found)
    _order_properties(found)
    found.headings = _headings(notes)
    found.unique = [n for n, f in found.fields.items() if _differs(f)]
    return found


def _is_rare(seen: Evidence) -> bool:
    return seen.asked > FEW + 1 and len(seen.values) <= max(1, seen.asked // 50)


def _is_required(seen: Evidence) -> bool:
    return seen.asked >= FEW and len(seen.filled) >= REQUIRED * seen.asked


def _order_dates(found: Draft) -> None:
    dates = {
        name: one
        for name, one in found.fields.items()
        if one.property.type.name in _DATES and not one.property.type.many
    }
    for late, early in date_order({n: f.seen for n, f in dates.items()}, dates).items():
        dates[late].property.keys["min"] = f"${early}"


def _order_properties(found: Draft) -> None:
    """The fields as the notes have them; `order`, where nearly all agree."""
    order = property_order(found.notes, found.fields)
    rest = [name for name in found.fields if name not in order]
    found.fields = {name: found.fields[name] for name in (*order, *rest)}
    agreeing = sum(_is_sorted(note, order) for note in found.notes)
    if len(order) > 2 and len(found.notes) > FEW and agreeing >= HOLDS * len(found.notes):
        found.order = order


def _is_sorted(note: Note, order: Sequence[str]) -> bool:
    places = [order.index(key) for key in note.properties if key in order]
    return places == sorted(places)


def _headings(notes: Sequence[Note]) -> list[str]:
    """Headings that nearly all notes have, at one level."""
    if len(notes) <= FEW:
        return []
    counts: Counter[tuple[int, str]] = Counter()
    shown: dict[tuple[int, str], str] = {}
    for note in notes:
        own = {(h.level, plain_heading(h.text)): h.text.strip() for h in note.facts.headings}
        counts.update(own.keys())
        for key, text in own.items():
            shown.setdefault(key, text)
    common = [key for key, n in counts.items() if n >= REQUIRED * len(notes) and key[1]]
    return ["#" * level + " " + shown[level, text] for level, text in common]


def _differs(one: FieldDraft) -> bool:
    """Whether the values are what tells these notes apart, and differ in all of them."""
    prop, seen = one.property, one.seen
    if prop.type.many or prop.type.either or len(seen.filled) < 10:
        return False
    if prop.type.name != "url" and one.seen.name not in _ADDRESSES:
        return False
    texts = [value.text.strip() for value in seen.filled.values()]
    return len(set(texts)) == len(texts) and len(texts) >= HOLDS * seen.asked
