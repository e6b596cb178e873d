"""`vaultlint schema import`: files in, schemas out, and on stderr what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vaultlint.cli.app import Stop, say
from vaultlint.cli.saying import hand_out
from vaultlint.cli.schema_files import schema_files, write_schema
from vaultlint.cli.session import relative
from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.report.visible import visible
from vaultlint.schema.importing.imports import import_schemas
from vaultlint.schema.importing.render import render
from vaultlint.schema.source import MAX_SIZE, SchemaError


def run_import(form: str, files: tuple[Path, ...], output: Path | None) -> None:
    """Import `files`, written in the language `form`, to `output` or to standard output."""
    read: dict[str, bytes] = {}
    for file in _unfolded(form, files):
        try:
            read[relative(file)] = read_bytes(file, MAX_SIZE)
        except UnreadableError as error:
            raise Stop(f"{file}: {error.reason}") from error
    try:
        drafts = import_schemas(form, read)
    except SchemaError as error:
        raise Stop(str(error)) from error
    made = {draft.name: render(draft) for draft in drafts}
    if output is None:
        # several schemas are several files: the line between says where one ends
        hand_out("---\n".join(made.values()))
    else:
        _write(made, output)
    for draft in drafts:
        for loss in draft.losses:
            say(visible(str(loss)))
    if output is None and len(made) > 1:
        say(f"{len(made)} schemas are {len(made)} files: `-o FOLDER` writes them.")


def _unfolded(form: str, files: tuple[Path, ...]) -> Iterator[Path]:
    """The files, with those of the form in the place of a folder."""
    endings = (".json", ".yaml", ".yml") if form == "json-schema" else (".md",)
    for file in files:
        if not file.is_dir():
            yield file
            continue
        inside = sorted(f for f in file.iterdir() if f.suffix.lower() in endings)
        if not inside:
            raise Stop(f"{relative(file)}: no {' or '.join(endings)} file is in this folder")
        yield from inside


def _write(made: dict[str, str], output: Path) -> None:
    for name, file in schema_files(output, made.keys()).items():
        write_schema(file, made[name])
        say(f"wrote {relative(file)}")
