"""The rules as Markdown: the table of the README, and the pages of `docs/rules.md`."""

from __future__ import annotations

import re

from vaultlint.rule import Rule
from vaultlint.rules import all_rules

FAMILIES = {
    "BAS": "Bases",
    "BLK": "Blocks",
    "CHP": "Chapters",
    "CNV": "Canvases",
    "DAT": "Dates",
    "FIL": "Files",
    "LNK": "Links",
    "SCH": "Schemas",
    "STR": "Structure",
    "SUP": "Suppressions",
    "TAG": "Tags",
    "YML": "Front matter",
}

_FENCE = re.compile(
    r"^(`{3,})(\w+) (bad|good|fixed|with|schema|options|types)(?: file=\"([^\"]+)\")?$"
)
_SAID = {
    "bad": "Bad",
    "good": "Good",
    "fixed": "Fixed",
    "with": "Beside it",
    "schema": "With the schema",
    "options": "With the options",
    "types": "With Obsidian's types",
}


def table() -> str:
    """A row a rule: code, slug, severity, whether it can mend what it finds, what it finds."""
    rows = ["| code | slug | severity | fix | finds |", "|---|---|---|---|---|"]
    for rule in all_rules().values():
        fix = "yes" if rule.fixable else ""
        name = f"[{rule.code}](docs/rules.md#{anchor(rule)})"
        rows.append(f"| {name} | {rule.slug} | {_severity(rule)} | {fix} | {_cell(rule.summary)} |")
    return "\n".join(rows) + "\n"


def pages() -> str:
    """The pages of all rules, by family."""
    parts = ["# Rules", "", "What `vaultlint explain CODE` prints, for all rules.", ""]
    family = ""
    for rule in all_rules().values():
        if rule.code[:3] != family:
            family = rule.code[:3]
            parts += [f"## {FAMILIES[family]} ({family})", ""]
        parts += [f"### {rule.code} {rule.slug}", "", f"*{_severity(rule)}*", "", page(rule), ""]
    return "\n".join(parts)


def anchor(rule: Rule) -> str:
    """The heading's anchor on GitHub."""
    return f"{rule.code.lower()}-{rule.slug}"


def page(rule: Rule) -> str:
    """A rule's page with its fences named in words."""
    lines = []
    for line in rule.doc.strip().split("\n"):
        fence = _FENCE.match(line)
        if fence:
            said = _SAID[fence[3]] + (f", `{fence[4]}`" if fence[4] else "")
            lines += [f"{said}:", "", fence[1] + fence[2]]
        else:
            lines.append(line.replace("\0", "\\0"))
    return "\n".join(lines)


def _severity(rule: Rule) -> str:
    if rule.default:
        return str(rule.severity)
    return f"{rule.severity}, off until {'a schema asks' if rule.asked else 'selected'}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
