"""Links that are property values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.facts import FrontMatter, Link, Property, Value
from vaultlint.parse.links import split_wikilink

_WIKILINK = re.compile(r"\[\[((?:(?!\[\[|\]\])[^\r\n])+)\]\]")


def property_links(frontmatter: FrontMatter, data: bytes) -> tuple[Link, ...]:
    """Every text value, or list item, that is one wikilink, as `frontmatterLinks` has it."""
    if data.find(b"[[", frontmatter.inner_start, frontmatter.inner_end) < 0:
        return ()
    return tuple(
        link for prop in frontmatter.properties for link in _links(prop.value, prop.key, data)
    )


def _links(value: Value, key: str, data: bytes) -> Iterator[Link]:
    if value.kind == "text":
        link = value_link(value, key, data)
        if link is not None:
            yield link
    elif value.kind == "list":
        for at, item in enumerate(value.items):
            yield from _links(item, f"{key}.{at}", data)
    else:
        prop: Property
        for prop in value.properties:
            yield from _links(prop.value, f"{key}.{prop.key}", data)


def value_link(value: Value, key: str, data: bytes) -> Link | None:
    """The link that a text value is. Where escapes keep text and bytes apart, link and target
    have the span of the whole value."""
    match = _WIKILINK.fullmatch(value.text) if value.text.startswith("[[") else None
    if match is None:
        return None
    path, subpath, display, length = split_wikilink(match[1])
    start, end = value.start, value.end
    target_start, target_end = start, end
    written = data[start:end]
    at = written.find(value.text.encode())
    if at >= 0:
        start, end = start + at, start + at + len(value.text.encode())
        target_start = start + 2
        target_end = target_start + len(match[1][:length].encode())
    return Link(
        "wikilink", False, path, subpath, display, start, end, target_start, target_end, key
    )
