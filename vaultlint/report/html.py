"""One self-contained page: findings by rule, folder and schema, with filter and search.

No network, no clock: the same report is the same page. Everything that comes from a vault is
data in the page and reaches the screen as text, never as HTML.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from vaultlint.engine.prints import fingerprints, is_of_note
from vaultlint.finding import Diagnostic, Safety, Severity
from vaultlint.judgement import Report
from vaultlint.note import Note
from vaultlint.report.excerpt import around
from vaultlint.report.visible import visible
from vaultlint.rules import all_rules
from vaultlint.text import counted

AROUND = 60
"""Code points of the line shown before a finding, and as many behind it."""

HIT = 120
"""Code points of the finding itself that are shown."""


def render(report: Report) -> str:
    """The page."""
    from jinja2 import Environment

    folder = Path(__file__).parent / "page"
    template, style, script = (
        (folder / f"page.{ending}").read_text(encoding="utf-8").rstrip("\n")
        for ending in ("html", "css", "js")
    )
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    name = PurePosixPath(report.root.replace("\\", "/")).name or "vault"
    clean = report.notes - report.touched
    return environment.from_string(template).render(
        vault=visible(name),
        lead=_lead(report),
        share=_percent(clean, report.notes),
        drawn=round(100 * clean / report.notes, 2) if report.notes else 100,
        totals=[(str(s), s.rank, report.count(s)) for s in _SEVERITIES],
        findings=len(report.diagnostics),
        fixable=report.fixable,
        schemas=any(d.finding.schema for d in report.diagnostics),
        data=_json(_data(report, name)),
        style=style,
        script=script,
    )


_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def _lead(report: Report) -> str:
    """The state of the vault in a sentence or two."""
    found = len(report.diagnostics)
    notes = counted(report.notes, "note")
    if not found:
        said = f"{notes} checked, no findings."
    else:
        said = f"{counted(found, 'finding')} in {report.touched:,} of {notes}."
    hidden = [
        f"{count:,} {what}"
        for count, what in (
            (report.baselined, "known to the baseline"),
            (report.suppressed, "suppressed in notes"),
        )
        if count
    ]
    return f"{said} {' and '.join(hidden)}, not shown.".replace("  ", " ") if hidden else said


def _percent(part: int, whole: int) -> str:
    """Rounded, but `100%` only where it is all, and `0%` only where it is none."""
    if not whole or part == whole:
        return "100%"
    return f"{min(max(round(100 * part / whole), 1 if part else 0), 99)}%"


def _json(data: object) -> str:
    """JSON that may stand in a script element."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(report: Report, vault: str) -> dict[str, Any]:
    found = report.diagnostics
    paths = {path: at for at, path in enumerate(dict.fromkeys(d.path for d in found))}
    folders = _numbered(_folder(p) for p in paths)
    schemas = _numbered(visible(d.finding.schema) for d in found if d.finding.schema)
    codes = _numbered(d.code for d in found)
    marks = fingerprints(report.vault, found)
    return {
        "vault": visible(vault),
        "notes": [[visible(p), folders[_folder(p)], _uri(vault, p)] for p in paths],
        "folders": list(folders),
        "schemas": list(schemas),
        "rules": [_rule(code) for code in codes],
        "findings": [
            [
                paths[d.path],
                codes[d.code],
                d.severity.rank,
                schemas[visible(d.finding.schema)] if d.finding.schema else -1,
                *_shown(report, d),
                mark[:12],
            ]
            for d, mark in zip(found, marks, strict=True)
        ],
    }


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(sorted(set(names)))}


def _rule(code: str) -> list[str]:
    """Code, slug, summary, and the prose of its page."""
    rule = all_rules()[code]
    return [code, rule.slug, rule.summary, rule.page.prose.strip()]


def _folder(path: str) -> str:
    """The note's folder down to two levels: enough to tell where the trouble is."""
    parts = path.split("/")[:-1]
    return visible("/".join(parts[:2])) or "/"


def _uri(vault: str, path: str) -> str:
    folder, file = (quote(n.encode("utf-8", "surrogateescape"), safe="") for n in (vault, path))
    return f"obsidian://open?vault={folder}&file={file}"


def _shown(report: Report, diagnostic: Diagnostic) -> list[object]:
    """Line, column, message, how safe a fix is and what it does, the text around the finding."""
    note = report.vault.notes[diagnostic.path]
    start, end = diagnostic.finding.span
    place = note.lines.position(start)
    fixes = diagnostic.finding.fixes
    safety = (1 if fixes[0].safety is Safety.SAFE else 2) if fixes else 0
    title = visible(fixes[0].title) if fixes else ""
    before, hit, after = _excerpt(note, start, end)
    if is_of_note(note, diagnostic.code, diagnostic.finding):
        before = hit = after = ""
    message = visible(diagnostic.finding.message)
    return [place.line, place.column, message, safety, title, before, hit, after]


def _excerpt(note: Note, start: int, end: int) -> tuple[str, str, str]:
    before, hit, after = around(note, start, end, max(AROUND, HIT) + 1)
    if len(before) > AROUND:
        before = "…" + before[-AROUND:]
    if len(hit) > HIT:
        hit = hit[:HIT] + "…"
    if len(after) > AROUND:
        after = after[:AROUND] + "…"
    return before, hit, after
