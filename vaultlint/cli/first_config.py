"""The first `vaultlint.yaml` of a vault: what is proposed for it, and the commented text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vaultlint.engine.survey import PLANS, Survey


@dataclass
class Plan:
    """What a first configuration holds. `planned`: links to unwritten notes are plans. `schemas`
    are the `match` of those to infer, by name."""

    presets: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    planned: bool = False
    schemas: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    baseline: bool = True


def config_text(plan: Plan, found: Survey, warnings: Iterable[str], first: str) -> str:
    """The file; `first` is the line that editors go by."""
    blocks = [
        [
            first,
            "# Settings of vaultlint for this vault: `vaultlint config show` says where each comes from.",
        ],
        _presets(plan, found),
        [
            "# Folders of your own schemas, one YAML file a type of note; `vaultlint schema infer` writes",
            "# a first one from the notes there are.",
            "# rules: [.vaultlint/rules]",
        ],
        _exclude(plan, found),
        _links(plan, found),
        [
            "# Rules by code, slug or family: `vaultlint rules` lists them, `vaultlint explain CODE` tells",
            "# more.",
            "# ignore: []",
            "# severity: {SCH005: info}",
        ],
        [
            "# The least severity that makes `vaultlint` fail: error, warning or info.",
            "fail-on: warning",
        ],
        [f"# Note: {warning}" for warning in warnings],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _presets(plan: Plan, found: Survey) -> list[str]:
    lines = [
        "# Schemas that come with vaultlint, by the notes that they are for and that keep to them:"
    ]
    lines += [f"#   {fit.name}: {fit.notes:,}, {fit.keeping:,} keep to it" for fit in found.fits]
    return [*lines, f"extends: {_listed(f'preset:{name}' for name in plan.presets)}"]


def _exclude(plan: Plan, found: Survey) -> list[str]:
    lines = [
        "# Notes that are not checked, but stay link targets. .trash, the files that Obsidian itself"
    ]
    if found.templates:
        lines += ["# excludes and its template folders are left out without being named; those are"]
        lines += [f"# {_listed(found.templates)}."]
    else:
        lines += ["# excludes and its template folders are left out without being named."]
    shown = plan.exclude or ["Archive/**"]
    return [*lines, f"{'' if plan.exclude else '# '}exclude: {_listed(shown)}"]


def _links(plan: Plan, found: Survey) -> list[str]:
    share = (
        f"{found.links.planned:.0%} of {found.links.total:,} links lead to notes not written yet."
    )
    options = "options: {LNK001: {planned: info}}"
    if plan.planned:
        return [
            f"# {share} They are taken for",
            "# plans and told as `info`, but for those that a name comes near: they are probably slips.",
            options,
        ]
    return [
        f"# {share} Each is found (LNK001).",
        f"# From {PLANS:.0%} on they would be taken for plans:",
        f"# {options}",
    ]


def _listed(values: Iterable[str]) -> str:
    return "[" + ", ".join(_plain(v) for v in values) + "]"


def _plain(text: str) -> str:
    # JSON is YAML, and right for any folder's name
    return text if text.replace(":", "").isalnum() else json.dumps(text, ensure_ascii=False)
