"""Files of another tool to schemas of ours."""

from __future__ import annotations

from collections.abc import Mapping

from vaultlint.schema.importing import fileclass, json_schema, mdbase
from vaultlint.schema.importing.draft import Draft
from vaultlint.schema.importing.files import (
    NoteFile,
    read_json,
    read_note,
    schema_name,
    stem,
    wrong,
)
from vaultlint.schema.importing.render import render
from vaultlint.schema.load import load_schemas
from vaultlint.schema.source import SchemaError


def import_schemas(form: str, files: Mapping[str, bytes]) -> list[Draft]:
    """The schemas that `files` (by the path shown to people) define; `form` is one of FORMATS.
    Raises SchemaError for files that cannot be read as what they should be."""
    read = [_read(form, file, data) for file, data in files.items()]
    names: dict[str, str] = {}
    for note, original in read:
        if schema_name(original).lower() in (n.lower() for n in names.values()):
            raise wrong(note.document.file, f"`{original}` is defined by another file too")
        names[original.lower()] = schema_name(original)
    drafts = []
    for note, original in read:
        draft = Draft(note.document, names[original.lower()], names)
        if draft.name != original:
            draft.lose((), f"the name `{original}` is written `{draft.name}` here")
        if form == "json-schema":
            json_schema.convert(draft, note.document)
        else:
            (fileclass if form == "fileclass" else mdbase).convert(draft, note, original)
        draft.losses.sort()
        drafts.append(draft)
    _try_out(drafts)
    return drafts


def _try_out(drafts: list[Draft]) -> None:
    """What is handed out can be loaded: a circle of `extends`, say, is told now."""
    made = {f"{draft.name}.yaml": draft for draft in drafts}
    try:
        load_schemas({file: render(draft).encode() for file, draft in made.items()})
    except SchemaError as error:
        fault = error.faults[0]
        document = made[fault.file].document
        raise wrong(document.file, fault.message, *document.place(("extends",))) from None


def _read(form: str, file: str, data: bytes) -> tuple[NoteFile, str]:
    """A file, and what its type is called there."""
    if form == "json-schema":
        document = read_json(file, data)
        if not isinstance(document.data, dict):
            raise wrong(file, "a JSON Schema should be a mapping")
        return NoteFile(document, "", 1), stem(file)
    note = read_note(file, data)
    given = note.document.data
    if form == "fileclass":
        if not given and "::" not in note.body:
            raise wrong(file, "no fileClass: neither properties nor lines `name:: {…}`")
        return note, stem(file)
    if not ("fields" in given or "schema" in given or "extends" in given):
        raise wrong(file, "no mdbase type: it has no `fields` and no `schema`")
    return note, str(given.get("name") or stem(file))
