"""What editors complete our YAML from: JSON Schemas beside it, and the line that names them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from vaultlint.cli.app import unwritten
from vaultlint.cli.session import relative

LANGUAGE = ".vaultlint/schema.schema.json"
"""The JSON Schema of schema files, in a vault."""
CONFIG = ".vaultlint/config.schema.json"
"""The JSON Schema of `vaultlint.yaml`, in a vault."""
_LINE = "# yaml-language-server: $schema="


def schema_line(folder: Path, root: Path) -> str:
    """The first line of a schema file in `folder`, for language servers."""
    return _LINE + _way(root / LANGUAGE, folder)


def config_line(folder: Path, root: Path) -> str:
    """The first line of a config file in `folder`, for language servers."""
    return _LINE + _way(root / CONFIG, folder)


def _way(file: Path, folder: Path) -> str:
    return Path(os.path.relpath(file.absolute(), folder.absolute())).as_posix()


def language() -> dict[str, Any]:
    """The JSON Schema of schema files."""
    from vaultlint.schema.model import SchemaModel

    return SchemaModel.model_json_schema(by_alias=True)


def write_language(root: Path) -> None:
    """Write the JSON Schema of schema files into the vault; that of an earlier version gives way."""
    _write(root / LANGUAGE, language())


def write_config_language(root: Path) -> None:
    """Write the JSON Schema of `vaultlint.yaml` into the vault."""
    from vaultlint.config.model import ConfigModel

    _write(root / CONFIG, ConfigModel.model_json_schema(by_alias=True))


def _write(file: Path, data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise unwritten(relative(file), error) from error
