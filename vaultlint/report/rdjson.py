"""Reviewdog's diagnostic format; its columns are UTF-8 bytes, from 1."""

from __future__ import annotations

import json
from collections.abc import Iterator

from vaultlint import __version__
from vaultlint.finding import Diagnostic
from vaultlint.judgement import Report
from vaultlint.note import Note
from vaultlint.report.listed import listed, written
from vaultlint.report.visible import encodable
from vaultlint.text import Span


def pieces(report: Report) -> Iterator[str]:
    """One document; the first fix of a finding becomes its suggestions."""
    shell = json.dumps({"source": {"name": "vaultlint"}, "diagnostics": []}, indent=1)
    found = (_diagnostic(report, d) for d in report.diagnostics)
    return listed(shell, written(found))


def _diagnostic(report: Report, diagnostic: Diagnostic) -> dict[str, object]:
    finding = diagnostic.finding
    note = report.vault.notes[diagnostic.path]
    made: dict[str, object] = {
        "message": encodable(finding.message),
        "location": {
            "path": encodable(report.file(note.path)),
            "range": _range(note, finding.span),
        },
        "severity": str(diagnostic.severity).upper(),
        "code": {"value": diagnostic.code},
        "source": {"name": f"vaultlint {__version__}"},
    }
    fix = finding.fixes[0] if finding.fixes else None
    if fix is not None and all(edit.path == note.path for edit in fix.edits):
        made["suggestions"] = [
            {"range": _range(note, edit.span), "text": edit.text} for edit in fix.edits
        ]
    return made


def _range(note: Note, span: Span) -> dict[str, dict[str, int]]:
    return {"start": _place(note, span.start), "end": _place(note, span.end)}


def _place(note: Note, offset: int) -> dict[str, int]:
    line = note.lines.line_of(offset)
    return {"line": line, "column": offset - note.lines.line_span(line).start + 1}
