"""Markdown that reads well as a note inside the vault.

Notes are wikilinks, findings are tasks to tick off. What a note or a name says never becomes
Markdown here: a broken target written as a link would itself be a new unresolved link.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from vaultlint.finding import Diagnostic, Severity
from vaultlint.judgement import Report
from vaultlint.report.text import others
from vaultlint.report.visible import visible
from vaultlint.text import counted

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$%@^{}])")
_ESCAPE = r"\\\1"
_UNLINKABLE = re.compile(r"[#^|\[\]%:<>`$]")
TITLE = "# Vault check"
"""The first line, by which a report of ours is known."""


def render(report: Report) -> str:
    """The whole report as a note: a section for each note, worked off from the top."""
    parts = [TITLE, "", counts(report), ""]
    if report.diagnostics:
        parts += [*_rules(report), ""]
    for path, found in groupby(report.diagnostics, key=lambda d: d.path):
        parts += [f"## {_name(path)}", "", *(_task(report, d) for d in found), ""]
    return "\n".join(parts)


def counts(report: Report) -> str:
    """How many findings there are, in how many notes."""
    if not report.diagnostics:
        return f"{counted(report.notes, 'note')} checked, nothing to mend."
    kinds = [
        counted(count, severity)
        for severity in sorted(Severity, key=lambda s: -s.rank)
        if (count := report.count(severity))
    ]
    notes = f"{report.touched:,} of {counted(report.notes, 'note')}"
    return f"{', '.join(kinds)} in {notes}{others(report)}."


def _rules(report: Report) -> list[str]:
    numbers = Counter((d.code, d.rule) for d in report.diagnostics)
    rows = [
        f"| {code_} {slug} | {count:,} |"
        for (code_, slug), count in sorted(numbers.items(), key=lambda i: (-i[1], i[0]))
    ]
    return ["| rule | findings |", "|---|--:|", *rows]


def _name(path: str) -> str:
    """A wikilink to the note, or its path as code where no link can hold it."""
    target = path[:-3] if path[-3:].lower() == ".md" else path
    if _UNLINKABLE.search(path) or visible(path) != path:
        return code(path)
    folder, _, name = target.rpartition("/")
    return f"[[{target}|{name}]]" + (f" in {_SPECIAL.sub(_ESCAPE, folder)}" if folder else "")


def _task(report: Report, diagnostic: Diagnostic) -> str:
    line = report.vault.notes[diagnostic.path].lines.line_of(diagnostic.finding.span.start)
    message = escaped(diagnostic.finding.message)
    return f"- [ ] line {line}: {message} ({diagnostic.severity} {diagnostic.code})"


def escaped(message: str) -> str:
    """The message with its things in backticks as code, and all else without meaning."""
    parts = visible(message).split("`")
    if len(parts) % 2 == 0:
        return _SPECIAL.sub(_ESCAPE, "'".join(parts))
    return "".join(
        code(part) if number % 2 else _SPECIAL.sub(_ESCAPE, part)
        for number, part in enumerate(parts)
    )


def code(text: str) -> str:
    """`text` as inline code, also inside a table."""
    shown = visible(text).replace("|", "\u2502").strip()
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if "`" in shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}" if shown else ""
