"""JUnit XML: a suite for each note with findings, a failed case for each finding."""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree import ElementTree

from vaultlint.finding import Diagnostic
from vaultlint.judgement import Report
from vaultlint.report.visible import visible

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """The document; a clean vault is one suite with one passed case."""
    total = str(len(report.diagnostics))
    root = ElementTree.Element("testsuites", name="vaultlint", tests=total, failures=total)
    for path, found in groupby(report.diagnostics, key=lambda d: d.path):
        _suite(root, report, path, list(found))
    if not report.diagnostics:
        root.set("tests", "1")
        suite = ElementTree.SubElement(root, "testsuite", name="vault", tests="1", failures="0")
        name = f"{report.notes} notes checked"
        ElementTree.SubElement(suite, "testcase", classname="vaultlint", name=name)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _suite(root: ElementTree.Element, report: Report, path: str, found: list[Diagnostic]) -> None:
    file = _legal(report.file(path))
    count = str(len(found))
    suite = ElementTree.SubElement(root, "testsuite", name=file, tests=count, failures=count)
    lines = report.vault.notes[path].lines
    for diagnostic in found:
        at = lines.position(diagnostic.finding.span.start)
        name = f"{diagnostic.code} {diagnostic.rule} {at.line}:{at.column}"
        case = ElementTree.SubElement(suite, "testcase", classname=file, name=name)
        message = _legal(diagnostic.finding.message)
        kind = str(diagnostic.severity)
        failure = ElementTree.SubElement(case, "failure", message=message, type=kind)
        failure.text = f"{file}:{at.line}:{at.column}: {diagnostic.code} {message}"


def _legal(text: str) -> str:
    """`text` made visible, and without what XML 1.0 cannot hold, which no escape makes legal."""
    return _NOT_XML.sub("\ufffd", visible(text))
