"""No row is forgotten: each has a case, in the module of its group."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest

GROUPS = {
    "front_matter": range(1, 37),
    "dates": range(37, 46),
    "links_and_chapters": range(46, 69),
    "names": range(69, 93),
    "config": range(93, 111),
    "command_line": range(111, 128),
}


def ids(group: str) -> list[str]:
    """The ids of every test of a group's module that is parametrized."""
    module = import_module(f"tests.bad_input.test_{group}")
    tests = [t for name, t in vars(module).items() if name.startswith("test_")]
    marks = [m for t in tests for m in getattr(t, "pytestmark", []) if m.name == "parametrize"]
    return [i for m in marks for i in ids_of(m)]


def ids_of(mark: Any) -> list[str]:
    given = mark.kwargs.get("ids")
    return list(given) if given else [str(getattr(v, "id", None) or v) for v in mark.args[1]]


@pytest.mark.parametrize("group", GROUPS)
def test_each_row_has_a_case(group: str) -> None:
    rows = [int(m[0]) if (m := re.match(r"\d+(?=-)", i)) else i for i in ids(group)]
    assert set(rows) == set(GROUPS[group])
    assert len(ids(group)) == len(set(ids(group)))


def test_no_row_is_without_a_group() -> None:
    assert [row for rows in GROUPS.values() for row in rows] == list(range(1, 128))
