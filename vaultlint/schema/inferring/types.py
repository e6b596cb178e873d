"""The narrowest type that nearly all values of a property are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vaultlint.dates import read_date
from vaultlint.durations import duration_seconds
from vaultlint.parse.facts import Value
from vaultlint.schema.importing.draft import choice
from vaultlint.schema.inferring.evidence import HOLDS, Evidence
from vaultlint.schema.inferring.targets import Targeted
from vaultlint.schema.kinds import IS
from vaultlint.schema.obsidian import OBSIDIAN_TYPES
from vaultlint.schema.predicate import link_target
from vaultlint.schema.shape import ANY, FieldType

ENUM_VALUES = 8
"""The most values that an enum is proposed for."""
ENUM_USES = 4
"""How often, on average, a value must be used before its like is called an enum."""
ENUM_LENGTH = 40
_LISTS = {"tags": "tag", "aliases": "text", "cssclasses": "text"}


@dataclass(frozen=True)
class Proposal:
    """A type with the constraints that go with it, and what else there is to say of it."""

    type: FieldType = ANY
    keys: Mapping[str, Any] = field(default_factory=dict)
    remark: str = ""


def propose(seen: Evidence, targets: Targeted, types: Mapping[str, str]) -> Proposal:
    """The type of a property; `types` are those of `types.json`, for one that is never filled."""
    if seen.name in _LISTS:
        return Proposal(FieldType(_LISTS[seen.name], many=True))
    if not seen.filled:
        return Proposal(_unfilled(seen, types))
    name = next((n for n, is_one in _CANDIDATES.items() if _nearly_all(seen, is_one)), "any")
    found = Proposal(FieldType(name))
    if name == "link":
        type_, remark = targets.of(seen)
        found = Proposal(type_, remark=remark)
    elif name == "text":
        found = _enum(seen) or found
    elif name in ("number", "integer"):
        found = Proposal(found.type, remark=_range(seen))
    return Proposal(_listed(seen, found.type), found.keys, found.remark)


def _range(seen: Evidence) -> str:
    """The least and the greatest number, where several notes have one."""
    numbers = {v.text: float(v.text) for v in _all(seen) if IS["number"](v) and len(v.text) < 20}
    if len(seen.filled) < 3 or not numbers:
        return ""
    least, most = (pick(numbers, key=numbers.__getitem__) for pick in (min, max))
    return f"{least} to {most}" if least != most else f"always {least}"


def _unfilled(seen: Evidence, types: Mapping[str, str]) -> FieldType:
    known = OBSIDIAN_TYPES.get(types.get(seen.name, ""), ANY)
    if known == ANY and any(v.kind == "list" for v in seen.values.values()):
        return FieldType("any", many=True)
    return known


def _listed(seen: Evidence, type_: FieldType) -> FieldType:
    """One value, a list, or either: as the notes have it."""
    lists = sum(v.kind == "list" for v in seen.filled.values())
    singles = len(seen.filled) - lists
    if type_.name == "any":
        return type_
    if min(lists, singles) > (1 - HOLDS) * len(seen.filled):
        return type_._replace(either=True)
    return type_._replace(many=lists > singles)


def _all(seen: Evidence) -> Iterable[Value]:
    return (item for items in seen.items.values() for item in items)


def _nearly_all(seen: Evidence, is_one: Callable[[Value], bool]) -> bool:
    fitting = sum(all(map(is_one, items)) for items in seen.items.values())
    return fitting >= HOLDS * len(seen.items)


def _is_moment(value: Value) -> bool:
    return _is_day(value) and "T" in value.text


def _is_day(value: Value) -> bool:
    return value.kind == "text" and read_date(value.text.strip()).kind == "iso"


def _is_url(value: Value) -> bool:
    text = value.text.strip()
    return value.kind == "text" and text.startswith(("http://", "https://")) and " " not in text


def _is_duration(value: Value) -> bool:
    text = value.text.strip()
    shaped = text.count(":") == 2 or text.startswith("PT") or text.endswith((" min", " h"))
    return value.kind == "text" and shaped and duration_seconds(text) is not None


def _is_link(value: Value) -> bool:
    return value.kind == "text" and bool(link_target(value.text))


_CANDIDATES: Mapping[str, Callable[[Value], bool]] = {
    "checkbox": IS["checkbox"],
    "integer": IS["integer"],
    "number": IS["number"],
    "datetime": _is_moment,
    "date": _is_day,
    "link": _is_link,
    "url": _is_url,
    "email": IS["email"],
    "time": IS["time"],
    "duration": _is_duration,
    "text": IS["text"],
    "object": IS["object"],
}


def _enum(seen: Evidence) -> Proposal | None:
    """Few values, each of them repeated; what stands once is probably a slip."""
    counts = Counter(v.text for v in _all(seen) if v.kind == "text")
    values = {text: n for text, n in counts.items() if n > 1}
    if not values or len(values) > ENUM_VALUES or max(map(len, values)) > ENUM_LENGTH:
        return None
    covered = sum(all(v.text in values for v in items) for items in seen.items.values())
    uses = sum(values.values())
    if uses < ENUM_USES * len(values) or covered < HOLDS * len(seen.items):
        return None
    if any(not t.isprintable() or "[[" in t or t != t.strip() for t in values):
        return None
    ranked = sorted(values, key=lambda t: (-values[t], t))
    if len(ranked) == 1:
        return Proposal(FieldType("text"), remark=f"`{ranked[0]}` in {uses}")
    made = choice(ranked)
    remark = ", ".join(f"{text} {values[text]}" for text in ranked)
    return Proposal(made.type, made.keys, f"used: {remark}")
