"""Links that are property values."""

from __future__ import annotations

from vaultlint.parse.facts import FrontMatter, Link, Value
from vaultlint.parse.links import split_wikilink


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
    text = value.text
    inner = text[2:-2]
    if not (inner and text.startswith("[[") and text.endswith("]]")):
        return None
    if "[[" in inner or "]]" in text[2:-1] or "\n" in inner or "\r" in inner:
        return None
    path, subpath, display, length = split_wikilink(inner)
    start, end = value.start, value.end
    target_start, target_end = start, end
    encoded = text.encode()
    at = start + 1 if data.startswith(encoded, start + 1) else data.find(encoded, start, end)
    if at >= 0:
        start, end = at, at + len(encoded)
        target_start = start + 2
        target_end = target_start + len(inner[:length].encode())
    return Link(
        "wikilink", False, path, subpath, display, start, end, target_start, target_end, key
    )
