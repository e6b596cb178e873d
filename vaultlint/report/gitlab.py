"""GitLab's code quality report."""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.engine.prints import fingerprints
from vaultlint.finding import Diagnostic, Severity
from vaultlint.judgement import Report
from vaultlint.report.listed import listed, written
from vaultlint.report.visible import encodable

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def pieces(report: Report) -> Iterator[str]:
    """One object a finding, as a JSON array."""
    marks = fingerprints(report.vault, report.diagnostics)
    found = (_issue(report, d, m) for d, m in zip(report.diagnostics, marks, strict=True))
    return listed("[]", written(found))


def _issue(report: Report, diagnostic: Diagnostic, mark: str) -> dict[str, object]:
    lines = report.vault.notes[diagnostic.path].lines
    span = diagnostic.finding.span
    return {
        "description": encodable(diagnostic.finding.message),
        "check_name": f"{diagnostic.code} {diagnostic.rule}",
        "fingerprint": mark,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": encodable(report.file(diagnostic.path)),
            "lines": {"begin": lines.line_of(span.start), "end": lines.line_of(span.end)},
        },
    }
