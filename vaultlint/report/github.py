"""Workflow commands that GitHub Actions shows as annotations on a pull request."""

from __future__ import annotations

from vaultlint.finding import Diagnostic, Severity
from vaultlint.judgement import Report
from vaultlint.report.visible import visible
from vaultlint.text import counted

SHOWN = 10
"""Annotations of one kind that GitHub shows for a step; the rest is counted in plain text."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """The first annotations of each severity, heaviest first, and a line for the rest."""
    lines: list[str] = []
    hidden: list[tuple[Severity, int]] = []
    for severity in sorted(Severity, key=lambda s: -s.rank):
        found = [d for d in report.diagnostics if d.severity is severity]
        lines += [_command(report, d) for d in found[:SHOWN]]
        if len(found) > SHOWN:
            hidden.append((severity, len(found) - SHOWN))
    if hidden:
        rest = " and ".join(counted(count, f"more {severity}") for severity, count in hidden)
        lines.append(f"{rest} than GitHub shows as annotations: see the job summary")
    return "".join(line + "\n" for line in lines)


def _command(report: Report, diagnostic: Diagnostic) -> str:
    lines = report.vault.notes[diagnostic.path].lines
    start = lines.position(diagnostic.finding.span.start)
    end = lines.position(diagnostic.finding.span.end)
    places = {
        "title": f"{diagnostic.code} {diagnostic.rule}",
        "file": visible(report.file(diagnostic.path)),
        "line": str(start.line),
        "endLine": str(end.line),
    }
    if start.line == end.line:
        places |= {"col": str(start.column), "endColumn": str(end.column)}
    properties = ",".join(f"{key}={_property(value)}" for key, value in places.items())
    command = _COMMANDS[diagnostic.severity]
    return f"::{command} {properties}::{_data(visible(diagnostic.finding.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
