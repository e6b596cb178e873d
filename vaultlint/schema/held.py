"""Of a predicate that a note meets, the part by which it does; and predicates in a line."""

from __future__ import annotations

from vaultlint.note import Note
from vaultlint.schema.predicate import Predicate, Targets, Wanted, meets


def held(predicate: Predicate, note: Note, targets: Targets) -> Predicate:
    """`predicate`, which `note` meets, without the parts and values of an alternative that do not
    hold."""
    match predicate.kind:
        case "all":
            parts = tuple(held(p, note, targets) for p in predicate.parts)
            return predicate._replace(parts=parts)
        case "any":
            met = (p for p in predicate.parts if meets(p, note, targets))
            parts = tuple(held(p, note, targets) for p in met)
            return parts[0] if len(parts) == 1 else predicate._replace(parts=parts)
        case "not" | "has" | "heading":
            return predicate
        case _:
            single = (v for v in predicate.values if _meets_with(predicate, v, note, targets))
            return predicate._replace(values=tuple(single))


def _meets_with(predicate: Predicate, value: Wanted, note: Note, targets: Targets) -> bool:
    return meets(predicate._replace(values=(value,)), note, targets)


def described(predicate: Predicate) -> str:
    """A predicate in a line: `field categories = [[Albums]], not(tag draft)`."""
    kind, key, values, parts = predicate
    if kind == "all":
        return ", ".join(map(described, parts))
    if kind in ("any", "not"):
        return f"{kind}({', '.join(map(_grouped, parts))})"
    written = ", ".join(map(_written, values))
    return f"{kind} {key} = {written}" if key else f"{kind} {written}"


def _grouped(predicate: Predicate) -> str:
    text = described(predicate)
    return f"all({text})" if predicate.kind == "all" and len(predicate.parts) > 1 else text


def _written(value: Wanted) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
