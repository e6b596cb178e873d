"""Reports as text: one module a format, imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module

from vaultlint.judgement import Report

FORMATS = (
    "text",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "markdown",
    "html",
    "summary",
)


def render(report: Report, form: str, *, color: bool = False) -> str:
    """`report` in one of FORMATS."""
    module = import_module(f"vaultlint.report.{_MODULES.get(form, form)}")
    if form in ("text", "concise"):
        make = module.render if form == "text" else module.concise
        return str(make(report, color=color))
    return str(module.lines(report) if form == "jsonl" else module.render(report))


_MODULES = {"concise": "text", "jsonl": "json"}
