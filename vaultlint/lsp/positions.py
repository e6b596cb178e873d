"""Places as editors count them: lines from 0, columns in UTF-16 units."""

from __future__ import annotations

from lsprotocol import types as lsp

from vaultlint.note import Note
from vaultlint.text import BOM, Span


def position(note: Note, offset: int) -> lsp.Position:
    """Where byte `offset` is."""
    line = note.lines.line_of(offset)
    start = note.lines.line_span(line).start
    before = note.data[start:offset]
    if start == 0 and before.startswith(BOM):
        before = before[len(BOM) :]
    return lsp.Position(line - 1, len(before.decode("utf-8", "replace").encode("utf-16-le")) // 2)


def place(note: Note, span: Span) -> lsp.Range:
    """Where a span is."""
    return lsp.Range(position(note, span.start), position(note, span.end))
