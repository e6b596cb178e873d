"""`vaultlint schema`: the types of notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from vaultlint.cli.app import Stop, say
from vaultlint.cli.saying import shown, tell
from vaultlint.cli.session import Session, vault_options
from vaultlint.note import Note
from vaultlint.parse.properties import held_by
from vaultlint.report.visible import visible
from vaultlint.schema.importing import FORMATS
from vaultlint.schema.nearest import did_you_mean
from vaultlint.schema.shape import Schema
from vaultlint.text import counted
from vaultlint.vault import Vault

SHOWN = 3
"""Notes that are named where many do not keep to a schema."""


@click.group("schema")
def command() -> None:
    """The types of notes: what there is, what it asks, and a first one from the notes there are."""


_output = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write here, instead of standard output; a folder gets one file a schema.",
)


def _open(given: dict[str, Any], paths: tuple[Path, ...] = ()) -> Session:
    return Session.open(paths, given["vault_dir"], given["config_file"], given["more_rules"])


def _named(session: Session, name: str) -> Schema:
    schema = session.schemas.by_name.get(name)
    if schema is None:
        near = did_you_mean(name, session.schemas.names())
        raise Stop(f"no schema `{name}`{near or ': `vaultlint schema list` names them'}")
    return schema


@command.command("list")
@vault_options
def list_(**given: Any) -> None:
    """Print the schemas, with the number of notes that each one meets."""
    session = _open(given)
    vault = session.load().vault
    counts: Counter[str] = Counter()
    for path in vault.notes.keys() - vault.unchecked:
        counts.update(s.name for s in vault.schemas_of(vault.notes[path]))
    if not session.schemas.schemas:
        say("no schemas: `vaultlint schema infer` writes a first one")
    for schema in session.schemas.schemas:
        place = f"{schema.origin.file}:{schema.origin.line}"
        tell(f"{schema.name:<24} {counts[schema.name]:>6,} notes  {place}  {schema.description}")


@command.command("show")
@click.argument("name")
@vault_options
def show(name: str, **given: Any) -> None:
    """Print what a schema asks, with what it takes over from others."""
    from vaultlint.cli.explain_note import describe, describe_field

    schema = _named(_open(given), name)
    click.secho(shown(f"schema {schema.name}"), bold=True)
    tell(f"  {schema.description}" if schema.description else "  (no description)")
    tell(f"  match: {describe(schema)}")
    kinds = ", ".join(sorted(schema.kinds - {schema.name}))
    if kinds:
        tell(f"  extends: {kinds}")
    width = max((len(n) for n in schema.shape.asked), default=0)
    for field_name, field in schema.shape.asked.items():
        tell(f"    {field_name:<{width}}  {describe_field(field)}")
    shape = schema.shape
    if shape.order:
        tell(f"  order: {', '.join(shape.order)}")
    tell(f"  unknown properties: {shape.unknown}")
    for heading in shape.headings:
        tell(f"  heading: {'#' * heading.level} {heading.text}")
    for asked in shape.checks:
        tell(f"  check: {asked.id} ({asked.severity})")
    for _, unique in shape.unique:
        tell(f"  unique: {unique}")


@command.command("test")
@vault_options
def test(**given: Any) -> int:
    """Run the examples that the schemas carry."""
    from vaultlint.engine.schema_examples import run_examples

    session = _open(given)
    failed = total = 0
    for result in run_examples(session.schemas, session.config.select(), date.today()):
        total += 1
        if result.holds:
            continue
        failed += 1
        schema = result.schema
        tell(
            f"{schema.origin.file}:{result.example.line}: example {result.number} of {schema.name}"
        )
        for expected in result.missing:
            where = f" on `{expected.field}`" if expected.field else ""
            tell(f"  not found: {expected.code}{where}")
        for diagnostic in result.surplus:
            tell(f"  found too: {diagnostic.code} {visible(diagnostic.finding.message)}")
    say(f"{total - failed} of {total} examples hold." if total else "no schema has an example.")
    return 1 if failed else 0


@command.command("infer")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Notes with this tag.")
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="NAME",
    help="Notes that link to the note NAME in a property such as `categories`.",
)
@click.option(
    "--where",
    default="",
    metavar="CONDITION",
    help="Notes that meet a condition, as `match` has it: '{field: {status: done}}'.",
)
@click.option(
    "--each",
    type=click.Choice(["category", "tag", "folder"]),
    default=None,
    help="A schema for each category, tag or folder of the notes.",
)
@click.option(
    "--from-template",
    "template",
    metavar="NOTE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A schema for the notes that are begun from this template.",
)
@click.option("--name", default="", help="The schema's name; by default that of what was asked.")
@_output
@vault_options
def infer_(paths: tuple[Path, ...], **given: Any) -> None:
    """Print a first schema for the notes in PATHS (by default the whole vault), as far as they meet
    all that the options ask. Beside each line stands how many notes keep to it."""
    from vaultlint.cli.inferring import Request, run_infer

    around = paths or tuple(filter(None, [given["template"]]))
    names = ("tags", "categories", "where", "template", "name", "output")
    request = Request(paths, each=given["each"] or "", **{name: given[name] for name in names})
    run_infer(_open(given, around), request)


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--from",
    "form",
    type=click.Choice(FORMATS),
    required=True,
    help="What FILES are: fileClass notes of Metadata Menu, types of mdbase, JSON Schemas.",
)
@_output
def import_(files: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Print the schemas of another tool in the language of vaultlint. What has no counterpart is
    told on stderr, and in comments. Of a folder its files are taken."""
    from vaultlint.cli.importing import run_import

    run_import(form, files, output)


