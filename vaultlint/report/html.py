"""One self-contained page: findings by rule, folder and severity, with filter and search.

No network, no clock: the same report is the same page. Everything that comes from a vault is
data in the page and reaches the screen as text, never as HTML.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from vaultlint.engine import Report
from vaultlint.finding import Diagnostic, Severity
from vaultlint.note import Note
from vaultlint.report.visible import visible
from vaultlint.rules import all_rules

AROUND = 60
"""Code points of the line shown before a finding, and as many behind it."""

HIT = 120
"""Code points of the finding itself that are shown."""


def render(report: Report) -> str:
    """The page."""
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(
        (Path(__file__).parent / "page.html").read_text(encoding="utf-8")
    )
    name = PurePosixPath(report.root.replace("\\", "/")).name or "vault"
    return template.render(
        vault=visible(name),
        notes=report.notes,
        clean=report.notes - report.touched,
        totals=[
            (str(s), report.count(s)) for s in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        ],
        data=_json(_data(report, name)),
    )


def _json(data: object) -> str:
    """JSON that may stand in a script element."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(report: Report, vault: str) -> dict[str, Any]:
    paths = list(dict.fromkeys(d.path for d in report.diagnostics))
    codes = sorted({d.code for d in report.diagnostics})
    note_at = {path: number for number, path in enumerate(paths)}
    rule_at = {code: number for number, code in enumerate(codes)}
    return {
        "notes": [[visible(p), _folder(p), _uri(vault, p)] for p in paths],
        "rules": [[c, all_rules()[c].slug, all_rules()[c].summary] for c in codes],
        "findings": [
            [note_at[d.path], rule_at[d.code], d.severity.rank, *_shown(report, d)]
            for d in report.diagnostics
        ],
        "byRule": _ranked(Counter(d.code for d in report.diagnostics)),
        "byFolder": _ranked(Counter(_folder(d.path) for d in report.diagnostics)),
    }


def _ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _folder(path: str) -> str:
    """The note's folder down to two levels: enough to tell where the trouble is."""
    parts = path.split("/")[:-1]
    return visible("/".join(parts[:2])) or "/"


def _uri(vault: str, path: str) -> str:
    file = quote(path.encode("utf-8", "surrogateescape"), safe="")
    return f"obsidian://open?vault={quote(vault, safe='')}&file={file}"


def _shown(report: Report, diagnostic: Diagnostic) -> list[object]:
    """Line, column, message, mark for a fix, and the line's text around the finding."""
    note = report.vault.notes[diagnostic.path]
    start, end = diagnostic.finding.span
    place = note.lines.position(start)
    fixes = diagnostic.finding.fixes
    safety = (1 if fixes[0].safety == "safe" else 2) if fixes else 0
    before, hit, after = _excerpt(note, start, end, place.line)
    message = visible(diagnostic.finding.message)
    return [place.line, place.column, message, safety, before, hit, after]


def _excerpt(note: Note, start: int, end: int, number: int) -> tuple[str, str, str]:
    line = note.lines.line_span(number)
    end = min(max(end, start), line.end)
    before = visible(note.text((line.start, start)))
    hit = visible(note.text((start, end)))
    after = visible(note.text((end, line.end)))
    if len(before) > AROUND:
        before = "…" + before[-AROUND:]
    if len(hit) > HIT:
        hit = hit[:HIT] + "…"
    if len(after) > AROUND:
        after = after[:AROUND] + "…"
    return before, hit, after
