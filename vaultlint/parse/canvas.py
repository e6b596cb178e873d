"""Canvases, by JSON Canvas 1.0 (jsoncanvas.org/spec/1.0)."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.parse.body import read_body
from vaultlint.parse.facts import Facts, Link, Problem, Property, Value
from vaultlint.parse.json_spans import Offsets, read_json
from vaultlint.parse.readable import unreadable
from vaultlint.patterns import later

_NODE_TYPES = {"text": "text", "file": "file", "link": "url", "group": ""}
"""The types of nodes, and what a node of the type cannot do without."""
_MARKS = b'",[{'
MAX_MARKS = 500_000
"""Of those bytes, above which a canvas is not read: some 20,000 nodes have as many."""
_SIDES = ("top", "right", "bottom", "left")
_ENDS = ("none", "arrow")
_CHOICES = {
    "fromSide": _SIDES,
    "toSide": _SIDES,
    "fromEnd": _ENDS,
    "toEnd": _ENDS,
    "backgroundStyle": ("cover", "ratio", "repeat"),
}
_TEXTS = frozenset(("text", "file", "subpath", "url", "label", "background", "color"))
_COLOR = later(r"[1-6]|#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_NUMBERS = ("x", "y", "width", "height")


def read_canvas(data: bytes) -> Facts:
    """The facts of a `.canvas` file; total.

    Links are the file nodes (`embed`, target with a leading `/`, for it is a path from the
    vault's root), a group's background, and the links of text nodes, each at its place in the
    file. Problems are `canvas-json`, `canvas-shape`, `canvas-missing`, `canvas-node-type`,
    `canvas-id` and `canvas-edge`; an empty file is an empty canvas, as in the app.
    """
    lines = data.count(b"\n") + 1
    problem = unreadable(data, _MARKS, MAX_MARKS)
    if problem is not None:
        return Facts(len(data), lines, problem)
    value, fault = read_json(data)
    reader = _Reader(data)
    if fault is not None:
        reader.problems.append(fault._replace(kind="canvas-json"))
    elif value is not None:
        reader.canvas(value)
    links = tuple(sorted(reader.links, key=lambda link: link.start))
    problems = tuple(sorted(reader.problems, key=lambda problem: problem.start))
    return Facts(len(data), lines, links=links, problems=problems)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.links: list[Link] = []
        self.problems: list[Problem] = []
        self.ids: set[str] = set()
        self.nodes: set[str] = set()

    def canvas(self, value: Value) -> None:
        if value.kind != "object":
            self.fault("canvas-shape", value, "a canvas is an object with `nodes` and `edges`")
            return
        top = self.keys(value)
        edges = list(self.entries(top.get("edges"), "edges"))
        for node in self.entries(top.get("nodes"), "nodes"):
            self.node(node)
        for edge in edges:
            self.edge(edge)

    def fault(self, kind: str, value: Value, detail: str) -> None:
        """A problem with a value; of an object only the opening brace is marked."""
        end = value.start + 1 if value.kind in ("object", "list") else value.end
        self.problems.append(Problem(kind, value.start, end, detail))

    def keys(self, value: Value) -> dict[str, Property]:
        found: dict[str, Property] = {}
        for prop in value.properties:
            if prop.key in found:
                detail = f"the key `{prop.key}` stands twice"
                self.problems.append(Problem("canvas-shape", prop.key_start, prop.key_end, detail))
            found[prop.key] = prop
        return found

    def entries(self, prop: Property | None, name: str) -> Iterator[Value]:
        if prop is None:
            return
        if prop.value.kind != "list":
            self.fault("canvas-shape", prop.value, f"`{name}` must be a list")
        for item in prop.value.items:
            if item.kind == "object":
                yield item
            else:
                self.fault("canvas-shape", item, f"every entry of `{name}` must be an object")

    def text(self, keys: dict[str, Property], name: str, owner: Value) -> Value | None:
        """The text `name`, which must be there."""
        prop = keys.get(name)
        if prop is None:
            self.fault("canvas-missing", owner, name)
        elif prop.value.kind != "text":
            self.fault("canvas-shape", prop.value, f"`{name}` must be a text")
        else:
            return prop.value
        return None

    def identify(self, keys: dict[str, Property], owner: Value) -> str | None:
        value = self.text(keys, "id", owner)
        if value is None:
            return None
        if value.text in self.ids:
            self.fault("canvas-id", value, value.text)
        self.ids.add(value.text)
        return value.text

    def node(self, value: Value) -> None:
        keys = self.keys(value)
        identity = self.identify(keys, value)
        if identity is not None:
            self.nodes.add(identity)
        for name in _NUMBERS:
            prop = keys.get(name)
            if prop is None:
                self.fault("canvas-missing", value, name)
            elif prop.value.kind != "number":
                self.fault("canvas-shape", prop.value, f"`{name}` must be a number")
        kind = self.text(keys, "type", value)
        if kind is None:
            return
        if kind.text not in _NODE_TYPES:
            self.fault("canvas-node-type", kind, kind.text)
            return
        needed = _NODE_TYPES[kind.text]
        self.attributes(keys, {"id", "type", needed})
        content = self.text(keys, needed, value) if needed else None
        if kind.text == "file" and content is not None:
            self.file(content, keys.get("subpath"))
        elif kind.text == "text" and content is not None:
            self.card(content)
        elif kind.text == "group" and "background" in keys:
            self.file(keys["background"].value, None)

    def attributes(self, keys: dict[str, Property], known: set[str]) -> None:
        for name, prop in keys.items():
            value = prop.value
            choices = _CHOICES.get(name)
            if name in known:
                continue
            if choices is not None and value.text not in choices:
                words = ", ".join(f"`{c}`" for c in choices)
                self.fault("canvas-shape", value, f"`{name}` must be one of {words}")
            elif name in _TEXTS and value.kind != "text":
                self.fault("canvas-shape", value, f"`{name}` must be a text")
            elif name == "color" and value.text and not _COLOR.fullmatch(value.text):
                self.fault("canvas-shape", value, "`color` must be `1` to `6`, or as `#a1b2c3`")

    def edge(self, value: Value) -> None:
        keys = self.keys(value)
        self.identify(keys, value)
        for name in ("fromNode", "toNode"):
            end = self.text(keys, name, value)
            if end is not None and end.text not in self.nodes:
                self.fault("canvas-edge", end, end.text)
        self.attributes(keys, {"id", "fromNode", "toNode"})

    def file(self, value: Value, subpath: Property | None) -> None:
        """The link that a file node is."""
        if value.kind != "text" or not value.text:
            return
        part, end = "", value.end
        if subpath is not None and subpath.value.kind == "text":
            part = subpath.value.text
            if part and not part.startswith("#"):
                self.fault("canvas-shape", subpath.value, "`subpath` must start with `#`")
                part = ""
        target = "/" + value.text.lstrip("/")
        span = (value.start, end, value.start + 1, value.end - 1)
        self.links.append(Link("wikilink", True, target, part, None, *span))

    def card(self, value: Value) -> None:
        """The links of a text node, at their places in the file."""
        text = value.text.encode()
        if b"[" not in text:
            return
        links = read_body(text, 0).links
        if not links:
            return
        at = Offsets(self.data, value)
        for link in links:
            self.links.append(
                link._replace(
                    start=at(link.start),
                    end=at(link.end),
                    target_start=at(link.target_start),
                    target_end=at(link.target_end),
                )
            )
