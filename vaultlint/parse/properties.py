"""Links that are property values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container
from functools import partial
from itertools import chain
from operator import attrgetter

from vaultlint.parse.facts import FrontMatter, Link, Value
from vaultlint.parse.links import split_wikilink, wikilink_inside

_link = partial(tuple.__new__, Link)


def property_links(frontmatter: FrontMatter, data: bytes) -> tuple[Link, ...]:
    """Every text value, or list item, that is one wikilink, as `frontmatterLinks` has it."""
    if data.find(b"[[", frontmatter.inner_start, frontmatter.inner_end) < 0:
        return ()
    found: list[Link] = []
    for prop in frontmatter.properties:
        _add_links(prop.value, prop.key, data, found)
    return tuple(found)


def _add_links(value: Value, key: str, data: bytes, found: list[Link]) -> None:
    if value.kind == "text":
        if value.text.startswith("[["):
            link = value_link(value, key, data)
            if link is not None:
                found.append(link)
        return
    for at, item in enumerate(value.items):
        if item.text.startswith("[[") or item.kind in ("list", "object"):
            _add_links(item, f"{key}.{at}", data, found)
    for prop in value.properties:
        _add_links(prop.value, f"{key}.{prop.key}", data, found)


_START = attrgetter("start")
Steps = tuple[str | int, ...]
"""The way to a value: names of properties, and places in lists from 0."""


def steps_to(link: Link, frontmatter: FrontMatter) -> Steps:
    """The way to a property's link. Its key alone does not tell: a name may hold dots."""
    top = Value("object", "", "block", 0, 0, properties=frontmatter.properties)
    return _steps(f".{link.key}", top, link.start) or ()


def _steps(rest: str, value: Value, at: int) -> Steps | None:
    if not rest:
        return () if value.start <= at < value.end else None
    if value.items:
        place, dot, below = rest[1:].partition(".")
        if not place.isdecimal() or int(place) >= len(value.items):
            return None  # another property of the same name
        found = _steps(dot + below, value.items[int(place)], at)
        return None if found is None else (int(place), *found)
    near = bisect_right(value.properties, at, key=_START) - 1  # all others only for aliases
    for prop in chain(value.properties[max(near, 0) : near + 1], value.properties):
        if rest == f".{prop.key}" or rest.startswith(f".{prop.key}."):
            found = _steps(rest[len(prop.key) + 1 :], prop.value, at)
            if found is not None:
                return (prop.key, *found)
    return None


def path_of(steps: Steps) -> str:
    """What a person calls what stands there: `address.city`, `authors[0].home`; the items of a
    list of texts are called as the list."""
    path = ""
    for step, after in zip(steps, (*steps[1:], None), strict=True):
        if isinstance(step, str):
            path += f".{step}" if path else step
        elif isinstance(after, str):
            path += f"[{step}]"
    return path


def held_by(path: str, names: Container[str]) -> str:
    """The property of the note that holds what is called `path`: the longest among `names`."""
    ends = (len(path), *(at for at in range(len(path) - 1, 0, -1) if path[at] in ".["))
    return next((path[:end] for end in ends if path[:end] in names), path)


def value_link(value: Value, key: str, data: bytes) -> Link | None:
    """The link that a text value is. Where escapes keep text and bytes apart, link and target
    have the span of the whole value."""
    text = value.text
    inner = wikilink_inside(text)
    if inner is None:
        return None
    path, subpath, display, length = split_wikilink(inner)
    start, end = value.start, value.end
    target_start, target_end = start, end
    encoded = text.encode()
    at = start + 1 if data.startswith(encoded, start + 1) else data.find(encoded, start, end)
    if at >= 0:
        start, end = at, at + len(encoded)
        target_start = start + 2
        target_end = target_start + (
            length if len(encoded) == len(text) else len(inner[:length].encode())
        )
    place = (start, end, target_start, target_end)
    return _link(("wikilink", False, path, subpath, display, *place, key, False))
