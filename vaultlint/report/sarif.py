"""SARIF 2.1.0, as GitHub code scanning reads it."""

from __future__ import annotations

import json
from urllib.parse import quote

from sarif_pydantic import (
    ArtifactLocation,
    Level,
    Location,
    Message,
    PhysicalLocation,
    Region,
    ReportingDescriptor,
    Result,
    Run,
    Sarif,
    Tool,
    ToolDriver,
)
from sarif_pydantic.sarif import (
    ArtifactChange,
    ArtifactContent,
    Fix,
    Replacement,
    ReportingConfiguration,
)

from vaultlint import __version__
from vaultlint.engine.prints import fingerprints
from vaultlint.finding import Diagnostic, Severity
from vaultlint.judgement import Report
from vaultlint.report.visible import encodable
from vaultlint.rules import all_rules
from vaultlint.text import Edit

_HOME = "https://github.com/vaultlint/vaultlint"

MAX_RESULTS = 5_000
"""What code scanning shows of one upload; what is left out is said in the run's properties."""

_LEVELS = {
    Severity.ERROR: Level.ERROR,
    Severity.WARNING: Level.WARNING,
    Severity.INFO: Level.NOTE,
}


def render(report: Report) -> str:
    """The report as one SARIF log, heaviest findings first where not all of them fit."""
    shown = report.diagnostics
    left_out = max(len(shown) - MAX_RESULTS, 0)
    if left_out:
        heavy = sorted(shown, key=lambda d: -d.severity.rank)[:MAX_RESULTS]
        shown = tuple(sorted(heavy, key=lambda d: d.order))
    codes = sorted({d.code for d in shown})
    marks = fingerprints(report.vault, shown)
    driver = ToolDriver(
        name="vaultlint",
        version=__version__,
        semantic_version=__version__,
        information_uri=_HOME,
        rules=[_descriptor(code) for code in codes],
    )
    run = Run(
        tool=Tool(driver=driver),
        columnKind="unicodeCodePoints",  # a property that the models leave out
        results=[
            _result(report, diagnostic, codes.index(diagnostic.code), mark)
            for diagnostic, mark in zip(shown, marks, strict=True)
        ],
        properties={"leftOut": left_out} if left_out else None,
    )
    log = Sarif(
        schema_uri="https://json.schemastore.org/sarif-2.1.0.json", version="2.1.0", runs=[run]
    )
    data = log.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps(data, indent=1) + "\n"


def _descriptor(code: str) -> ReportingDescriptor:
    rule = all_rules()[code]
    return ReportingDescriptor(
        id=code,
        name="".join(word.title() for word in rule.slug.split("-")),
        short_description=Message(text=rule.summary),
        full_description=Message(text=rule.page.prose.strip()),
        help_uri=f"{_HOME}/blob/main/docs/rules.md#{code.lower()}-{rule.slug}",
        properties={"tags": [code[:3]]},
        help=Message(text=rule.page.prose.strip(), markdown=rule.page.prose.strip()),
        default_configuration=ReportingConfiguration(level=_LEVELS[rule.severity].value),
    )


def _result(report: Report, diagnostic: Diagnostic, index: int, mark: str) -> Result:
    finding = diagnostic.finding
    return Result(
        rule_id=diagnostic.code,
        rule_index=index,
        level=_LEVELS[diagnostic.severity],
        message=_message(finding.message),
        locations=[
            Location(
                physical_location=PhysicalLocation(
                    artifact_location=_file(report, diagnostic.path),
                    region=_region(report, diagnostic.path, *finding.span),
                )
            )
        ],
        partial_fingerprints={"vaultlint/v1": mark},
        fixes=[
            Fix(description=Message(text=fix.title), artifact_changes=_changes(report, fix.edits))
            for fix in finding.fixes
        ]
        or None,
    )


def _message(text: str) -> Message:
    """SARIF reads `[text](1)` in a message as a link: brackets are escaped."""
    escaped = encodable(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return Message(text=escaped)


def _file(report: Report, path: str) -> ArtifactLocation:
    name = report.file(path)
    uri = quote(name.encode("utf-8", "surrogateescape"), safe="/")
    if name.startswith("/"):
        return ArtifactLocation(uri=f"file://{uri}")
    return ArtifactLocation(uri=uri, uri_base_id="%SRCROOT%")


def _region(report: Report, path: str, start: int, end: int) -> Region:
    lines = report.vault.notes[path].lines
    first, last = lines.position(start), lines.position(end)
    return Region(
        start_line=first.line,
        start_column=first.column,
        end_line=last.line,
        end_column=last.column,
    )


def _changes(report: Report, edits: tuple[Edit, ...]) -> list[ArtifactChange]:
    by_path: dict[str, list[Replacement]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, []).append(
            Replacement(
                deleted_region=_region(report, edit.path, *edit.span),
                inserted_content=ArtifactContent(text=edit.text),
            )
        )
    return [
        ArtifactChange(artifact_location=_file(report, path), replacements=replacements)
        for path, replacements in by_path.items()
    ]
