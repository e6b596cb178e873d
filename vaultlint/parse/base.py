"""Bases: YAML with filters, formulas and views. Read, never evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vaultlint.parse.facts import Facts, FrontMatter, Link, Problem, Property, Value, Zone
from vaultlint.parse.formula import mentions
from vaultlint.parse.links import has_scheme, split_target
from vaultlint.parse.readable import unreadable
from vaultlint.patterns import later
from vaultlint.text import BOM, Span

KEYS = ("filters", "formulas", "properties", "views", "summaries", "display")
"""Keys at the top; `display` is what `properties` was called before 1.9.2."""

SUMMARIES = frozenset(
    [
        "Average",
        "Min",
        "Max",
        "Sum",
        "Range",
        "Median",
        "Stddev",
        "Earliest",
        "Latest",
        "Checked",
        "Unchecked",
        "Empty",
        "Filled",
        "Unique",
    ]
)
"""Summaries that Obsidian brings along."""

MAX_SIZE = 1024 * 1024
"""Bytes above which a base is not read."""
_JOINS = ("and", "or", "not")


def read_base(data: bytes) -> Facts:
    """The facts of a `.base` file; total.

    `frontmatter` holds the whole document as properties. Links are the notes that its filters and
    formulas name with `link("…")`, `hasLink("…")` and `file("…")`, each at its name.
    Problems are `invalid-yaml`, `duplicate-key`, `base-shape` and `base-key`.
    """
    problem = unreadable(data)
    if len(data) > MAX_SIZE:
        problem = Problem("too-big", 0, 0, str(len(data)))
    if problem is not None:
        return Facts(len(data), data.count(b"\n") + 1, problem)
    return _read(data, len(BOM) if data.startswith(BOM) else 0, len(data))


def bases_in(data: bytes, zones: Iterable[Zone]) -> Iterator[Facts]:
    """The bases that stand in a note's code blocks, with places in the note; total. Those in
    quotes and lists are passed over: their lines begin with other marks."""
    for zone in zones:
        if zone.kind == "fence" and (not zone.start or data[zone.start - 1] in b"\r\n"):
            fence = _FENCE.match(data, zone.start, zone.end)
            if fence is not None:
                yield _read(data, *fence.span(2))


_FENCE = later(rb"(`{3,})base[ \t]*\r?\n(.*?)(?=\1`*[ \t\r\n]*\Z|\Z)", re.DOTALL)


def _read(data: bytes, start: int, end: int) -> Facts:
    from vaultlint.parse.yaml_tree import compose

    value, found = compose(data, start, end)
    problems = list(found)
    properties: tuple[Property, ...] = ()
    if value is not None and value.kind == "object":
        properties = value.properties
        problems += _shape_problems(properties)
    elif value is not None and value.kind != "null":
        problems.append(Problem("base-shape", *value.span, "a base is a mapping with `views`"))
    links = tuple(link for text in expressions(properties) for link in _links(text, data))
    block = FrontMatter(start, end, start, end, properties)
    problems.sort(key=lambda p: p.start)
    lines = data.count(b"\n") + 1
    return Facts(len(data), lines, frontmatter=block, links=links, problems=tuple(problems))


def _shape_problems(properties: tuple[Property, ...]) -> Iterator[Problem]:
    for prop in properties:
        value = prop.value
        if prop.key not in KEYS:
            yield Problem("base-key", prop.key_start, prop.key_end, prop.key)
        elif prop.key == "views" and value.kind != "null":
            yield from _view_problems(value)
        elif prop.key == "filters":
            yield from _filter_problems(value)
        elif value.kind not in ("object", "null"):
            yield Problem("base-shape", *value.span, f"`{prop.key}` should be a mapping")


def _view_problems(views: Value) -> Iterator[Problem]:
    if views.kind != "list":
        yield Problem("base-shape", *views.span, "`views` should be a list")
        return
    for view in views.items:
        keys = {p.key: p for p in view.properties}
        if view.kind != "object":
            yield Problem("base-shape", *view.span, "a view should be a mapping with `type`")
        elif "type" not in keys:
            yield Problem("base-shape", view.start, view.start + 1, "this view has no `type`")
        if "filters" in keys:
            yield from _filter_problems(keys["filters"].value)


def _filter_problems(value: Value) -> Iterator[Problem]:
    """A filter is a text, or `and`, `or`, `not` with a list of filters."""
    pending = [value]
    while pending:
        one = pending.pop()
        if one.kind == "object":
            for prop in one.properties:
                if prop.key not in _JOINS:
                    detail = f"a filter is joined by `and`, `or` or `not`, not by `{prop.key}`"
                    yield Problem("base-shape", prop.key_start, prop.key_end, detail)
                pending.append(prop.value)
        elif one.kind == "list":
            pending += one.items


def texts(value: Value) -> Iterator[Value]:
    """Every text in a value, at any depth."""
    pending = [value]
    while pending:
        one = pending.pop(0)
        if one.kind == "text":
            yield one
        pending += one.items
        pending += [p.value for p in one.properties]


def expressions(properties: tuple[Property, ...]) -> Iterator[Value]:
    """The filters and formulas of a base, those of its views included."""
    for prop in properties:
        if prop.key in ("filters", "formulas", "summaries"):
            yield from texts(prop.value)
        elif prop.key == "views":
            for view in prop.value.items:
                for part in view.properties:
                    if part.key == "filters":
                        yield from texts(part.value)


def columns(properties: tuple[Property, ...]) -> Iterator[tuple[str, Span]]:
    """The names of properties that have a display name, and by which views show, sort, group
    and summarise; each where it stands."""
    for prop in properties:
        if prop.key in ("properties", "display"):  # of a formula that went they are left behind
            names = ((p.key, p.key_span) for p in prop.value.properties)
            yield from (n for n in names if not n[0].startswith("formula."))
        for view in prop.value.items if prop.key == "views" else ():
            for part in view.properties:
                yield from _columns(part)


def _columns(part: Property) -> Iterator[tuple[str, Span]]:
    value = part.value
    if part.key == "order":
        yield from ((item.text, item.span) for item in value.items if item.kind == "text")
    elif part.key == "summaries":
        yield from ((p.key, p.key_span) for p in value.properties)
    elif part.key in ("image", "groupBy", "coordinates") and value.kind == "text":
        yield value.text, value.span
    elif part.key in ("sort", "groupBy"):
        for entry in (value, *value.items):
            for inner in entry.properties:
                if inner.key in ("property", "column") and inner.value.kind == "text":
                    yield inner.value.text, inner.value.span


def summaries(properties: tuple[Property, ...]) -> Iterator[Value]:
    """The summaries that views ask for, by their names."""
    for prop in properties:
        for view in prop.value.items if prop.key == "views" else ():
            for part in view.properties:
                if part.key == "summaries":
                    yield from (p.value for p in part.value.properties if p.value.kind == "text")


def place(name: str, value: Value, data: bytes) -> Span:
    """Where `name` stands in `value`; all of the value where escapes hide it."""
    written = name.encode()
    at = data.find(written, value.start, value.end)
    return Span(at, at + len(written)) if at >= 0 else value.span


def _links(value: Value, data: bytes) -> Iterator[Link]:
    for kind, name in mentions(value.text):
        if kind != "note" or not name.strip() or has_scheme(name):
            continue
        path, subpath = split_target(name)
        span = place(name, value, data)
        yield Link("wikilink", False, path, subpath, None, *span, *span, "base")
