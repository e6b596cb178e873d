"""What a vault's `.obsidian` folder says. What is missing or broken there has its default."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from vaultlint.disk.read import LEADS_OUT, UnreadableError, leads_out, read_bytes
from vaultlint.settings import Periodic, Settings

MAX_SIZE = 4 * 1024 * 1024
_PERIODS = {
    ("daily", "day"): "YYYY-MM-DD",
    ("weekly", "week"): "gggg-[W]ww",
    ("monthly", "month"): "YYYY-MM",
    ("quarterly", "quarter"): "YYYY-[Q]Q",
    ("yearly", "year"): "YYYY",
}
"""What the plugin Periodic Notes calls its periods, in 0.x and in the calendar sets of 1.0, and
how it names their notes if nothing else is said."""


def read_settings(root: Path) -> Settings:
    """The settings of the vault at `root`; `warnings` name the files that could not be read."""
    warnings: list[str] = []
    load = partial(_load, root, warnings)
    filters = load("app.json").get("userIgnoreFilters", [])
    types = load("types.json").get("types", {})
    templates = (
        _folder(load("templates.json").get("folder")),
        _folder(load("plugins/templater-obsidian/data.json").get("templates_folder")),
    )
    is_list, is_object = isinstance(filters, list), isinstance(types, dict)
    return Settings(
        ignore_filters=tuple(f for f in filters if isinstance(f, str) and f) if is_list else (),
        template_folders=tuple(dict.fromkeys(t for t in templates if t)),
        daily=_periodic(load("daily-notes.json"), "YYYY-MM-DD"),
        periodic=tuple(_plugin_periods(load("plugins/periodic-notes/data.json"))),
        types={k: v for k, v in types.items() if isinstance(v, str)} if is_object else {},
        warnings=tuple(warnings),
    )


def _load(root: Path, warnings: list[str], name: str) -> dict[str, Any]:
    file = f".obsidian/{name}"
    data, fault = _read(root, file)
    if fault:
        warnings.append(f"{file}: left out of account, {fault}")
    return data


def _read(root: Path, file: str) -> tuple[dict[str, Any], str]:
    """What stands in a file, and why that is not taken, if so."""
    if leads_out(root, file):
        return {}, LEADS_OUT
    try:
        data = _json(read_bytes(root / file, MAX_SIZE))
    except UnreadableError as error:
        return {}, error.reason if (root / file).exists() else ""
    except (ValueError, RecursionError):
        return {}, "it is no valid JSON"
    return (data, "") if isinstance(data, dict) else ({}, "it is no JSON object")


def _plugin_periods(data: dict[str, Any]) -> Iterator[Periodic]:
    """The periods that are enabled, those of all calendar sets."""
    sets = data.get("calendarSets")
    for one in (data, *(sets if isinstance(sets, list) else ())):
        for names, default in _PERIODS.items():
            for name in names:
                found = one.get(name) if isinstance(one, dict) else None
                if isinstance(found, dict) and found.get("enabled") is True:
                    yield _periodic(found, default)


def _json(data: bytes) -> object:
    """What the JSON says. Raises ValueError and RecursionError."""
    try:
        return msgspec.json.decode(data)
    except ValueError:
        import json  # takes what is a little less than JSON too: a BOM, half a character

        return json.loads(data)


def _periodic(data: dict[str, Any], default: str) -> Periodic:
    template = data.get("template") or data.get("templatePath")
    return Periodic(
        _folder(data.get("folder")), _text(data.get("format"), default), _text(template, "")
    )


def _text(value: object, default: str) -> str:
    return value if isinstance(value, str) and value else default


def _folder(value: object) -> str:
    return value.strip("/") if isinstance(value, str) else ""
