"""A long list in a JSON document, of which one item at a time is held."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

_TOGETHER = 500
"""Items that are written at once: each call of the writer of the standard library leaves a circle of
objects behind, and a run does not look for these."""


def listed(shell: str, items: Iterable[str]) -> Iterator[str]:
    """`shell`, a document with one space of indentation, with `items`, documents of the same kind,
    in the last of its lists, which is empty there."""
    head, _, tail = shell.rpartition("[]")
    line = head.rpartition("\n")[2]
    outer = "\n" + " " * (len(line) - len(line.lstrip()))
    before = head + "["
    for item in items:
        yield before + (outer + " ") + item.replace("\n", outer + " ")
        before = ","
    yield (shell if before != "," else f"{outer}]{tail}") + "\n"


def written(items: Iterable[object]) -> Iterator[str]:
    """Items as `listed` takes them, several in each text."""
    left = iter(items)
    while some := list(islice(left, _TOGETHER)):
        yield json.dumps(some, indent=1)[len("[\n ") : -len("\n]")].replace("\n ", "\n")
