"""Links rewritten in place: as an edit of the target alone, in the style that the link has."""

from __future__ import annotations

import re
from urllib.parse import quote

from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.text import Edit, Span
from vaultlint.vault.answer import Found
from vaultlint.vault.names import Names

_LINK_MARKS = re.compile(r"[:#|^\\]|%%|\[\[|\]\]")


def path_span(note: Note, link: Link) -> Span | None:
    """The bytes of the link's path, without its subpath; None where the written text is not the
    text that is meant (escapes in a property), so that nothing can be put in its place."""
    written = note.data[link.target_start : link.target_end]
    if link.key is not None and written[:1] in (b'"', b"'", b"|", b">"):
        return None
    mark = written.find(b"#")
    end = link.target_start + mark if mark >= 0 else link.target_end
    return Span(link.target_start, end)


def link_text(names: Names, path: str, source: str) -> str:
    """How a wikilink names the file at `path` from the note at `source`: by its name where that
    leads there, else by its path; without `.md`."""
    bare = path[:-3] if path[-3:].lower() == ".md" else path
    name = bare.rpartition("/")[2]
    found = names.find(name, source)
    return name if isinstance(found, Found) and found.path == path else bare


def retarget(note: Note, link: Link, names: Names, path: str, *, full: bool = False) -> Edit | None:
    """Let the link lead to the file at `path`; subpath and display text stay."""
    span = path_span(note, link)
    if span is None:
        return None
    bare = path[:-3] if path[-3:].lower() == ".md" else path
    text = bare if full else link_text(names, path, note.path)
    if link.target[-3:].lower() == ".md" or (link.form == "markdown" and path != bare):
        text += path[len(bare) :]
    return _edit(note, link, span, text)


def through_alias(note: Note, link: Link, names: Names, path: str, alias: str) -> Edit | None:
    """Let the link lead to the note at `path`, whose `alias` it then shows, unless it shows
    something of its own or a place within the note."""
    span = path_span(note, link)
    if link.form != "wikilink" or link.subpath or link.display is not None or span is None:
        return retarget(note, link, names, path)
    bar = "\\|" if link.in_table else "|"
    return _edit(note, link, span, f"{link_text(names, path, note.path)}{bar}{alias}")


def resubpath(note: Note, link: Link, subpath: str) -> Edit | None:
    """Put another subpath (with its `#`) in the place of the link's."""
    span = path_span(note, link)
    if span is None:
        return None
    written = Span(span.end, link.target_end)
    return _edit(note, link, written, subpath)


def heading_subpath(text: str) -> str:
    """How a link names a heading: without the characters that end or split a link."""
    return "#" + " ".join(_LINK_MARKS.sub(" ", text).split())


def _edit(note: Note, link: Link, span: Span, text: str) -> Edit | None:
    if link.form == "markdown":
        if note.data[link.target_start - 1 : link.target_start] != b"<":
            text = quote(text, safe="/#:@!$&'*+,;=~-._" + "".join(c for c in text if ord(c) > 127))
    elif link.key is not None and set(text) & set("\"'\\"):
        return None
    return Edit(note.path, span, text)
