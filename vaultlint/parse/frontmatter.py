"""Front matter with Obsidian's delimiters, read to values with spans."""

from __future__ import annotations

import re

from vaultlint.parse.facts import FrontMatter, Problem, Property, Value
from vaultlint.parse.frame import Frame, frame_of
from vaultlint.parse.yaml_plain import read_plain
from vaultlint.patterns import later
from vaultlint.text import BOM

MAX_FRONTMATTER = 1024 * 1024
"""Bytes above which front matter is not read: no person wrote it."""

MAX_VALUES = 20_000
"""Properties and items at any depth, and faults, above which it is not taken."""
_BLANK = later(rb"(?=[ \t\r\n\xef])[ \t\r\n]*+(?:\xef\xbb\xbf[ \t\r\n]*+){0,99}(?=---[ \t]*\r?\n)")
_PROPERTY_LINE = later(rb"[A-Za-z\x80-\xff][\w \x80-\xff-]{0,60}:(?:[ \t\r\n]|\Z)")
_YAML_LINE = later(rb"[ \t]|- |-\Z|#|[A-Za-z\x80-\xff][\w \x80-\xff-]{0,60}:(?:[ \t]|\Z)")
_FIRST_LINES = later(rb"(?:[^\n]*\n){0,20}")
_LATER = later(rb"\n(---[ \t]*\r?\n)")
_NOT_ABOVE = later(rb"^(?: {0,3}(?:```|~~~)|<<<<<<<[ \r\n])", re.MULTILINE)
"""A code fence, a conflict."""
_ONLY_BLANK = later(rb"[ \t\r\n]*+")


def read_frontmatter(data: bytes) -> tuple[FrontMatter | None, tuple[Problem, ...]]:
    """The front matter of a note that is valid UTF-8, or None, and what is wrong about where it
    stands: `misplaced` (the span is what stands before it; `detail` is `blank` where that is only
    blank space), `unclosed`, `second-block`. Problems inside the YAML are in
    `FrontMatter.problems`: `invalid-yaml`, `duplicate-key`, `unquoted-wikilink`, `too-big`,
    `too-many`.
    """
    frame = frame_of(data)
    if frame is None:
        return None, _misplaced(data)
    if not frame.closed:
        meant = _PROPERTY_LINE.match(data, frame.inner_start)
        opening = Problem("unclosed", frame.start, frame.start + 3)
        return None, (opening,) if meant else ()
    return _read(data, frame), _second(data, frame.end)


def _read(data: bytes, frame: Frame) -> FrontMatter:
    start, end, inner, stop, _ = frame
    if stop - inner > MAX_FRONTMATTER:
        problem = Problem("too-big", start, start + 3, str(stop - inner))
        return FrontMatter(start, end, inner, stop, (), (problem,))
    properties, problems = _properties(data, inner, stop)
    # a value and what parts it from the next are two bytes at least
    amount = _amount(properties) if stop - inner > 2 * MAX_VALUES else 0
    if max(amount, len(problems)) > MAX_VALUES:
        properties, detail = (), f"{MAX_VALUES:,} properties and items"
        problems = (Problem("too-many", start, start + 3, detail),)
    return FrontMatter(start, end, inner, stop, properties, problems)


def _properties(
    data: bytes, inner: int, stop: int
) -> tuple[tuple[Property, ...], tuple[Problem, ...]]:
    plain = read_plain(data, inner, stop)
    if plain is not None:
        return plain, ()
    value, problems = _compose(data, inner, stop)
    properties: tuple[Property, ...] = ()
    if value is not None:
        if value.kind == "object":
            properties = value.properties
        elif value.kind != "null":
            from vaultlint.parse.yaml_faults import no_property

            line = data.find(b"\n", value.start, stop)
            fault = (value.start, line if line > 0 else stop)
            text = data[slice(*fault)].decode("utf-8", "replace")
            problems = (Problem("invalid-yaml", *fault, no_property(text)),)
    return properties, problems


def _amount(properties: tuple[Property, ...]) -> int:
    amount, rest = 0, [p.value for p in properties]
    while rest:
        value = rest.pop()
        amount += 1
        rest += value.items
        rest += (p.value for p in value.properties)
    return amount


def _compose(data: bytes, start: int, end: int) -> tuple[Value | None, tuple[Problem, ...]]:
    from vaultlint.parse.handler import HANDLER

    return HANDLER.read(data, start, end)


def _looks_meant(data: bytes, frame: Frame | None) -> bool:
    """Whether a block that Obsidian does not see was meant as front matter."""
    if frame is None or not frame.closed or frame.inner_end - frame.inner_start > MAX_FRONTMATTER:
        return False
    if not _PROPERTY_LINE.match(data, frame.inner_start):
        return False
    value, _ = _compose(data, frame.inner_start, frame.inner_end)
    if value is None:  # it would be invalid there too, but shown as front matter
        lines = data[frame.inner_start : frame.inner_end].splitlines()
        return all(not line.strip() or _YAML_LINE.match(line) for line in lines)
    return value.kind == "object"


def _misplaced(data: bytes) -> tuple[Problem, ...]:
    top = len(BOM) if data.startswith(BOM) else 0
    blank = _BLANK.match(data, top)
    if blank:
        meant = _looks_meant(data, frame_of(data, blank.end()))
        return (Problem("misplaced", top, blank.end(), "blank"),) if meant else ()
    head = _FIRST_LINES.match(data)
    if head is None or b"---" not in head[0]:
        return ()
    later = _LATER.search(data, 0, head.end())
    if later is None or _NOT_ABOVE.search(data[top : later.start(1)]):
        return ()
    frame = frame_of(data, later.start(1))
    if frame is None or not _looks_meant(data, frame):
        return ()
    return (Problem("misplaced", frame.start, frame.start + 3, "text"),)


def _second(data: bytes, end: int) -> tuple[Problem, ...]:
    gap = _ONLY_BLANK.match(data, end)
    at = gap.end() if gap else end
    frame = frame_of(data, at) if data.startswith(b"---", at) else None
    if frame is None or not _looks_meant(data, frame):
        return ()
    return (Problem("second-block", at, at + 3),)
