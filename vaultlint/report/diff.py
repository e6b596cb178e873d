"""What changed in a text, as a unified diff: in time that grows with the text, however many lines
changed and however alike they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from vaultlint.report.visible import visible

CONTEXT = 3
_SMALL = 400
"""Lines that are compared each with each."""
_ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")
"""What acts on a terminal; a patch with it is shown, and is none."""

_UNPLAIN = re.compile(rb'["\\]|[^ -~]')


class Change(NamedTuple):
    """Lines `start`..`end` of the old text that became `new_start`..`new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def unified(name: str, before: str, after: str) -> str:
    """The diff of two texts, which `patch` applies; with control characters in it, as a comment."""
    old, new = _lines(before), _lines(after)
    head = _head(name)
    text = f"--- {head}\n+++ {head}\n"
    text += "".join(_hunk(old, new, group) for group in _groups(_changes(old, new)))
    if _ACTING.search(text) is None:
        return text
    comment = (f"# {visible(line.rstrip())}\n" for line in text.split("\n")[:-1])
    return f"# no patch, for it holds control characters: {visible(name)}\n" + "".join(comment)


def _head(name: str) -> str:
    """A file's name as `patch` and `git apply` find it: a tab ends one with spaces, and one that
    could not be shown as it is stands in quotes, with its bytes in octal digits."""
    if visible(name) == name and not name.startswith('"'):
        return f"{name}\t" if " " in name else name
    octal = _UNPLAIN.sub(lambda m: b"\\%03o" % m[0][0], name.encode("utf-8", "surrogateescape"))
    return f'"{octal.decode("ascii")}"'


def _lines(text: str) -> list[str]:
    """Lines with their ends; only LF ends one."""
    parts = text.split("\n")
    last = parts.pop()
    return [*(f"{part}\n" for part in parts), *([last] if last else [])]


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The lines that differ, between those that both texts hold once and in the same order."""
    at = new_at = 0
    for same, new_same in (*_anchors(old, new), (len(old), len(new))):
        yield from _between(old, new, Change(at, same, new_at, new_same))
        at, new_at = same + 1, new_same + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    often, new_often = Counter(old), Counter(new)
    where = {line: at for at, line in enumerate(new) if new_often[line] == 1}
    pairs = [(at, where[ln]) for at, ln in enumerate(old) if often[ln] == 1 and ln in where]
    tails: list[int] = []  # the places in the new text that ever longer rising runs end with
    ends: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        length = bisect_left(tails, at)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [at]
        ends[length : length + 1] = [number]
    found, number = [], ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _between(old: Sequence[str], new: Sequence[str], part: Change) -> Iterator[Change]:
    start, end, new_start, new_end = part
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    if start == end and new_start == new_end:
        return
    if end - start + new_end - new_start > _SMALL:
        yield Change(start, end, new_start, new_end)
        return
    matcher = SequenceMatcher(None, old[start:end], new[new_start:new_end], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield Change(start + a, start + b, new_start + c, new_start + d)


def _groups(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes so near each other that their context meets."""
    group: list[Change] = []
    for change in changes:
        if group and change.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(old: Sequence[str], new: Sequence[str], group: list[Change]) -> str:
    start, end = max(group[0].start - CONTEXT, 0), min(group[-1].end + CONTEXT, len(old))
    new_start = group[0].new_start - (group[0].start - start)
    new_end = group[-1].new_end + (end - group[-1].end)
    parts = [f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"]
    at = start
    for change in group:
        parts += [_line(" ", line) for line in old[at : change.start]]
        parts += [_line("-", line) for line in old[change.start : change.end]]
        parts += [_line("+", line) for line in new[change.new_start : change.new_end]]
        at = change.end
    return "".join((*parts, *(_line(" ", line) for line in old[at:end])))


def _range(start: int, end: int) -> str:
    """Lines as a hunk's head counts them: from 1, and from 0 where there are none."""
    size = end - start
    return f"{start + 1}" if size == 1 else f"{start + (size > 0)},{size}"


def _line(mark: str, line: str) -> str:
    return (
        f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"
    )
