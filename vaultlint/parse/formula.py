"""Expressions of bases: what a filter or a formula calls and names. They are read, never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

FUNCTIONS = frozenset(
    [
        "average",
        "checked",
        "concat",
        "contains",
        "containsAll",
        "containsAny",
        "count",
        "date",
        "dateAfter",
        "dateBefore",
        "dateDiff",
        "dateModify",
        "duration",
        "earliest",
        "empty",
        "escapeHTML",
        "file",
        "filled",
        "html",
        "icon",
        "if",
        "image",
        "inFolder",
        "join",
        "latest",
        "len",
        "link",
        "linksTo",
        "list",
        "max",
        "mean",
        "median",
        "min",
        "not",
        "notEmpty",
        "now",
        "number",
        "object",
        "random",
        "range",
        "regexp",
        "stddev",
        "string",
        "sum",
        "taggedWith",
        "this",
        "title",
        "today",
        "unchecked",
        "unique",
    ]
)
"""Global functions that Obsidian documents, and those of earlier versions."""

METHODS = frozenset(
    [
        "abs",
        "asFile",
        "asLink",
        "average",
        "ceil",
        "contains",
        "containsAll",
        "containsAny",
        "date",
        "duration",
        "endsWith",
        "filter",
        "flat",
        "floor",
        "format",
        "hasLink",
        "hasProperty",
        "hasTag",
        "inFolder",
        "isEmpty",
        "isTruthy",
        "isType",
        "join",
        "keys",
        "linksTo",
        "list",
        "lower",
        "map",
        "matches",
        "max",
        "mean",
        "median",
        "min",
        "reduce",
        "relative",
        "repeat",
        "replace",
        "reverse",
        "round",
        "slice",
        "sort",
        "split",
        "startsWith",
        "stddev",
        "sum",
        "time",
        "title",
        "toFixed",
        "toString",
        "trim",
        "unique",
        "values",
    ]
)
"""Functions of a value that Obsidian documents."""

_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_TOKEN = re.compile(
    rf"(?P<string>{_STRING})|/(?:[^/\\\s]|\\.)+/"
    r"|\bformula\.(?P<formula>\w+)(?!\w*\()"
    rf"|(?P<dot>\.\s*)?\b(?P<name>[A-Za-z_]\w*)\((?:\s*(?P<argument>{_STRING})\s*(?=[,)]))?"
)
_NAMING = {"link": "note", "hasLink": "note", "file": "note", "inFolder": "folder"}
"""Functions whose first argument, if it is a text, names something of the vault."""

MentionKind = Literal["function", "method", "formula", "note", "folder"]


class Mention(NamedTuple):
    """Something that an expression names: a function it calls, another formula, a note, a folder."""

    kind: MentionKind
    name: str


def mentions(expression: str) -> Iterator[Mention]:
    """What `expression` names, in its order. An argument that is put together (`"a/" + b`) names
    nothing that could be known."""
    for match in _TOKEN.finditer(expression):
        if match["formula"]:
            yield Mention("formula", match["formula"])
        name = match["name"]
        if not name:
            continue
        yield Mention("method" if match["dot"] else "function", name)
        argument = match["argument"]
        kind = _NAMING.get(name)
        if argument and kind == "folder":
            yield Mention("folder", _plain(argument))
        elif argument and kind == "note":
            yield Mention("note", _plain(argument))


def _plain(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1])
