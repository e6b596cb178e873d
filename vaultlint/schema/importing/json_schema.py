"""JSON Schemas of properties, from draft-04 to 2020-12: the object at the top, its properties."""

from __future__ import annotations

from typing import Any

from vaultlint.schema.importing.draft import MAX_NESTED, Draft, Property, shown
from vaultlint.schema.importing.json_keywords import KeywordReader, Keywords, Node
from vaultlint.schema.importing.json_values import alternatives, limits, typed
from vaultlint.schema.shape import FieldType
from vaultlint.schema.source import Document, Loc


def convert(draft: Draft, document: Document) -> None:
    """Read the schema that `document` is."""
    found = ObjectReader(draft, document.data, ()).properties()
    for name, prop in found.items():
        draft.add(name, prop, ("properties", name))
    what = f"which notes it is for: add a `match`, or write `schema: {draft.name}` in the notes"
    draft.lose((), f"a JSON Schema does not say {what}")


class ObjectReader:
    """Reads the schema `root`, which stands at `loc` of the draft's document."""

    def __init__(self, draft: Draft, root: dict[str, Any], loc: Loc) -> None:
        self._draft = draft
        self._node = Node(((root, loc),))
        self._keywords = KeywordReader(draft, root, loc)
        self._depth = 0

    def properties(self) -> dict[str, Property]:
        """The properties; what is said of all of them goes to the draft."""
        words = self._keywords.read(self._node, "")
        if words.take("type", "object") not in ("object", ["object"]):
            self._draft.lose(words.loc, "the properties of a note are an `object`, nothing else")
        about = [str(t) for key in ("title", "description") if (t := words.take(key))]
        about = [text for text in about if text != self._draft.name]
        if about:
            self._draft.top.setdefault("description", ": ".join(about))
        found = self._object(words, "")
        self._unknown(words)
        self._dependent(words)
        self._report(words, "")
        return found

    def _object(self, words: Keywords, above: str) -> dict[str, Property]:
        required = words.take("required", [])
        if not isinstance(required, list):
            self._draft.lose(words.loc, "`required` should be a list", above)
            required = []
        nodes = words.take("properties", {})
        if not isinstance(nodes, dict):
            self._draft.lose(words.loc, "`properties` should be a mapping", above)
            nodes = {}
        nodes |= {str(n): Node(((True, words.loc),)) for n in required if str(n) not in nodes}
        return {
            name: self._property(node, name in required, above or name)
            for name, node in nodes.items()
        }

    def _property(self, node: Node, required: bool, above: str) -> Property:
        if self._depth >= MAX_NESTED:
            self._draft.lose(node.loc, "what is nested deeper than this is not read", above)
            return Property()
        self._depth += 1
        prop = self._shallow(node, required, above)
        self._depth -= 1
        return prop

    def _shallow(self, node: Node, required: bool, above: str) -> Property:
        words = self._keywords.read(node, above)
        nullable, either = self._alternatives(words, above)
        prop, null = typed(self._draft, words, above)
        if prop.type.name == "object":
            self._nest(prop, words, above)
        if prop.type.many:
            prop = self._listed(words, above)
        elif either or prop.type.either:
            prop.type = prop.type._replace(either=True)
        limits(words, prop)
        listed = prop.type.many or prop.type.either
        empty_list = listed and not (prop.keys.get("items") or {}).get("min")
        _presence(prop, required, nullable or null, empty_list)
        self._annotate(words, prop)
        self._report(words, above)
        return prop

    def _alternatives(self, words: Keywords, above: str) -> tuple[bool, bool]:
        """Fold in what `anyOf` and `oneOf` say that can be said here: a value or null, a value
        or a list of it, one of several constants."""
        nullable = either = False
        for key in ("anyOf", "oneOf"):
            # what is folded in may itself be alternatives
            while isinstance(nodes := words.values.get(key), list):
                found = alternatives([n.parts[0][0] for n in nodes])
                if found is None:
                    break
                words.take(key)
                if found.lost:
                    what = f"titles and descriptions in `{key}` have no counterpart"
                    self._draft.lose(words.locs[key], what, above)
                nullable, either = nullable or found.nullable, either or found.either
                node = nodes[found.at]
                self._keywords.read(Node(((found.schema, node.loc),), node.refs), above, words)
        return nullable, either

    def _listed(self, words: Keywords, above: str) -> Property:
        node = words.take("items")
        if not isinstance(node, Node):
            if node is not None:
                self._draft.lose(words.loc, "items by their places have no counterpart", above)
            return Property(FieldType("any", many=True))
        prop = self._property(node, True, above)
        if prop.type.many or prop.type.either:
            self._draft.lose(node.loc, "what stands in a list of lists is not checked", above)
            prop = Property()
        for key in ("required", "nullable", "items", "unique"):
            prop.keys.pop(key, None)
        for key in ("default", "description"):
            if key in prop.keys:
                what = f"`{key}: {shown(prop.keys.pop(key))}` of an item has no counterpart"
                self._draft.lose(node.loc, what, above)
        prop.required = False
        prop.type = prop.type._replace(many=True)
        return prop

    def _nest(self, prop: Property, words: Keywords, above: str) -> None:
        inner = {
            name: self._draft.settle(name, made, words.loc, above)
            for name, made in self._object(words, above).items()
        }
        if inner:
            prop.keys["fields"] = inner
        if words.values.get("additionalProperties") is True:
            words.take("additionalProperties")

    def _unknown(self, words: Keywords) -> None:
        for key in ("additionalProperties", "unevaluatedProperties"):
            if words.values.get(key) is False:
                self._draft.top["unknown"] = "error"
            if isinstance(words.values.get(key), bool):
                words.take(key)

    def _dependent(self, words: Keywords) -> None:
        """Properties that others ask for are a check."""
        for key in ("dependentRequired", "dependencies"):
            asked = words.values.get(key)
            if not isinstance(asked, dict) or not all(isinstance(v, list) for v in asked.values()):
                continue
            words.take(key)
            self._draft.top.setdefault("checks", []).extend(
                {"id": f"{name}-needs-more", "when": {"has": name}, "require": {"has": more}}
                for name, more in asked.items()
                if more
            )

    def _annotate(self, words: Keywords, prop: Property) -> None:
        about = [str(t) for key in ("title", "description") if (t := words.take(key))]
        if about:
            prop.keys["description"] = ": ".join(about)
        default = words.values.get("default")
        if isinstance(default, str | int | float | bool | list):
            prop.keys["default"] = words.take("default")

    def _report(self, words: Keywords, above: str) -> None:
        for key, loc in words.rest():
            value = _shown_word(words.values[key])
            self._draft.lose(loc, f"`{key}{value}` has no counterpart", above)


def _presence(prop: Property, required: bool, nullable: bool, empty_list: bool) -> None:
    if required and (nullable or empty_list):
        prop.keys |= {"required": True, "nullable": True}
    elif required:
        prop.required = True
        if prop.keys.get("items") == {"min": 1}:
            del prop.keys["items"]  # it is what `!` says of a list
    elif not (nullable or empty_list):
        prop.keys["nullable"] = False


def _shown_word(value: Any) -> str:
    if isinstance(value, dict | list | Node):
        return ""
    return f": {shown(value)}"
