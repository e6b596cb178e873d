"""GitLab's code quality report."""

from __future__ import annotations

import json

from vaultlint.engine.prints import fingerprints
from vaultlint.finding import Severity
from vaultlint.judgement import Report
from vaultlint.report.visible import encodable

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """One object a finding, as a JSON array."""
    marks = fingerprints(report.vault, report.diagnostics)
    issues = []
    for diagnostic, mark in zip(report.diagnostics, marks, strict=True):
        lines = report.vault.notes[diagnostic.path].lines
        span = diagnostic.finding.span
        issues.append(
            {
                "description": encodable(diagnostic.finding.message),
                "check_name": f"{diagnostic.code} {diagnostic.rule}",
                "fingerprint": mark,
                "severity": _SEVERITIES[diagnostic.severity],
                "location": {
                    "path": encodable(report.file(diagnostic.path)),
                    "lines": {"begin": lines.line_of(span.start), "end": lines.line_of(span.end)},
                },
            }
        )
    return json.dumps(issues, indent=1) + "\n"
