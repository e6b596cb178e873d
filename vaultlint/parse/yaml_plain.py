"""The front matter that nearly all notes have, read line by line without a YAML parser.

The subset: top-level `key: value` and lists of scalars (block, or flow on one line), values plain
or simply quoted, comments, blank lines. Anything else is left to the parser; what is read here is
what the parser would make of it, which a property test holds.
"""

from __future__ import annotations

import re
from functools import partial

from vaultlint.parse.facts import Property, Style, Value
from vaultlint.parse.yaml_scalars import kind_of
from vaultlint.patterns import later

# Bytes ≥ 0x80 may stand in keys and values; the few characters among them that YAML treats
# otherwise (line separators, controls, BOM) are looked for first.
_ODD = later(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef\xbb\xbf|\xef\xbf[\xbe\xbf]")
_REST = rb"[^\x00-\x1f\x7f#:]*+"
_PLAIN = (
    rb"((?:-(?=[^\x00-\x20])|[A-Za-z0-9_\x80-\xff.+~(/<=$^;\\])"
    + _REST
    + rb"(?:(?::(?=[^\x00-\x20\x7f])|(?<! )#)"
    + _REST
    + rb")*)"
)
_DOUBLE = rb'"([^\x00-\x1f\x7f"\\]*+)"'
_SINGLE = rb"'([^\x00-\x1f\x7f']*+)'"
_WORD = rb"[A-Za-z0-9_\x80-\xff./(+~][^\x00-\x1f\x7f,\[\]{}#:]*+"
_ENTRY = rb"(?:" + _WORD + rb'|"[^\x00-\x1f\x7f"\\]*+" *+|' + rb"'[^\x00-\x1f\x7f']*+' *+)"
_FLOW = rb"(\[ *+(?:" + _ENTRY + rb"(?:, *+" + _ENTRY + rb")*)?\])"
_END = rb" *+(?:(?<=[ \n])#[^\x00-\x08\x0a-\x1f\x7f]*+)?(?:\r?\n|\Z)"
_KEY = rb"([A-Za-z0-9_\x80-\xff](?:[A-Za-z0-9_ ./()\x80-\xff-]{0,98}[A-Za-z0-9_./()\x80-\xff-])?)"
_PROPERTY = later(
    _KEY
    + rb":(?:(?= *+\r?\n)| ++(?:"
    + b"|".join((_PLAIN, _DOUBLE, _SINGLE, _FLOW))
    + rb")?)"
    + _END
)
_ITEM = later(
    rb"( *+)-(?:(?= *+\r?\n)| ++(?:" + b"|".join((_PLAIN, _DOUBLE, _SINGLE)) + rb")?)" + _END
)
_SKIP = later(rb" *+(?:#[^\x00-\x08\x0a-\x1f\x7f]*+)?\r?\n")
_ENTRIES = later(rb"(" + _WORD + rb')|"([^"]*+)"|' + rb"'([^']*+)'")
_value = partial(tuple.__new__, Value)
_property = partial(tuple.__new__, Property)
"""Make them of all that they hold, without looking for what is left out: a third of the time."""
_STYLES: tuple[Style, ...] = ("plain", "plain", "plain", "double", "single")


def read_plain(data: bytes, start: int, end: int) -> tuple[Property, ...] | None:
    """The properties in the YAML lines `data[start:end]` (UTF-8), or None where they are more
    than the subset."""
    if not data[start:end].isascii() and _ODD.search(data, start, end):
        return None
    found: list[Property] = []
    seen: set[str] = set()
    at = start
    while at < end:
        match = _PROPERTY.match(data, at, end)
        if match is None:
            skipped = _SKIP.match(data, at, end)
            if skipped is None:
                return None
            at = skipped.end()
            continue
        key = match[1].decode()
        if key in seen:
            return None
        seen.add(key)
        key_end = match.end(1)
        after = match.end()
        group = match.lastindex
        if group == 1:
            value, after = _block(data, key_end + 1, after, end)
            if value is None:
                return None
        elif group == 5:
            value = _flow(data, match.start(5), match.end(5))
        else:
            value = _scalar(match, group or 0)
        found.append(_property((key, at, key_end, value, at, after)))
        at = after
    return tuple(found)


def _scalar(match: re.Match[bytes], group: int) -> Value:
    """The value in `group` of a match: 2 plain, 3 double-quoted, 4 single-quoted."""
    start, end = match.span(group)
    if group != 2:
        text, style = match[group].decode(), _STYLES[group]
        return _value(("text", text, style, start - 1, end + 1, (), ()))
    raw = match[2].rstrip(b" ")
    text = raw.decode()
    kind = kind_of(text)
    if kind == "null":
        text = ""
    return _value((kind, text, "plain", start, start + len(raw), (), ()))


def _block(data: bytes, colon: int, at: int, end: int) -> tuple[Value | None, int]:
    """The list under a key whose line ends at `at`, or null where there is none; and where the
    lines of the property end. No value where the lines are more than the subset."""
    items: list[Value] = []
    indent = first = last = -1
    after = at
    while at < end:
        match = _ITEM.match(data, at, end)
        if match is None:
            skipped = _SKIP.match(data, at, end)
            if skipped is None:
                break
            at = skipped.end()
            continue
        width = match.end(1) - at
        if first < 0:
            indent, first = width, match.end(1)
        elif width != indent:
            return None, at
        group = match.lastindex
        if group == 1:
            dash = match.end(1) + 1
            items.append(_value(("null", "", "plain", dash, dash, (), ())))
        else:
            items.append(_scalar(match, group or 0))
        last = items[-1].end
        at = after = match.end()
    if first < 0:
        return _value(("null", "", "plain", colon, colon, (), ())), after
    return _value(("list", "", "block", first, last, tuple(items), ())), after


def _flow(data: bytes, start: int, end: int) -> Value:
    """The one-line flow list of scalars that `data[start:end]` is."""
    items = []
    for match in _ENTRIES.finditer(data, start + 1, end - 1):
        group = match.lastindex or 0
        if group > 1:
            text, style = match[group].decode(), "double" if group == 2 else "single"
            items.append(_value(("text", text, style, *match.span(), (), ())))
            continue
        raw = match[1].rstrip(b" ")
        text = raw.decode()
        kind = kind_of(text)
        at = match.start()
        text = "" if kind == "null" else text
        items.append(_value((kind, text, "plain", at, at + len(raw), (), ())))
    return _value(("list", "", "flow", start, end, tuple(items), ()))
