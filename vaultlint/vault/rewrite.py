"""Links rewritten in place, in the form that they have: wikilink or Markdown, by name or by path,
from the root or relative, with or without `.md`, percent-encoded or in angle brackets."""

from __future__ import annotations

import re
from posixpath import relpath
from urllib.parse import quote

from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.parse.links import split_wikilink
from vaultlint.patterns import later
from vaultlint.text import Edit, Span
from vaultlint.vault.answer import Found
from vaultlint.vault.names import Names

_UNLINKABLE = later("[#\ud800-\udfff]")
"""What no link can hold in its path: a `#`, for it is decoded before it is split, and bytes of a name
that are no UTF-8."""
_NO_WIKILINK = later(rf"{_UNLINKABLE.pattern}|[:|^\\]|%%|\[\[|\]\]|\A\[|\]\Z")
_LINK_MARKS = later(r"[:#|^\\\[\]]|%%")
_PAIRED = later(r"[`$<\[\]]|%%")
_IN_BRACKETS = later(r"\[([^\[\]]*)\]")
_ENCODED_LETTER = later(rb"%[89A-Fa-f][0-9A-Fa-f]")
_SAFE = "/:@!$&'*+,;=~-._"


def path_span(note: Note, link: Link) -> Span | None:
    """The bytes of the link's path, without its subpath; None where nothing can be put in its
    place: the written text is not the text that is meant (escapes), or it stands elsewhere."""
    written = note.data[link.target_start : link.target_end]
    if link.target_span == link.span or (link.key and written[:1] in (b'"', b"'", b"|", b">")):
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


def target_text(link: Link, names: Names, path: str, source: str, *, full: bool = False) -> str:
    """The target with which `link` leads to the file at `path`: by name only if it did so before,
    and not `full`; a path from where it was from."""
    old = link.target.strip()
    bare = path[:-3] if path[-3:].lower() == ".md" else path
    if old.startswith(("./", "../")):
        text = relpath(bare, source.rpartition("/")[0] or ".")
        text = text if text.startswith("../") else f"./{text}"
    elif old.startswith("/"):
        text = f"/{bare}"
    else:
        text = bare if full or "/" in old else link_text(names, path, source)
    is_short = old[-3:].lower() != ".md" and _leads(names, text, path, source)
    return text if is_short else text + path[len(bare) :]


def _leads(names: Names, target: str, path: str, source: str) -> bool:
    return getattr(names.find(target, source), "path", None) == path


def retarget(note: Note, link: Link, names: Names, path: str, *, full: bool = False) -> Edit | None:
    """Let the link lead to the file at `path`; subpath and display text stay. None where no link of
    this form does, because of blanks at the ends of a name."""
    text = target_text(link, names, path, note.path, full=full)
    return respell(note, link, text) if _leads(names, text, path, note.path) else None


def respell(note: Note, link: Link, target: str) -> Edit | None:
    """Put another spelling of the link's target in its place."""
    return _edit(note, link, path_span(note, link), target)


def through_alias(note: Note, link: Link, names: Names, path: str, alias: str) -> Edit | None:
    """Let the link lead to the note at `path`, whose `alias` it then shows, unless it shows
    something of its own."""
    span = path_span(note, link)
    if link.form != "wikilink" or link.embed or link.display is not None or span is None:
        return retarget(note, link, names, path)
    text = target_text(link, names, path, note.path)
    shown = link._replace(target=alias).shown
    unfit = _NO_WIKILINK.search(text) or "|" in shown or "]]" in shown
    if unfit or not _leads(names, text, path, note.path):
        return None
    bar = "\\|" if link.in_table else "|"
    written = Span(link.target_start, link.target_end)
    return _checked(note, link, written, f"{text}{link.subpath}{bar}{shown}")


def resubpath(note: Note, link: Link, headings: list[str]) -> Edit | None:
    """Let the link lead to the heading that these names, one below the other, name."""
    span = path_span(note, link)
    if span is None:
        return None
    text = "".join(f"#{' '.join(_LINK_MARKS.sub(' ', h).split())}" for h in headings)
    text = "#".join(_encoded(note, link, part) for part in text.split("#"))
    return _checked(note, link, Span(span.end, link.target_end), text)


def _edit(note: Note, link: Link, span: Span | None, text: str) -> Edit | None:
    faulty = _UNLINKABLE if link.form == "markdown" else _NO_WIKILINK
    if faulty.search(text):
        return None
    return _checked(note, link, span, _encoded(note, link, text))


def with_plain_marks(note: Note, link: Link, names: Names) -> Edit | None:
    """A wikilink in which `｜` or `＃` stands for `|` or `#`, with those, if it then leads to a
    file."""
    meant = link.target.translate(_PLAIN_MARKS)
    path = split_wikilink(meant)[0].strip()
    if link.form != "wikilink" or meant == link.target or link.display is not None:
        return None
    if not isinstance(names.find(path, note.path), Found):
        return None
    text = note.text(link.target_span).translate(_PLAIN_MARKS)
    return _checked(
        note, link, link.target_span, text.replace("|", "\\|") if link.in_table else text
    )


_PLAIN_MARKS = str.maketrans("｜＃", "|#")


def _encoded(note: Note, link: Link, text: str) -> str:
    """A part of a link's target, encoded as the link is."""
    if link.form != "markdown":
        return text
    written = note.data[link.target_start : link.target_end]
    if note.data[link.target_start - 1 : link.target_start] == b"<":
        return re.sub(r"[%<>\\]", lambda m: f"%{ord(m[0]):02X}", text)
    plain = not _ENCODED_LETTER.search(written)
    return "".join(c if plain and ord(c) > 127 else quote(c, safe=_SAFE) for c in text)


def _checked(note: Note, link: Link, span: Span | None, text: str) -> Edit | None:
    """The edit, if the quotes around a property's value allow it; in text, if no mark goes or comes
    that may belong to another one further on, and what is math within it stays so."""
    if span is None:
        return None
    if link.key is not None:
        return None if set(text) & set("\"'\\") else Edit(note.path, span, text)
    is_math = text.count("$") > 1
    if is_math or _open_marks(note.text(span)) != _open_marks(text):
        return None
    return Edit(note.path, span, text)


def _open_marks(text: str) -> list[str]:
    """The marks in a text that may belong to one further on."""
    return _PAIRED.findall(_IN_BRACKETS.sub(r"\1", text))
