"""A chapter list in the order of its times: each line with the text under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from vaultlint.note import Note
from vaultlint.parse.facts import Chapter
from vaultlint.patterns import later
from vaultlint.text import Edit, Span, apply

_LEAD = later(rb"[ \t>]*(?:#{1,6}[ \t]+)?(?:[-*+][ \t]+|[0-9]{1,3}[.)][ \t]+)?")
_GAP = later(rb"(?:\r?\n[ \t>]*)*\Z")
_BREAK = later(rb"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\r?$", re.MULTILINE)

_OPEN_END = later(rb"[ \t]*(?:[|>]|[-*+][ \t]|[0-9]{1,9}[.)][ \t])|[ \t]{2,}\S")
_OTHERWISE = "what stands under them would be read otherwise"


class Arranged(NamedTuple):
    """Edits that sort a list; none where it cannot be done, and `why` not."""

    edits: tuple[Edit, ...] = ()
    why: str = ""


def arrange(note: Note, listed: Sequence[Chapter], chapters: Sequence[Chapter]) -> Arranged:
    """Sort the chapters of one list by time; `chapters` are all of the note. Where nothing stands
    between them, their lines change places; else each takes along what stands under it, up to the
    next chapter (of any list), heading or thematic break. List numbers and blank lines stay where
    they are."""
    faulty = next((c for c in listed if c.seconds is None), None)
    if faulty is not None:
        return Arranged(why=f"`{faulty.time}` is no time")
    leads = [_lead(note, c) for c in listed]
    order = sorted(range(len(listed)), key=lambda at: listed[at].seconds or 0)
    pieces = list(_lines(note, leads))
    if not _is_tight(note.data, pieces):
        pieces = [
            _without_gap(note.data, piece) for piece in _blocks(note, listed, leads, chapters)
        ]
    why = _hindrance(note, listed, leads, pieces)
    if why:
        return Arranged(why=why)
    texts = [note.text(piece) for piece in pieces]
    edits = tuple(
        Edit(note.path, piece, texts[at])
        for piece, text, at in zip(pieces, texts, order, strict=True)
        if texts[at] != text
    )
    after = Note.parse(note.path, apply(note.data, edits))
    falls = _falls(after)
    if _parts(after) != _parts(note) or (falls and falls >= _falls(note)):
        return Arranged(why=_OTHERWISE)
    return Arranged(edits)


def _lead(note: Note, chapter: Chapter) -> Span:
    """What stays in its place: quote marks, hashes, bullet or number."""
    start = max(note.data.rfind(b"\n", 0, chapter.start) + 1, note.body_start)
    match = _LEAD.match(note.data, start, chapter.time_start)
    return Span(start, match.end() if match else start)


def _lines(note: Note, leads: Sequence[Span]) -> Iterator[Span]:
    for lead in leads:
        yield Span(lead.end, note.lines.line_span(note.lines.line_of(lead.start)).end)


def _is_tight(data: bytes, lines: Sequence[Span]) -> bool:
    """Whether nothing but blank lines stands between the lines (and their leads)."""
    for before, after in pairwise(lines):
        between = data[before.end : data.rfind(b"\n", 0, after.start) + 1]
        if between.strip(b" \t\r\n>"):
            return False
    return True


def _blocks(
    note: Note, listed: Sequence[Chapter], leads: Sequence[Span], chapters: Sequence[Chapter]
) -> Iterator[Span]:
    """From each chapter to the next; the last one to where its text ends."""
    for lead, after in pairwise(leads):
        yield Span(lead.end, after.start)
    last = leads[-1]
    level = _level(note, last)
    ends = [h.start for h in note.facts.headings if not level or h.level <= level]
    ends += [c.start for c in chapters]
    hidden = [(z.start, z.end) for z in note.facts.zones]
    breaks = (m.start() for m in _BREAK.finditer(note.data, listed[-1].end))
    ends += [b for b in breaks if not level and not any(s <= b < e for s, e in hidden)]
    end = min((e for e in ends if e > last.end), default=len(note.data))
    yield Span(last.end, note.data.rfind(b"\n", 0, end) + 1 if end < len(note.data) else end)


def _without_gap(data: bytes, piece: Span) -> Span:
    match = _GAP.search(data, piece.start, piece.end)
    return Span(piece.start, match.start() if match else piece.end)


def _level(note: Note, lead: Span) -> int:
    return note.data.count(b"#", *lead)


def _hindrance(
    note: Note, listed: Sequence[Chapter], leads: Sequence[Span], pieces: Sequence[Span]
) -> str:
    """Why the pieces cannot change places; empty if they can."""
    written = [note.data[lead.start : lead.end] for lead in leads]
    if len({re.sub(rb"[0-9]+", b"1", lead) for lead in written}) > 1:
        return "its lines are not written alike"
    if not any(b"\n" in note.data[p.start : p.end] for p in pieces):
        return ""
    if len({len(lead) for lead in written}) > 1 or note.data[leads[0].end :][:1] == b"|":
        return "text stands between its lines"
    own = {note.lines.line_of(c.start) for c in listed}
    level = _level(note, leads[0])
    for heading in note.facts.headings:
        inside = pieces[0].start < heading.start < pieces[-1].start
        if (
            inside
            and heading.level <= (level or 6)
            and note.lines.line_of(heading.start) not in own
        ):
            return f"the heading `{heading.text}` stands between its lines"
    if not written[0].strip() and _would_swallow(note.data, pieces):
        return _OTHERWISE
    quote = b">" in written[0]
    if quote and any(not _is_quoted(note.data[p.start : p.end]) for p in pieces):
        return "not all of it stands in the quote"
    return ""


def _would_swallow(data: bytes, pieces: Sequence[Span]) -> bool:
    """Whether a table, quote or list could come to stand right above a chapter's line, which
    would then belong to it."""
    apart = all(
        data.count(b"\n", before.end, after.start) > 1 for before, after in pairwise(pieces)
    )
    return not apart and any(
        _OPEN_END.match(data, data.rfind(b"\n", 0, piece.end) + 1, piece.end)
        for piece in pieces
        if b"\n" in data[piece.start : piece.end]
    )


def _is_quoted(piece: bytes) -> bool:
    return all(line.lstrip(b" \t").startswith(b">") for line in piece.split(b"\n")[1:])


def _falls(note: Note) -> int:
    """How often a chapter is not later than the one before it in its list."""
    return sum(
        a.list == b.list and (b.seconds or 0) <= (a.seconds or 0)
        for a, b in pairwise(note.facts.chapters)
    )


def _parts(note: Note) -> tuple[Counter[Any], ...]:
    """What a note is made of, without its order."""
    facts = note.facts
    return (
        Counter((h.level, h.text) for h in facts.headings),
        Counter((k.form, k.target, k.subpath, k.embed, k.in_table) for k in facts.links),
        Counter(b.id for b in facts.blocks),
        Counter(t.name for t in facts.tags),
        Counter((z.kind, note.text((z.start, z.end)).strip()) for z in facts.zones),
        Counter((c.time, c.title) for c in facts.chapters),
        Counter(p.kind for p in facts.problems),
    )
