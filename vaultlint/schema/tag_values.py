"""Tags of properties in forms that yield none, and how they would yield some."""

from __future__ import annotations

from typing import NamedTuple

from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.parse.tags import tag_problem, tags_in
from vaultlint.patterns import later
from vaultlint.schema.writing import list_text, replace_value, spell
from vaultlint.text import Edit, Span

_TAG = rb"#(?!vaultlint-)[^\s#,]+"
_COMMENTED = later(
    rb"[ \t]*(%b(?:,?[ \t]+%b)*)(?:[ \t]+#(?:[ \t]|vaultlint-)[^\r\n]*|[ \t]*)(?=\r?\n|\Z)"
    % (_TAG, _TAG)
)
"""Tags, and behind them a comment of words or a suppression."""


class Commented(NamedTuple):
    """Tags that YAML takes for a comment, and the edit that makes tags of them, if there is one."""

    span: Span
    names: tuple[str, ...]
    edit: Edit | None


def commented_tags(note: Note, prop: Property, value: Value) -> Commented | None:
    """What follows an empty value, `prop`'s or an item of it, if it is nothing but tags: a comment
    of words has a blank behind its `#`."""
    comment = _COMMENTED.match(note.data, value.start) if value.start == value.end else None
    names = tags_in(comment[1].decode()) if comment else ()
    if comment is None or any(map(tag_problem, names)):
        return None
    span = Span(*comment.span(1))
    texts = [spell(name, note, flow=True) for name in names]
    if value is not prop.value:
        return Commented(span, names, Edit(note.path, span, texts[0]) if len(texts) == 1 else None)
    text = list_text(texts, note)
    space = " " if text.startswith("[") else ""
    return Commented(span, names, Edit(note.path, Span(value.start, span.end), space + text))


def as_list_of_tags(note: Note, prop: Property) -> Edit | None:
    """The tags that one text was meant to hold, as a list; None where one of them is no tag, or
    where it holds no more than one."""
    value, names = prop.value, tags_in(prop.value.text)
    if value.kind != "text" or names == (value.text.strip(),) or any(map(tag_problem, names)):
        return None
    if b"\n" in note.data[value.start : value.end]:
        return None
    return replace_value(note, prop, list_text([spell(n, note, flow=True) for n in names], note))
