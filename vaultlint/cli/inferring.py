"""`vaultlint schema infer`: notes in, schemas out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vaultlint.cli.answer import today
from vaultlint.cli.app import Stop, say
from vaultlint.cli.editors import LANGUAGE, schema_line, write_language
from vaultlint.cli.saying import hand_out
from vaultlint.cli.schema_files import schema_files, write_schema
from vaultlint.cli.session import Session, relative
from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.engine.inferring import Inferred, Wish, infer, notes_of
from vaultlint.note import Note
from vaultlint.parse.readable import MAX_NOTE
from vaultlint.schema.conditions import condition_faults
from vaultlint.schema.inferring.groups import by_category, categories, wishes_by
from vaultlint.schema.inferring.naming import type_name
from vaultlint.schema.inferring.template import read_template, template_match
from vaultlint.schema.source import Fault, SchemaError, read_document
from vaultlint.text import counted
from vaultlint.vault import Vault


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    paths: tuple[Path, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    where: str = ""
    each: str = ""
    template: Path | None = None
    name: str = ""
    output: Path | None = None


def run_infer(session: Session, request: Request) -> None:
    """Infer what was asked for, to a file or to standard output."""
    if request.name and not re.fullmatch(r"\w[\w .-]*", request.name):
        raise Stop(f"`{request.name}` is no name of a schema: letters, digits, `-`, `.`, spaces")
    vault = session.load().vault
    if request.template is not None:
        wishes = [_from_template(session, request.template, request.name)]
    else:
        wishes = _wishes(session, vault, request)
    made = infer(vault, wishes, today())
    texts = {one.draft.name: one for one in made}
    if request.output is None:
        _print(session, list(texts.values()))
    else:
        for file, one in write_schemas(session, texts, request.output).items():
            say(f"wrote {relative(file)}, from {counted(len(one.draft.notes), 'note')}")


def _from_template(session: Session, file: Path, name: str) -> Wish:
    try:
        template = read_template(session.inside(file), read_bytes(file, MAX_NOTE))
    except UnreadableError as error:
        raise Stop(f"{relative(file)}: {error.reason}") from error
    block = template.facts.frontmatter
    problems = (*template.facts.problems, *(block.problems if block else ()))
    if not template.properties:
        why = f": {problems[0].detail or problems[0].kind}" if problems else ""
        raise Stop(f"{relative(file)}: has no properties that can be read{why}")
    stem = re.sub(r"(?i)^template\W+|\W*template$", "", template.name)
    return Wish(name or type_name(stem), template_match(template), template)


def _wishes(session: Session, vault: Vault, request: Request) -> list[Wish]:
    match, named = _match(session, vault, request)
    notes = notes_of(vault, match)
    if not notes:
        asked = ", ".join(f"{key}: {json.dumps(v, ensure_ascii=False)}" for key, v in match.items())
        raise Stop("there are no notes " + (f"that meet `{asked}`" if asked else "in the vault"))
    if request.each:
        wishes = [Wish(n, {**match, **m}) for n, m in wishes_by(request.each, notes).items()]
        if not wishes:
            raise Stop(f"the notes have no {request.each} that several of them share")
        return wishes
    return [Wish(request.name or type_name(named or "note"), match)]


def _match(session: Session, vault: Vault, request: Request) -> tuple[dict[str, Any], str]:
    """The `match` that says which notes are meant, and what they are best called by."""
    match: dict[str, Any] = {}
    names: list[str] = []
    folders, files = _split(session, request.paths)
    if folders:
        match["folder"] = folders[0] if len(folders) == 1 else folders
        names.append(folders[0].rpartition("/")[2])
    if files:
        match["path"] = files[0] if len(files) == 1 else files
        names.append(files[0].rpartition("/")[2].removesuffix(".md"))
    if request.tags:
        tags = [tag.removeprefix("#") for tag in request.tags]
        match["tag"] = tags[0] if len(tags) == 1 else tags
        names.append(tags[0].rpartition("/")[2])
    for category in request.categories:
        key, link = _category(vault, category)
        links = match.setdefault("field", {})
        links[key] = [*links[key], link] if key in links else [link]
        names.append(category.strip("[]").rpartition("/")[2])
    for key, links in match.get("field", {}).items():
        match["field"][key] = links[0] if len(links) == 1 else links
    if request.where:
        asked = _where(request.where)
        match = {"all": [match, asked]} if match.keys() & asked.keys() else {**match, **asked}
    return match, names[-1] if names else ""


def _split(session: Session, paths: tuple[Path, ...]) -> tuple[list[str], list[str]]:
    """The folders among the paths, and the notes; the vault itself is neither."""
    folders, files = [], []
    for path in paths:
        inside = session.inside(path)
        if path.is_dir() and inside:
            folders.append(inside)
        elif inside:
            files.append(inside)
    return folders, files


def _category(vault: Vault, category: str) -> tuple[str, str]:
    notes: list[Note] = [vault.notes[p] for p in vault.notes.keys() - vault.unchecked]
    name = category.strip("[]")
    found = by_category(notes, name)
    if found is None:
        known = ", ".join(f"`{c.name}`" for c in categories(notes)[:8])
        raise Stop(
            f"no note links to `{name}` in a property" + (f"; there are {known}" if known else "")
        )
    return found.key, f"[[{found.name}]]"


def _where(text: str) -> Mapping[str, Any]:
    from vaultlint.schema.model import Match
    from vaultlint.schema.validate import validate

    try:
        document = read_document("--where", text.encode())
    except SchemaError as error:
        raise Stop(str(error)) from error
    if not isinstance(document.data, dict):
        raise Stop("--where should be a condition, such as `{field: {status: done}}`")
    faults: Sequence[Fault] = validate(document, Match)
    faults = faults or [*condition_faults(document.data, document, ("--where",))]
    if faults:
        raise Stop("\n".join(map(str, faults)))
    return document.data


def _print(session: Session, made: list[Inferred]) -> None:
    folder = session.root / session.config.rules[0] if session.config.rules else session.root
    line = schema_line(folder, session.root) if (session.root / LANGUAGE).exists() else ""
    # several schemas are several files: the line between says where one ends
    hand_out("---\n".join(one.text(line) for one in made))
    if len(made) > 1:
        say(f"{len(made)} schemas are {len(made)} files: `-o FOLDER` writes them.")


def write_schemas(
    session: Session, made: Mapping[str, Inferred], output: Path
) -> dict[Path, Inferred]:
    """Write schemas to a file, or each to its own in a folder; and beside them what editors
    complete them from. Nothing that exists is overwritten. Gives the files."""
    files = schema_files(output, made.keys())
    write_language(session.root)
    for name, file in files.items():
        write_schema(file, made[name].text(schema_line(file.parent, session.root)))
    return {file: made[name] for name, file in files.items()}
