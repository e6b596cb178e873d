"""The config and the schemas of a vault, read from its files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path

from vaultlint.config import DEFAULT_RULES, Config
from vaultlint.disk.read import LEADS_OUT, UnreadableError, leads_out, read_bytes
from vaultlint.disk.root import configs_in
from vaultlint.parse.readable import MAX_NOTE
from vaultlint.schema.match import SchemaSet


def read_config(root: Path, file: Path | None = None) -> Config:
    """The configuration of the vault at `root`: in `file`, else in the root's own config file,
    else the default. Raises ConfigError and UnreadableError."""

    def inside(path: str) -> bytes | None:
        if leads_out(root, path):
            return None
        try:
            return read_bytes(root / path, MAX_NOTE)
        except UnreadableError:
            return None

    if file is not None:
        from vaultlint.config.load import load_config

        return load_config(_shown(file, root), _named(file, str(file)), inside)
    for name in configs_in(root):
        from vaultlint.config.load import load_config

        _keep_inside(name, root)
        return load_config(name, _named(root / name, name), inside)
    return Config()


def _named(file: Path, shown: str) -> bytes:
    """The bytes of a file that people write for us. Raises UnreadableError with its name."""
    try:
        return read_bytes(file, MAX_NOTE)
    except UnreadableError as error:
        raise UnreadableError(f"{shown}: cannot be read, {error.reason}") from None


def _shown(file: Path, root: Path) -> str:
    absolute = file.absolute()
    if absolute.is_relative_to(root.absolute()):
        return absolute.relative_to(root.absolute()).as_posix()
    return file.as_posix()


def read_schemas(root: Path, config: Config, more: Iterable[Path] = ()) -> SchemaSet:
    """The schemas of the vault: its presets, the files in its folders of schemas, and those in
    `more` folders. Raises SchemaError."""
    files: dict[str, bytes] = {}
    for name in config.rules:
        found = _schema_files(root / name, name, root)
        if not found and name != DEFAULT_RULES and not (root / name).is_dir():
            place = config.origins.get("rules", name)
            raise UnreadableError(f"{place}: `rules` names `{name}`, where the vault has no folder")
        files |= found
    for folder in more:
        files |= _schema_files(folder, folder.as_posix(), None)
    if not files and not config.presets:
        return SchemaSet((), config.schema_property)
    from vaultlint.schema.load import load_schemas

    return load_schemas(files, config.presets, explicit=config.schema_property)


def _schema_files(folder: Path, shown: str, within: Path | None) -> dict[str, bytes]:
    """The schema files below a folder; those of a vault lie `within` it."""
    found: dict[str, bytes] = {}
    if within is not None:
        _keep_inside(shown, within)
    if not folder.is_dir():
        return found
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".yaml", ".yml") or path.name.startswith("."):
            continue
        name = posixpath.join(shown, path.relative_to(folder).as_posix())
        if within is not None:
            _keep_inside(name, within)
        if not path.is_dir():
            found[name] = _named(path, name)
    return found


def _keep_inside(name: str, root: Path) -> None:
    if leads_out(root, name):
        raise UnreadableError(f"{name}: is {LEADS_OUT}")
