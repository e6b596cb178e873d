"""Markdown that reads well as a note inside the vault, and as a job summary or a comment.

Notes are wikilinks, findings are tasks to tick off. What a note or a name says never becomes
Markdown here: a broken target written as a link would itself be a new unresolved link.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from vaultlint.engine import Report
from vaultlint.finding import Diagnostic, Severity
from vaultlint.report.text import others
from vaultlint.report.visible import visible

MAX_BYTES = 900_000
"""A GitHub job summary over 1 MiB is lost whole."""

WORST = 10

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$%@^{}])")
_UNLINKABLE = re.compile(r"[#^|\[\]%:]")


def render(report: Report) -> str:
    """The whole report as a note."""
    parts = ["# Vault check", "", _counts(report), ""]
    if report.diagnostics:
        parts += [*_rules(report), ""]
    size = sum(len(p.encode("utf-8", "replace")) + 1 for p in parts)
    left = 0
    for path, found in groupby(report.diagnostics, key=lambda d: d.path):
        its = list(found)
        section = "\n".join([f"## {_name(path)}", "", *(_task(report, d) for d in its), ""])
        size += len(section.encode("utf-8", "replace")) + 1
        if size > MAX_BYTES:
            left += len(its)
        else:
            parts.append(section)
    if left:
        parts.append(f"{left:,} more findings do not fit here.\n")
    return "\n".join(parts)


def summary(report: Report) -> str:
    """A job summary: the counts, the rules, and the notes with most findings."""
    parts = ["## vaultlint", "", _counts(report), ""]
    if report.diagnostics:
        worst = Counter(d.path for d in report.diagnostics).most_common()
        worst.sort(key=lambda item: (-item[1], item[0]))
        parts += [*_rules(report), "", "| note | findings |", "|---|--:|"]
        parts += [f"| {_code(report.file(path))} | {count} |" for path, count in worst[:WORST]]
        if len(worst) > WORST:
            parts.append(f"| and {len(worst) - WORST:,} more notes | |")
        parts.append("")
    return "\n".join(parts)


def _counts(report: Report) -> str:
    if not report.diagnostics:
        return f"{report.notes:,} notes checked, nothing to mend."
    kinds = [
        f"{count:,} {severity}{'s' if count != 1 else ''}"
        for severity in sorted(Severity, key=lambda s: -s.rank)
        if (count := report.count(severity))
    ]
    notes = f"{report.touched:,} of {report.notes:,} notes"
    return f"{', '.join(kinds)} in {notes}{others(report)}."


def _rules(report: Report) -> list[str]:
    counted = Counter((d.code, d.rule) for d in report.diagnostics)
    rows = [
        f"| {code} {slug} | {count:,} |"
        for (code, slug), count in sorted(counted.items(), key=lambda i: (-i[1], i[0]))
    ]
    return ["| rule | findings |", "|---|--:|", *rows]


def _name(path: str) -> str:
    """A wikilink to the note, or its path as code where no link can hold it."""
    target = path.removesuffix(".md")
    if _UNLINKABLE.search(path) or visible(path) != path:
        return _code(path)
    return f"[[{target}|{target.rpartition('/')[2]}]]"


def _task(report: Report, diagnostic: Diagnostic) -> str:
    line = report.vault.notes[diagnostic.path].lines.line_of(diagnostic.finding.span.start)
    message = _escaped(diagnostic.finding.message)
    return f"- [ ] line {line}: {message} ({diagnostic.severity} {diagnostic.code})"


def _escaped(message: str) -> str:
    """The message with its things in backticks as code, and all else without meaning."""
    parts = visible(message).split("`")
    if len(parts) % 2 == 0:
        return _SPECIAL.sub(r"\\\1", "'".join(parts))
    return "".join(
        _code(part) if number % 2 else _SPECIAL.sub(r"\\\1", part)
        for number, part in enumerate(parts)
    )


def _code(text: str) -> str:
    """`text` as inline code, also inside a table."""
    shown = visible(text).replace("|", "\u2502").strip()
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if "`" in shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}" if shown else ""