@command.command("diff")
@click.argument("name", required=False)
@vault_options
def diff(name: str | None, **given: Any) -> None:
    """Print how far schemas and notes have drifted apart: of each property how many notes have it
    and which do not keep to the schema, and what else the notes have. All schemas, if none is
    named."""
    session = _open(given)
    schemas = [_named(session, name)] if name else session.schemas.schemas
    vault = session.load().vault
    checked = [vault.notes[p] for p in sorted(vault.notes.keys() - vault.unchecked)]
    for schema in schemas:
        notes = [n for n in checked if schema in vault.schemas_of(n)]
        if notes or name:
            tell("\n".join(_drift(schema, notes, vault)))


def _drift(schema: Schema, notes: list[Note], vault: Vault) -> Iterator[str]:
    present = Counter(k for n in notes for k in n.properties)
    against: dict[str, list[str]] = {}
    for note in notes:
        for name in {
            held_by(v.path, schema.shape.asked) for v in vault.matcher.violations_of(note)
        }:
            against.setdefault(name, []).append(visible(note.name))
    count = len(notes)
    yield f"{schema.name}: {counted(count, 'note')}"
    for field in schema.shape.asked:
        them = against.get(field, [])
        more = f" and {len(them) - SHOWN:,} more" if len(them) > SHOWN else ""
        bad = f"; against the schema in {', '.join(them[:SHOWN])}{more}" if them else ""
        yield f"  {field}: in {present[field]:,} of {count:,}{bad}"
    for key, number in sorted(present.items(), key=lambda item: (-item[1], item[0])):
        if key not in schema.shape.asked:
            yield f"  {visible(key)}: in {number:,} of {count:,}, not in the schema"


@command.command("export")
@click.argument("name", required=False)
@click.option(
    "--to",
    type=click.Choice(["json-schema", "types.json"]),
    required=True,
    help="The form: of one schema, or of all.",
)
@click.option("--language", is_flag=True, help="The JSON Schema of the schema language itself.")
@click.option("--write", is_flag=True, help="Write the vault's .obsidian/types.json.")
@vault_options
def export(name: str | None, to: str, language: bool, write: bool, **given: Any) -> None:
    """Print a schema as JSON Schema, or what all of them change in Obsidian's types.json."""
    from vaultlint.cli.exporting import run_types
    from vaultlint.schema.json_schema import json_schema

    if write and to != "types.json":
        raise Stop("`--write` is for `--to types.json`")

    if language:
        import json

        from vaultlint.schema.model import SchemaModel

        click.echo(json.dumps(SchemaModel.model_json_schema(by_alias=True), indent=1))
        return
    session = _open(given)
    if to == "types.json":
        run_types(session, write=write)
        return
    if name is None:
        raise Stop("name the schema: vaultlint schema export NAME --to json-schema")
    click.echo(json_schema(_named(session, name)), nl=False)
