"""For people at a terminal: findings by note, each with its line and a caret under its span."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from vaultlint.finding import Diagnostic, Safety, Severity
from vaultlint.judgement import Report
from vaultlint.note import Note
from vaultlint.report.excerpt import around
from vaultlint.report.visible import visible
from vaultlint.text import counted

MAX_SHOWN = 100
"""Columns of a note's line that are shown; what is left of them out of long lines is cut away."""

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


class Paint:
    """Colours for a terminal, or none."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, sgr: str) -> str:
        """`text` in the colour that a code of SGR (`1;31`) names."""
        return f"\x1b[{sgr}m{text}\x1b[0m" if self.color and text else text


def blocks(report: Report, *, color: bool = False) -> Iterator[str]:
    """All findings, grouped by note."""
    paint = Paint(color)
    before = ""
    for path, found in groupby(report.diagnostics, key=lambda d: d.path):
        note = report.vault.notes[path]
        yield f"{before}{paint(visible(report.file(path)), '1;4')}\n"
        for diagnostic in found:
            yield from (f"{line}\n" for line in _finding(note, diagnostic, paint))
        before = "\n"


def lines(report: Report, *, color: bool = False) -> Iterator[str]:
    """One line a finding: `path:line:column: CODE message`."""
    paint = Paint(color)
    for d in report.diagnostics:
        at = report.vault.notes[d.path].lines.position(d.finding.span.start)
        place = f"{visible(report.file(d.path))}:{at.line}:{at.column}"
        code = paint(d.code, _COLORS[d.severity])
        yield f"{place}: {code} {_mark(d)}{visible(d.finding.message)}\n"


def _finding(note: Note, diagnostic: Diagnostic, paint: Paint) -> Iterator[str]:
    start, end = diagnostic.finding.span
    at = note.lines.position(start)
    severity = paint(str(diagnostic.severity), _COLORS[diagnostic.severity])
    code = paint(diagnostic.code, "1")
    message = visible(diagnostic.finding.message)
    place = paint(f"{at.line}:{at.column}", "2")
    yield f"  {place} {severity} {code} {_mark(diagnostic)}{message}"
    if note.facts.unreadable is not None or not note.data:
        return
    line, carets = frame(note, start, end)
    gutter = str(at.line)
    yield f"    {paint(gutter + ' |', '2')} {line}"
    yield f"    {' ' * len(gutter)} {paint('|', '2')} {paint(carets, _COLORS[diagnostic.severity])}"


def _mark(diagnostic: Diagnostic) -> str:
    """`[*]` for what `--fix` mends, `[~]` for what needs `--unsafe-fixes`."""
    fixes = diagnostic.finding.fixes
    if not fixes:
        return ""
    return "[*] " if any(f.safety is Safety.SAFE for f in fixes) else "[~] "


def frame(note: Note, start: int, end: int) -> tuple[str, str]:
    """The line that holds byte `start`, made visible, and carets under the bytes up to `end`;
    aligned by the width that characters have in a terminal."""
    from rich.cells import cell_len

    before, marked, after = around(note, start, end, MAX_SHOWN + 1)
    if cell_len(before) > MAX_SHOWN // 2:
        kept = MAX_SHOWN // 2
        while cell_len(before[-kept:]) > MAX_SHOWN // 2:
            kept -= 1
        before = "…" + before[-kept:]
    room = max(MAX_SHOWN - cell_len(before), 10)
    if cell_len(marked) > room:
        marked, after = _cut(marked, room), ""
    elif cell_len(marked + after) > room:
        after = _cut(after, room - cell_len(marked))
    return before + marked + after, " " * cell_len(before) + "^" * max(cell_len(marked), 1)


def _cut(text: str, room: int) -> str:
    from rich.cells import cell_len

    kept = text[: max(room, 0)]
    while kept and cell_len(kept) >= room:
        kept = kept[:-1]
    return kept + "…"


def summary(report: Report, *, diff: bool = False) -> str:
    """The last word of a run, on one line or two."""
    parts = []
    for severity, name in ((Severity.ERROR, "error"), (Severity.WARNING, "warning")):
        number = report.count(severity)
        if number:
            parts.append(counted(number, name))
    infos = report.count(Severity.INFO)
    if infos:
        parts.append(counted(infos, "info"))
    notes = counted(report.notes, "note")
    fixed = ""
    if report.fixed:
        fixed = f"{'Would fix' if diff else 'Fixed'} {report.fixed:,}. "
    if not parts:
        line = f"{fixed}No findings in {notes}."
    else:
        line = f"{fixed}Found {', '.join(parts)} in {report.touched:,} of {notes}{others(report)}."
    return line + _hidden(report) + _fixable(report)


def others(report: Report) -> str:
    """What to say of files that are no notes."""
    count = report.others
    return f" and in {counted(count, 'other file')}" if count else ""


def _hidden(report: Report) -> str:
    hidden = []
    if report.baselined:
        hidden.append(f"{report.baselined:,} known to the baseline")
    if report.suppressed:
        hidden.append(f"{report.suppressed:,} suppressed")
    return f" ({', '.join(hidden)})" if hidden else ""


def _fixable(report: Report) -> str:
    fixes = [d.finding.fixes for d in report.diagnostics if d.finding.fixes]
    safe = sum(any(f.safety is Safety.SAFE for f in some) for some in fixes)
    unsafe = len(fixes) - safe
    said = []
    if safe:
        said.append(f"[*] {safe:,} fixable with --fix")
    if unsafe:
        said.append(f"[~] {unsafe:,} with --unsafe-fixes")
    return f"\n{', '.join(said)}." if said else ""
