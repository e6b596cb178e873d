"""Bases: YAML with filters, formulas and views. Read, never evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.facts import Facts, FrontMatter, Link, Problem, Property, Value
from vaultlint.parse.readable import unreadable
from vaultlint.parse.yaml_tree import compose
from vaultlint.text import BOM

KEYS = ("filters", "formulas", "properties", "views", "summaries", "display")
"""Keys at the top; `display` is what `properties` was called before 1.9.2."""

FUNCTIONS = frozenset(
    [
        "escapeHTML",
        "date",
        "duration",
        "file",
        "html",
        "if",
        "image",
        "icon",
        "link",
        "list",
        "max",
        "min",
        "now",
        "number",
        "today",
        "random",
        "object",
        "string",
        "regexp",
        "this",
        "not",
        "empty",
        "contains",
        "containsAny",
        "containsAll",
        "notEmpty",
        "concat",
        "join",
        "taggedWith",
        "linksTo",
        "inFolder",
        "dateBefore",
        "dateAfter",
        "len",
        "title",
        "dateModify",
        "dateDiff",
        "sum",
        "average",
        "mean",
        "median",
        "count",
        "unique",
        "filled",
        "checked",
        "unchecked",
        "earliest",
        "latest",
        "range",
        "stddev",
    ]
)
"""Global functions that Obsidian documents, and those of earlier versions."""

_NAMED = re.compile(r"\b(?:link|hasLink)\(\s*\"((?:[^\"\\]|\\.)+)\"")
_JOINS = ("and", "or", "not")


def read_base(data: bytes) -> Facts:
    """The facts of a `.base` file; total.

    `frontmatter` holds the whole document as properties. Links are the notes that its filters and
    formulas name with `link("…")` and `hasLink("…")`, each at the text in which it stands.
    Problems are `invalid-yaml`, `duplicate-key`, `base-shape` and `base-key`.
    """
    lines = data.count(b"\n") + 1
    problem = unreadable(data)
    if problem is not None:
        return Facts(len(data), lines, problem)
    start = len(BOM) if data.startswith(BOM) else 0
    value, found = compose(data, start, len(data))
    problems = list(found)
    properties: tuple[Property, ...] = ()
    if value is not None and value.kind == "object":
        properties = value.properties
        problems += _shape_problems(properties)
    elif value is not None and value.kind != "null":
        problems.append(Problem("base-shape", *value.span, "a base is a mapping with `views`"))
    links = tuple(
        link for prop in properties for text in texts(prop.value) for link in _links(text, data)
    )
    block = FrontMatter(start, len(data), start, len(data), properties)
    problems.sort(key=lambda p: p.start)
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


def _links(value: Value, data: bytes) -> Iterator[Link]:
    for match in _NAMED.finditer(value.text):
        path, mark, rest = match[1].partition("#")
        start, end = value.span
        at = data.find(match[1].encode(), start, end)
        if at >= 0:
            start, end = at, at + len(match[1].encode())
        yield Link("wikilink", False, path, mark + rest, None, start, end, start, end, "base")
