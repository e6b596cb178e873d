"""JUnit XML: a suite for each note with findings, a failed case for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree

from vaultlint.finding import Diagnostic
from vaultlint.judgement import Report
from vaultlint.report.visible import visible
from vaultlint.text import counted

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def pieces(report: Report) -> Iterator[str]:
    """The document; a clean vault is one suite with one passed case."""
    total = str(len(report.diagnostics) or 1)
    failures = str(len(report.diagnostics))
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<testsuites name="vaultlint" tests="{total}" failures="{failures}">\n'
    for path, found in groupby(report.diagnostics, key=lambda d: d.path):
        yield _text(_suite(report, path, list(found)))
    if not report.diagnostics:
        suite = ElementTree.Element("testsuite", name="vault", tests="1", failures="0")
        name = f"{counted(report.notes, 'note')} checked"
        ElementTree.SubElement(suite, "testcase", classname="vaultlint", name=name)
        yield _text(suite)
    yield "</testsuites>\n"


def _suite(report: Report, path: str, found: list[Diagnostic]) -> ElementTree.Element:
    file = _legal(report.file(path))
    count = str(len(found))
    suite = ElementTree.Element("testsuite", name=file, tests=count, failures=count)
    lines = report.vault.notes[path].lines
    for diagnostic in found:
        at = lines.position(diagnostic.finding.span.start)
        name = f"{diagnostic.code} {diagnostic.rule} {at.line}:{at.column}"
        case = ElementTree.SubElement(suite, "testcase", classname=file, name=name)
        message = _legal(diagnostic.finding.message)
        kind = str(diagnostic.severity)
        failure = ElementTree.SubElement(case, "failure", message=message, type=kind)
        failure.text = f"{file}:{at.line}:{at.column}: {diagnostic.code} {message}"
    return suite


def _text(suite: ElementTree.Element) -> str:
    ElementTree.indent(suite, level=1)
    return f"  {ElementTree.tostring(suite, encoding='unicode')}\n"


def _legal(text: str) -> str:
    """`text` made visible, and without what XML 1.0 cannot hold, which no escape makes legal."""
    return _NOT_XML.sub("\ufffd", visible(text))
