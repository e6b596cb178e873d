"""Links that are property values."""

from __future__ import annotations

import re

from vaultlint.parse.facts import FrontMatter, Link, Value
from vaultlint.parse.links import split_wikilink

_WIKILINK = re.compile(r"\[\[((?:(?!\[\[|\]\])[^\r\n])+)\]\]")


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
        _add_links(item, f"{key}.{at}", data, found)
    for prop in value.properties:
        _add_links(prop.value, f"{key}.{prop.key}", data, found)


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
