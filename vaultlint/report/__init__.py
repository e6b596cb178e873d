"""Reports as text: one module a format, imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
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


def pieces(report: Report, form: str, *, color: bool = False) -> Iterable[str]:
    """`report` in one of FORMATS, bit by bit: 100,000 findings need not be text all at once. No
    piece ends within a line of text, nor within a string of JSON or XML."""
    name, maker = _MAKERS.get(form, (form, "render"))
    make = getattr(import_module(f"vaultlint.report.{name}"), maker)
    made: str | Iterable[str] = make(report, color=color) if name == "text" else make(report)
    return (made,) if isinstance(made, str) else made


def render(report: Report, form: str, *, color: bool = False) -> str:
    """The same in one."""
    return "".join(pieces(report, form, color=color))


_MAKERS = {
    "text": ("text", "blocks"),
    "concise": ("text", "lines"),
    "json": ("json", "pieces"),
    "jsonl": ("json", "lines"),
    "gitlab": ("gitlab", "pieces"),
    "junit": ("junit", "pieces"),
    "rdjson": ("rdjson", "pieces"),
}
"""Modules and functions of the formats that are made bit by bit."""
