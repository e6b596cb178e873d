"""Conditions of `match`, `when` and `require` that make no sense: that ask for nothing, or for
what no note can have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vaultlint.globs import way_problem
from vaultlint.parse.tags import tag_problem
from vaultlint.schema.predicate import Predicate, read_heading
from vaultlint.schema.source import Document, Fault, Loc

_NOTHING = "asks for nothing: leave it out, or say what"


def condition_faults(raw: Any, document: Document, loc: Loc) -> Iterator[Fault]:
    """What is wrong with the condition that stands at `loc`."""
    if raw is None:
        return
    if raw == {} or raw == []:
        yield document.fault(loc, f"`{loc[-1]}` {_NOTHING}")
        return
    for key, value in raw.items() if isinstance(raw, dict) else enumerate(raw):
        if isinstance(key, int) or key in ("all", "any", "not"):
            yield from condition_faults(value, document, (*loc, key))
        elif value == [] or value == {}:
            yield document.fault((*loc, key), f"`{key}` {_NOTHING}")
        elif key in _PROBLEMS:
            for at, text in enumerate(value if isinstance(value, list) else [value]):
                problem = _PROBLEMS[key](str(text))
                if problem:
                    yield document.fault((*loc, key, at), f"`{text}` {problem}")


def heading_problem(text: str) -> str:
    """What is wrong with a heading that is asked for."""
    if re.match(r"#{7}", text):
        return "is no heading: a heading has six `#` at most"
    return "" if read_heading(text)[0].strip("# ") else "names no heading: write its text"


def never(predicate: Predicate) -> bool:
    """Whether no note can meet it, as it asks for what it rules out itself."""
    if predicate.kind != "all":
        return False
    out = [part for p in predicate.parts if p.kind == "not" for part in p.parts]
    return any(part in predicate.parts for part in out) or any(map(never, predicate.parts))


def _tag(text: str) -> str:
    problem = tag_problem(text.removeprefix("#"))
    return f"is no tag: {problem}" if problem else ""


def _has(text: str) -> str:
    return "" if text.strip() else "names no property: write its name"


_PROBLEMS: Mapping[str, Callable[[str], str]] = {
    "path": way_problem,
    "folder": way_problem,
    "tag": _tag,
    "has": _has,
    "heading": heading_problem,
}
