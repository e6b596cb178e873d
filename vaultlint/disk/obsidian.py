"""What a vault's `.obsidian` folder says. What is missing or broken there has its default."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.settings import Settings

MAX_SIZE = 4 * 1024 * 1024
_FORMATS = ("shortest", "relative", "absolute")


def read_settings(root: Path) -> Settings:
    """The settings of the vault at `root`; `warnings` name the files that could not be read."""
    warnings: list[str] = []

    def load(name: str) -> dict[str, Any]:
        file = root / ".obsidian" / name
        try:
            data = json.loads(read_bytes(file, MAX_SIZE))
        except UnreadableError as error:
            if file.exists():
                warnings.append(f".obsidian/{name}: left out of account, {error.reason}")
            return {}
        except (ValueError, RecursionError):
            warnings.append(f".obsidian/{name}: left out of account, it is no valid JSON")
            return {}
        return data if isinstance(data, dict) else {}

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
        daily_folder=_folder(daily.get("folder")),
        daily_format=_text(daily.get("format"), "YYYY-MM-DD"),
        daily_template=_text(daily.get("template"), ""),
        types={k: v for k, v in types.items() if isinstance(v, str)}
        if isinstance(types, dict)
        else {},
        warnings=tuple(warnings),
    )


def _text(value: object, default: str) -> str:
    return value if isinstance(value, str) and value else default


def _folder(value: object) -> str:
    return value.strip("/") if isinstance(value, str) else ""
