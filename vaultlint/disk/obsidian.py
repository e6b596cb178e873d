"""What a vault's `.obsidian` folder says. What is missing or broken there has its default."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
_FORMATS = ("shortest", "relative", "absolute")


def read_settings(root: Path) -> Settings:
    """The settings of the vault at `root`; `warnings` name the files that could not be read."""
    warnings: list[str] = []

    def load(name: str) -> dict[str, Any]:
        file = root / ".obsidian" / name
        if leads_out(root, f".obsidian/{name}"):
            warnings.append(f".obsidian/{name}: left out of account, {LEADS_OUT}")
            return {}
        try:
            data = json.loads(read_bytes(file, MAX_SIZE))
        except UnreadableError as error:
            if file.exists():
                warnings.append(f".obsidian/{name}: left out of account, {error.reason}")
            return {}
        except (ValueError, RecursionError):
            warnings.append(f".obsidian/{name}: left out of account, it is no valid JSON")
            return {}
        if not isinstance(data, dict):
            warnings.append(f".obsidian/{name}: left out of account, it is no JSON object")
            return {}
        return data

    app, daily = load("app.json"), load("daily-notes.json")
    templates = [
        _folder(load("templates.json").get("folder")),
        _folder(load("plugins/templater-obsidian/data.json").get("templates_folder")),
    ]
    types = load("types.json").get("types")
    link_format = app.get("newLinkFormat")
    filters = app.get("userIgnoreFilters")
    return Settings(
        ignore_filters=tuple(f for f in filters if isinstance(f, str) and f)
        if isinstance(filters, list)
        else (),
        attachment_folder=_text(app.get("attachmentFolderPath"), "/"),
        new_link_format=link_format if link_format in _FORMATS else "shortest",
        use_markdown_links=app.get("useMarkdownLinks") is True,
        template_folders=tuple(dict.fromkeys(t for t in templates if t)),
        daily=_periodic(daily, "YYYY-MM-DD"),
        periodic=tuple(_plugin_periods(load("plugins/periodic-notes/data.json"))),
        types={k: v for k, v in types.items() if isinstance(v, str)}
        if isinstance(types, dict)
        else {},
        warnings=tuple(warnings),
    )


def _plugin_periods(data: dict[str, Any]) -> Iterator[Periodic]:
    """The periods that are enabled, those of all calendar sets."""
    sets = data.get("calendarSets")
    for one in (data, *(sets if isinstance(sets, list) else ())):
        for names, default in _PERIODS.items():
            for name in names:
                found = one.get(name) if isinstance(one, dict) else None
                if isinstance(found, dict) and found.get("enabled") is True:
                    yield _periodic(found, default)


def _periodic(data: dict[str, Any], default: str) -> Periodic:
    template = data.get("template") or data.get("templatePath")
    return Periodic(
        _folder(data.get("folder")), _text(data.get("format"), default), _text(template, "")
    )


def _text(value: object, default: str) -> str:
    return value if isinstance(value, str) and value else default


def _folder(value: object) -> str:
    return value.strip("/") if isinstance(value, str) else ""
