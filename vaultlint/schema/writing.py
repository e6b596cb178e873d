"""New YAML in a note's properties, as edits, in the style of what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from vaultlint.note import Note
from vaultlint.parse.facts import FrontMatter, Property, Value
from vaultlint.parse.yaml_scalars import kind_of
from vaultlint.patterns import later
from vaultlint.text import Edit, Span

Scalar = str | int | float | bool
_UNSAFE_START = tuple("!&*-?:,[]{}#|>@`\"'%= ")
_FLOW = frozenset(",[]{}")
_TEXT = later(rb"^[ \t]*[^\s#]", re.MULTILINE)
_ESCAPED = later(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What YAML holds in no other way, or breaks a line at."""
_UNSAFE_INSIDE = later(rf": | #|:$|{_ESCAPED.pattern}|\s$")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def line_break(note: Note) -> str:
    """The line break of the note's first line."""
    first, _, _ = note.data.partition(b"\n")
    return "\r\n" if first.endswith(b"\r") else "\n"


def spell(value: Scalar, note: Note, *, flow: bool = False) -> str:
    """A value as YAML: plain where it reads back as itself, else in the note's own quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if is_plain(value) and not (flow and _FLOW & set(value)):
        return value
    return quoted(value, "'" if _prefers_single(note) else '"')


def is_plain(text: str) -> bool:
    """Whether a text reads back as itself without quotes."""
    if not text or text.startswith(_UNSAFE_START) or _UNSAFE_INSIDE.search(text):
        return False
    return kind_of(text) == "text" and text not in ("---", "...")


def quoted(text: str, quote: str) -> str:
    """The text in quotes; double ones where a single-quoted text cannot hold it."""
    if quote == "'" and not _ESCAPED.search(text):
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ESCAPED.sub(lambda m: _escape(m[0]), escaped) + '"'


def quoted_as_written(text: str) -> str:
    """The text in quotes that leave it as it stands: single ones where it holds double ones."""
    return quoted(text, "'" if '"' in text or "\\" in text else '"')


def _escape(char: str) -> str:
    code = ord(char)
    return _SHORT.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def respell(value: Value, text: str, note: Note) -> str:
    """`text` in the place of a scalar, in its own quotes if it has some."""
    if value.style in ("single", "double"):
        return quoted(text, "'" if value.style == "single" else '"')
    return spell(text, note)


def replace_value(note: Note, prop: Property, text: str) -> Edit:
    """Put `text` (YAML, may begin with a line break) in the place of a property's value. What
    stands before it stays: spaces, and a comment above a value that has a line of its own."""
    value = prop.value
    has_lines = text.startswith(("\n", "\r"))
    space = "" if has_lines else " "
    colon = note.data.find(b":", prop.key_end, prop.end) + 1
    is_in_comment = value.is_empty and b"#" in note.data[prop.key_end : colon]
    if not colon or is_in_comment:  # `? name` and no more
        return Edit(
            note.path, Span(prop.key_end, prop.key_end), f"{line_break(note)}:{space}{text}"
        )
    if value.end <= value.start or value.start < colon:
        end = colon
        while note.data[end : end + 1] in (b" ", b"\t"):
            end += 1
        # spaces before a comment stay: without them it would be part of the value
        end = colon if note.data[end : end + 1] == b"#" else end
        return Edit(note.path, Span(colon, end), space + text)
    gap = note.data[colon : value.start]
    if not has_lines and gap and (value.style != "block" or b"\n" not in gap or b"#" in gap):
        indent = "  " if gap.endswith(b"\n") else ""
        return Edit(note.path, Span(value.start, value.end), indent + text)
    above = note.data.rfind(b"\n", colon, value.start)
    start = len(note.data[:above].removesuffix(b"\r")) if above >= 0 and has_lines else colon
    return Edit(note.path, Span(start, value.end), space + text)


def list_text(items: Iterable[str], note: Note) -> str:
    """A list of YAML texts, as `replace_value` takes it: in lines or in brackets, as the note's
    other lists are; in lines if it has none."""
    lists = [p.value for p in note.properties.values() if p.value.kind == "list" and p.value.items]
    flow = [v.style == "flow" for v in lists]
    if flow and all(flow):
        return "[" + ", ".join(items) + "]"
    indent = "  "
    for value in lists:
        if value.style == "block":
            start = note.data.rfind(b"\n", 0, value.start) + 1
            indent = " " * (value.start - start)
            break
    newline = line_break(note)
    return "".join(f"{newline}{indent}- {item}" for item in items)


def default_text(value: Scalar | tuple[str, ...], many: bool, note: Note) -> str:
    """A schema's default as YAML."""
    if isinstance(value, tuple):
        return list_text([spell(v, note, flow=True) for v in value], note) if value else "[]"
    return list_text([spell(value, note, flow=True)], note) if many else spell(value, note)


