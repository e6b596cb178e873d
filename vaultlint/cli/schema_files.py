"""Where new schemas are written: to a file, or each to its own in a folder."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from vaultlint.cli.app import Stop, unwritten
from vaultlint.cli.session import relative


def schema_files(output: Path, names: Collection[str]) -> dict[str, Path]:
    """The file of each schema; an `output` that is not called as YAML is a folder. Stops where
    one exists: nothing is overwritten."""
    is_folder = len(names) > 1 or output.is_dir() or output.suffix not in (".yaml", ".yml")
    files = {name: output / f"{name}.yaml" if is_folder else output for name in names}
    for file in files.values():
        if file.exists():
            raise Stop(f"{relative(file)} exists; remove it first, or write elsewhere")
    return files


def write_schema(file: Path, text: str) -> None:
    """Write a schema, and the folder for it if need be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise unwritten(relative(file), error) from error
