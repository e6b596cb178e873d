"""What a JSON Schema says of one value: its own keywords, with those of `$ref` and `allOf`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from vaultlint.schema.importing.draft import Draft, shown
from vaultlint.schema.source import Loc

_LIMIT = 2_000
"""Schemas that are read in one document, each use of a definition counted."""

_NO_DEMAND = frozenset(("$schema", "$id", "id", "$defs", "definitions", "$anchor"))
_ANNOTATIONS = frozenset(("title", "description", "default", "examples", "$comment", "deprecated"))


class Node(NamedTuple):
    """Schemas that one value must all meet, each with its place. `refs` led to them."""

    parts: tuple[tuple[Any, Loc], ...]
    refs: frozenset[str] = frozenset()

    @property
    def loc(self) -> Loc:
        """The place of the first."""
        return self.parts[0][1]

    def both(self, other: Node) -> Node:
        """What must meet both."""
        return Node(self.parts + other.parts, self.refs | other.refs)


class Keywords:
    """The keywords of a node, taken one by one: what is left in the end has no counterpart."""

    def __init__(self, loc: Loc) -> None:
        self.loc = loc
        self.values: dict[str, Any] = {}
        self.locs: dict[str, Loc] = {}

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def take(self, key: str, default: Any = None) -> Any:
        """The value of a keyword, which is done with."""
        return self.values.pop(key, default)

    def rest(self) -> list[tuple[str, Loc]]:
        """What nobody has taken, and where it stands."""
        return [(key, self.locs.get(key, self.loc)) for key in self.values]


class KeywordReader:
    """Reads nodes of one document; `root` at `base` is what references begin from."""

    def __init__(self, draft: Draft, root: Any, base: Loc) -> None:
        self._draft = draft
        self._root = root
        self._base = base
        self._left = _LIMIT
        dialect = str(root.get("$schema", "")) if isinstance(root, dict) else ""
        self._ref_alone = any(f"draft-0{n}" in dialect for n in (3, 4, 6, 7))

    def read(self, node: Node, above: str, found: Keywords | None = None) -> Keywords:
        """The keywords of a node, put to those `found` before. Nodes take the place of schemas
        in `properties`, `items`, `anyOf`, `oneOf`. Messages are about the property `above`."""
        found = Keywords(node.loc) if found is None else found
        refs = set(node.refs)
        waiting = list(reversed(node.parts))
        while waiting:
            schema, loc = waiting.pop()
            self._left -= 1
            if schema is True or self._left < 0:
                if self._left == -1:
                    self._draft.lose(loc, "what follows is too much to read", above)
                continue
            if not isinstance(schema, dict):
                what = "that it must not be there" if schema is False else f"`{shown(schema)}`"
                self._draft.lose(loc, f"{what} has no counterpart", above)
                continue
            schema = dict(schema)
            ref = schema.pop("$ref", None)
            if ref is not None:
                waiting += self._target(ref, loc, refs, above)
                if self._ref_alone:
                    continue
            parts = schema.pop("allOf", None)
            listed = list(enumerate(parts if isinstance(parts, list) else ()))
            waiting += [(part, (*loc, "allOf", at)) for at, part in reversed(listed)]
            self._fold(found, schema, loc, frozenset(refs), above)
        return found

    def _target(self, ref: Any, loc: Loc, refs: set[str], above: str) -> list[tuple[Any, Loc]]:
        """The schema that a reference within the document leads to."""
        if not isinstance(ref, str) or not (ref == "#" or ref.startswith("#/")):
            self._draft.lose((*loc, "$ref"), f"`$ref: {ref}` leads out of the file", above)
            return []
        if ref in refs:
            self._draft.lose((*loc, "$ref"), f"`$ref: {ref}` comes back to itself", above)
            return []
        refs.add(ref)
        target, place = self._root, self._base
        for part in ref[2:].split("/") if len(ref) > 1 else ():
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            if not isinstance(target, dict) or key not in target:
                self._draft.lose((*loc, "$ref"), f"`$ref: {ref}` leads nowhere", above)
                return []
            target, place = target[key], (*place, key)
        return [(target, place)]

    def _fold(
        self, found: Keywords, schema: dict[str, Any], loc: Loc, refs: frozenset[str], above: str
    ) -> None:
        for key, written in schema.items():
            if key in _NO_DEMAND:
                continue
            place = (*loc, key)
            value = _with_nodes(key, written, place, refs)
            if key not in found:
                found.values[key], found.locs[key] = value, place
                continue
            old = found.values[key]
            try:
                found.values[key] = old if old == value else _MERGED[key](old, value)
            except (KeyError, TypeError):
                if key not in _ANNOTATIONS:
                    what = f"`{key}: {shown(written)}` is left out: another one is asked for too"
                    self._draft.lose(place, what, above)


def _with_nodes(key: str, value: Any, place: Loc, refs: frozenset[str]) -> Any:
    if key == "properties" and isinstance(value, dict):
        return {name: Node(((v, (*place, name)),), refs) for name, v in value.items()}
    if key == "items" and isinstance(value, dict | bool):
        return Node(((value, place),), refs)
    if key in ("anyOf", "oneOf") and isinstance(value, list):
        return [Node(((v, (*place, at)),), refs) for at, v in enumerate(value)]
    return value


def _properties(old: dict[str, Node], new: dict[str, Node]) -> dict[str, Node]:
    return old | {k: old[k].both(node) if k in old else node for k, node in new.items()}


def _types(old: Any, new: Any) -> list[str]:
    first = old if isinstance(old, list) else [old]
    second = new if isinstance(new, list) else [new]
    both = [t for t in first if t in second]
    integers = "integer" in (*first, *second) and "number" in (*first, *second)
    if not both and not integers:
        raise TypeError
    return both or ["integer"]


_MERGED: Mapping[str, Callable[[Any, Any], Any]] = {
    "properties": _properties,
    "required": lambda old, new: [*old, *(n for n in new if n not in old)],
    "items": lambda old, new: old.both(new),
    "enum": lambda old, new: [v for v in old if v in new],
    "type": _types,
    "uniqueItems": lambda old, new: old or new,
    "additionalProperties": lambda old, new: False if False in (old, new) else old,
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems"), max),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems"), min),
}
"""How two demands are one; where none of these is, the first one stands."""
