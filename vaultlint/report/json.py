"""The machine's report, version 1: pydantic models are its definition, and give its schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, Field

from vaultlint import __version__
from vaultlint.finding import Diagnostic, Severity
from vaultlint.judgement import Report
from vaultlint.note import Note
from vaultlint.report.listed import listed
from vaultlint.report.visible import ascii_where_unseen, encodable


class Place(BaseModel):
    """Line and column count from 1, columns count code points; `offset` counts bytes of the file."""

    line: int = Field(ge=1)
    column: int = Field(ge=1)
    offset: int = Field(ge=0)


class EditModel(BaseModel):
    """Put `text` in the place of bytes `start` to `end` of the file at `path`."""

    path: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class FixModel(BaseModel):
    """One way to mend a finding: all edits or none."""

    title: str
    safety: Literal["safe", "unsafe"]
    edits: list[EditModel]


class DiagnosticModel(BaseModel):
    """A finding. `path` is relative to the vault, POSIX, as on disk; a byte of it that is no UTF-8
    is `\\u{dcXX}`, XX being its two hexadecimal digits."""

    path: str
    code: str
    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    schema_: str | None = Field(None, alias="schema")
    field: str | None = None
    start: Place
    end: Place
    fixes: list[FixModel] = []


class SummaryModel(BaseModel):
    """Counts of the run."""

    notes: int
    errors: int
    warnings: int
    infos: int
    fixable: int
    fixed: int
    suppressed: int
    baselined: int


class ReportModel(BaseModel):
    """A run. Diagnostics are in the order of path, offset, code."""

    version: Literal[1] = 1
    tool: str
    vault: str
    summary: SummaryModel
    diagnostics: list[DiagnosticModel]


def _shell(report: Report) -> ReportModel:
    """The report as a document, without the diagnostics."""
    return ReportModel(
        tool=f"vaultlint {__version__}",
        vault=encodable(report.root),
        summary=SummaryModel(
            notes=report.notes,
            errors=report.count(Severity.ERROR),
            warnings=report.count(Severity.WARNING),
            infos=report.count(Severity.INFO),
            fixable=report.fixable,
            fixed=report.fixed,
            suppressed=report.suppressed,
            baselined=report.baselined,
        ),
        diagnostics=[],
    )


def _diagnostic(note: Note, diagnostic: Diagnostic) -> DiagnosticModel:
    finding = diagnostic.finding
    return DiagnosticModel(
        path=encodable(diagnostic.path),
        code=diagnostic.code,
        rule=diagnostic.rule,
        severity=diagnostic.severity.value,
        message=encodable(finding.message),
        schema=finding.schema,
        field=finding.field,
        start=_place(note, finding.span.start),
        end=_place(note, finding.span.end),
        fixes=[
            FixModel(
                title=fix.title,
                safety=fix.safety.value,
                edits=[
                    EditModel(
                        path=encodable(e.path), start=e.span.start, end=e.span.end, text=e.text
                    )
                    for e in fix.edits
                ],
            )
            for fix in finding.fixes
        ],
    )


def _place(note: Note, offset: int) -> Place:
    at = note.lines.position(offset)
    return Place(line=at.line, column=at.column, offset=offset)


def pieces(report: Report) -> Iterator[str]:
    """One JSON document."""
    return listed(_json(_shell(report), 1), _diagnostics(report, 1))


def lines(report: Report) -> Iterator[str]:
    """One JSON object a line, one line a diagnostic."""
    return (f"{line}\n" for line in _diagnostics(report, None))


def _diagnostics(report: Report, indent: int | None) -> Iterator[str]:
    return (_json(_diagnostic(report.vault.notes[d.path], d), indent) for d in report.diagnostics)


def _json(model: BaseModel, indent: int | None) -> str:
    return ascii_where_unseen(model.model_dump_json(indent=indent, by_alias=True))