def add_property(note: Note, name: str, text: str, order: tuple[str, ...]) -> Edit | None:
    """Add a property: after the one that `order` has before it, else last; in a block of its own
    where the note has none. None where the block is no list of lines: `{a: 1}`, `null`."""
    newline = line_break(note)
    key = name if is_plain(name) else quoted(name, '"')
    space = "" if text.startswith(("\n", "\r")) else " "
    line = f"{key}:{space}{text}{newline}"
    block = note.facts.frontmatter
    if block is None:
        return Edit(
            note.path, Span(note.body_start, note.body_start), f"---{newline}{line}---{newline}"
        )
    lines = note.data[block.inner_start : block.inner_end]
    first = block.properties[0] if block.properties else None
    indent = note.data[first.start : first.key_start] if first else b""
    is_flow = first is not None and first.end <= first.value.end < block.inner_end
    if is_flow or indent.strip(b" ") or (first is None and _TEXT.search(lines)):
        return None
    at = _place(block, name, order)
    return Edit(note.path, Span(at, at), indent.decode() + line)


def _place(block: FrontMatter, name: str, order: tuple[str, ...]) -> int:
    if name in order:
        before = order[: order.index(name)]
        ends = [p.end for p in block.properties if p.key in before]
        if ends:
            return max(ends)
        after = order[order.index(name) + 1 :]
        starts = [p.start for p in block.properties if p.key in after]
        if starts:
            return min(starts)
    return block.properties[-1].end if block.properties else block.inner_end


def _number_of(items: tuple[Value, ...], item: Value) -> int:
    at = bisect_left(items, item.start, key=attrgetter("start"))
    return at if items[at : at + 1] == (item,) else items.index(item)  # aliases stand elsewhere


def removed_item(note: Note, holder: Value, item: Value) -> Edit | None:
    """The edit that takes an item, not the first, out of a list; None where a comment or the name
    of an anchor would go with it, or a comma that YAML wants, or where it is not a simple one."""
    data, at = note.data, _number_of(holder.items, item)
    if at == 0 or data.startswith((b"&", b"!"), item.start):
        return None
    if holder.style == "flow":
        before = holder.items[at - 1]
        if b"#" in data[before.end : item.start] or _is_bare_tag(data[before.start : before.end]):
            return None
        return Edit(note.path, Span(before.end, item.end), "")
    start = data.rfind(b"\n", 0, item.start) + 1
    end = data.find(b"\n", item.end) + 1 or len(data)
    outside = data[start : item.start] + data[item.end : end]
    return None if outside.strip() != b"-" else Edit(note.path, Span(start, end), "")


def _is_bare_tag(written: bytes) -> bool:
    """Whether an item is empty but for its tag (`!!str`), which no bracket may follow."""
    return written.startswith((b"!", b"&")) and written.split()[-1].startswith(b"!")


def _prefers_single(note: Note) -> bool:
    styles = [v.style for p in note.properties.values() for v in (p.value, *p.value.items)]
    return styles.count("single") > styles.count("double")
