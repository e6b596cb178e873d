"""Which notes are of an mdbase type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vaultlint.schema.importing.draft import Draft, texts

Condition = dict[str, Any]

_EXPLICIT = ("type", "types")


def conditions(draft: Draft, original: str, match: Any) -> Condition:
    """Notes that name the type, and those that name none and meet its rules. Rules that cannot
    be said are left out as a whole: part of them would find too many notes."""
    named: list[Condition] = [{"field": {key: original}} for key in _EXPLICIT]
    if not isinstance(match, dict) or not match:
        return {"any": named}
    rules = _rules(draft, dict(match))
    if rules is None:
        what = f"not all of `match` can be said: only notes that name `{original}` are matched"
        draft.lose(("match",), what)
        return {"any": named}
    rules.append({"not": [{"has": key} for key in _EXPLICIT]})
    return {"any": [*named, {"all": rules}]}


def _rules(draft: Draft, match: dict[str, Any]) -> list[Condition] | None:
    rules: list[Condition] = []
    globs = texts(match.pop("path_glob", None))
    if globs:
        rules.append({"path": globs})
    present = texts(match.pop("fields_present", None))
    if present:
        rules.append({"not": [{"field": {name: None}} for name in present]})
    where = match.pop("where", None)
    whole = True
    for name, asked in where.items() if isinstance(where, dict) else ():
        made = _operators(draft, name, asked)
        whole = whole and made is not None
        rules += made or ()
    for key, value in match.items():
        draft.lose(("match", key), f"`{key}: {value}` has no counterpart")
    return rules if whole and not match else None


def _operators(draft: Draft, name: str, asked: Any) -> list[Condition] | None:
    if not isinstance(asked, dict):
        asked = {"eq": asked}
    found: list[Condition] = []
    for operator, value in asked.items():
        make = _OPERATORS.get(operator)
        made = make(name, value) if make is not None else None
        if made is None:
            what = f"`{operator}: {value}` has no counterpart"
            draft.lose(("match", "where", name), what)
            return None
        found.append(made)
    return found


def _equals(name: str, value: Any) -> Condition | None:
    items = value if isinstance(value, list) else [value]
    plain = not any(isinstance(item, dict | list) for item in items)
    return {"field": {name: value}} if plain else None


def _all(name: str, value: Any) -> Condition | None:
    made = [_equals(name, item) for item in value] if isinstance(value, list) else []
    return {"all": made} if made and None not in made else None


def _differs(name: str, value: Any) -> Condition | None:
    # what is missing does not differ
    return None if isinstance(value, dict | list) else {"not": [{"field": {name: [value, None]}}]}


_OPERATORS: dict[str, Callable[[str, Any], Condition | None]] = {
    "eq": _equals,
    "contains": _equals,
    "containsAny": _equals,
    "containsAll": _all,
    "neq": _differs,
    "exists": lambda name, value: {"has": name} if value else {"not": [{"has": name}]},
}
