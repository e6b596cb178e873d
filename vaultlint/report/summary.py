"""Markdown for a job summary: the counts, the rules, the worst notes, and what was found in them.

GitHub loses a summary over 1 MiB whole: what does not fit is counted. Nothing that a note or a
name says becomes Markdown here, or a mention of somebody.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from vaultlint.finding import Diagnostic, Severity
from vaultlint.judgement import Report
from vaultlint.report.markdown import code, counts, escaped

MAX_BYTES = 900_000
WORST = 10
"""Notes that are named with their findings counted."""


def render(report: Report) -> str:
    """The summary. It ends with a blank line, so that another may follow it."""
    parts = ["## vaultlint", "", counts(report), ""]
    if report.diagnostics:
        parts += [*_rules(report), "", *_worst(report), ""]
        size = sum(len(p.encode("utf-8", "replace")) + 1 for p in parts)
        parts += _details(report, MAX_BYTES - size)
    return "\n".join(parts) + "\n"


def _rules(report: Report) -> list[str]:
    counted = Counter((d.severity, d.code, d.rule) for d in report.diagnostics)
    fixable = Counter((d.severity, d.code) for d in report.diagnostics if d.finding.fixes)
    ranked = sorted(counted.items(), key=lambda i: (-i[0][0].rank, -i[1], i[0]))
    rows = []
    for (severity, code_, slug), count in ranked:
        mended = fixable[severity, code_]
        rows.append(
            f"| {code_} {slug} | {severity} | {count:,} | {f'{mended:,}' if mended else ''} |"
        )
    return ["| rule | | findings | fixable |", "|---|---|--:|--:|", *rows]


def _worst(report: Report) -> list[str]:
    found: dict[str, Counter[Severity]] = {}
    for diagnostic in report.diagnostics:
        found.setdefault(diagnostic.path, Counter())[diagnostic.severity] += 1
    ranks = sorted(Severity, key=lambda s: -s.rank)
    worst = sorted(found.items(), key=lambda i: (*(-i[1][s] for s in ranks), i[0]))
    rows = [
        f"| {code(report.file(path))} | " + " | ".join(f"{its[s]:,}" for s in ranks) + " |"
        for path, its in worst[:WORST]
    ]
    if len(worst) > WORST:
        rows.append(f"| and {len(worst) - WORST:,} more notes | | | |")
    return ["| worst notes | errors | warnings | infos |", "|---|--:|--:|--:|", *rows]


def _details(report: Report, room: int) -> list[str]:
    """Every finding, folded up, as far as there is room."""
    parts = ["<details><summary>All findings</summary>", ""]
    left = 0
    for path, found in groupby(report.diagnostics, key=lambda d: d.path):
        its = list(found)
        section = "\n".join([f"- {code(report.file(path))}", *(_line(report, d) for d in its)])
        room -= len(section.encode("utf-8", "replace")) + 1
        if room < 0:
            left += len(its)
        else:
            parts.append(section)
    more = [f"- {left:,} more findings do not fit here"] if left else []
    return [*parts, *more, "", "</details>", ""]


def _line(report: Report, diagnostic: Diagnostic) -> str:
    line = report.vault.notes[diagnostic.path].lines.line_of(diagnostic.finding.span.start)
    message = escaped(diagnostic.finding.message)
    return f"  - line {line}: {message} ({diagnostic.severity} {diagnostic.code})"
