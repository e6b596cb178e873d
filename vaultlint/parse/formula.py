"""Expressions of bases: what a filter or a formula calls and names. They are read, never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from vaultlint.patterns import later

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

FILE_FIELDS = frozenset(
    [
        "backlinks",
        "basename",
        "ctime",
        "embeds",
        "ext",
        "file",
        "folder",
        "links",
        "mtime",
        "name",
        "path",
        "properties",
        "size",
        "tags",
    ]
)
"""What `file` has, as Obsidian documents it."""

_WORDS = frozenset(
    [
        "true",
        "false",
        "null",
        "undefined",
        "this",
        "file",
        "note",
        "formula",
        "value",
        "index",
        "acc",
        "values",
    ]
)
"""Words of an expression that are no properties."""
_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_REGEX = r"/(?:[^/\\\s]|\\.)+/"
_NAME = r"[^\W\d]\w*"
_TOKEN = later(
    rf"\bnote\[\s*(?P<quoted>{_STRING})\s*\]|(?P<string>{_STRING})|{_REGEX}"
    rf"|\bformula\.(?P<formula>\w+)(?!\w*\()"
    rf"|\bfile\.(?P<place>folder|path)\s*[=!]=\s*(?P<named>{_STRING})"
    rf"|\bfile\.(?P<field>{_NAME})(?!\w*\s*\()|\bthis(?:\.{_NAME}(?!\w*\s*\())*"
    rf"|(?P<dot>\.\s*)?\b(?P<name>[A-Za-z_]\w*)\((?:\s*(?P<argument>{_STRING})\s*(?=[,)]))?"
    rf"|(?<![.\w])(?:note\.)?(?P<property>{_NAME})(?!\w*\s*\()"
)
_WIKILINK = later(r"\A\[\[([^\]|]*)(?:\|[^\]]*)?\]\]\Z")
_FAULTS = (
    (later(r"[“”„«»]"), '`{}` is no quote here: write `"`'),
    (later(r"(?<![=!<>])=(?![=>])"), "`{}` compares nothing: write `==`"),
    (later(r"[\"']"), "this text is never closed"),
)
_NAMING = {"link": "note", "hasLink": "note", "file": "note", "inFolder": "folder"}
"""Functions whose first argument, if it is a text, names something of the vault."""

MentionKind = Literal["function", "method", "formula", "note", "folder", "property", "field"]
_PLACES: dict[str, MentionKind] = {"folder": "folder", "path": "note"}
"""Fields of `file` that are compared with a place in the vault."""


class Mention(NamedTuple):
    """Something that an expression names: a function it calls, another formula, a property, a
    field of `file`, a note, a folder."""

    kind: MentionKind
    name: str


def mentions(expression: str) -> Iterator[Mention]:
    """What `expression` names, in its order. An argument that is put together (`"a/" + b`) names
    nothing that could be known."""
    for match in _TOKEN.finditer(expression):
        if match["formula"]:
            yield Mention("formula", match["formula"])
        elif match["quoted"]:
            yield Mention("property", _plain(match["quoted"]))
        elif match["named"]:
            yield Mention(_PLACES[match["place"]], _plain(match["named"]))
        elif match["field"]:
            yield Mention("field", match["field"])
        elif match["property"] and match["property"] not in _WORDS:
            yield Mention("property", match["property"])
        name = match["name"]
        if not name:
            continue
        yield Mention("method" if match["dot"] else "function", name)
        argument = match["argument"]
        kind = _NAMING.get(name)
        if argument and kind == "folder":
            yield Mention("folder", _plain(argument))
        elif argument and kind == "note":
            yield Mention("note", _WIKILINK.sub(r"\1", _plain(argument)))


def fault(expression: str) -> str:
    """Why `expression` cannot be read; empty where nothing is seen to be wrong with it."""
    bare = re.sub(rf"{_STRING}|{_REGEX}", "", expression)
    if "/" in bare:  # a division, or a pattern with blanks in it, which may hold anything
        return ""
    for pattern, message in _FAULTS:
        found = pattern.search(bare)
        if found:
            return message.format(found[0])
    for opening, closing in ("()", "[]"):
        missing = bare.count(opening) - bare.count(closing)
        if missing:
            return f"{abs(missing)} `{closing if missing > 0 else opening}` too few"
    return ""


def _plain(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1])
