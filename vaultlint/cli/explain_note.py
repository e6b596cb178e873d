"""Which schemas a note has, why, and what they ask of each of its properties."""

from __future__ import annotations

from pathlib import Path

import click

from vaultlint.cli.app import Stop
from vaultlint.cli.session import Session
from vaultlint.note import Note
from vaultlint.report.visible import visible
from vaultlint.schema.kinds import asked
from vaultlint.schema.predicate import meets
from vaultlint.schema.shape import Field, Schema, Shape
from vaultlint.vault import Vault


def explain_note(session: Session, path: Path) -> None:
    """Print it. Stops for what is no note of the vault."""
    vault = session.load().vault
    inside = session.inside(path)
    note = vault.notes.get(inside)
    if note is None:
        raise Stop(f"{path}: no note of the vault {session.shown_root}")
    click.secho(visible(inside), bold=True)
    if inside in vault.unchecked:
        click.echo("  not checked: a template, or left out by the settings")
    found = vault.schemas_of(note)
    if not found:
        click.echo("  no schema meets this note")
    for schema in found:
        _schema(vault, note, schema)
    shape = vault.shape_of(note)
    for conflict in shape.conflicts:
        places = ", ".join(f"{o.file}:{o.line}" for o in conflict.origins)
        click.secho(f"  conflict on `{conflict.field}`: {conflict.message} ({places})", fg="red")
    _fields(note, shape)


def _schema(vault: Vault, note: Note, schema: Schema) -> None:
    prop = note.properties.get(vault.schemas.explicit)
    if prop is not None and schema.match is None:
        why = f"named by the property `{vault.schemas.explicit}`"
    elif schema.match is not None and meets(schema.match, note, vault.matcher.targets):
        why = f"meets its `match`: {describe(schema)}"
    else:
        why = f"named by the property `{vault.schemas.explicit}`"
    click.echo(f"  schema {schema.name} ({schema.origin.file}:{schema.origin.line})")
    click.echo(f"    {why}")


def describe(schema: Schema) -> str:
    """A schema's `match`, in a line."""

    def said(predicate: object) -> str:
        kind = getattr(predicate, "kind", "")
        parts = getattr(predicate, "parts", ())
        if kind in ("all", "any", "not"):
            inner = ", ".join(said(p) for p in parts)
            return inner if kind == "all" else f"{kind}({inner})"
        values = ", ".join(str(v) for v in getattr(predicate, "values", ()))
        key = getattr(predicate, "key", "")
        return f"{kind} {key} = {values}" if key else f"{kind} {values}"

    return visible(said(schema.match)) if schema.match is not None else "none"


def _fields(note: Note, shape: Shape) -> None:
    names = [*shape.fields, *(k for k in note.properties if k not in shape.fields)]
    if not names:
        return
    click.echo("  properties")
    width = max(len(n) for n in names)
    for name in names:
        prop = note.properties.get(name)
        value = visible(note.text(prop.value.span))[:40].replace("\n", " ") if prop else "(absent)"
        click.echo(
            f"    {visible(name):<{width}}  {describe_field(shape.fields.get(name))}  {value}"
        )


def describe_field(field: Field | None) -> str:
    """What a schema asks of a property, and where that is written."""
    if field is None:
        return "(no schema speaks of it)"
    if not field.schema:
        return f"{asked(field)} (.obsidian/types.json)"
    parts = [asked(field)]
    if field.required:
        parts.append("required" if field.nullable else "required and not empty")
    parts += [
        f"{key} {value}"
        for key, value in (("min", field.min), ("max", field.max))
        if value is not None
    ]
    if field.default is not None:
        parts.append(f"default {field.default}")
    place = f"{field.origin.file}:{field.origin.line}" if field.origin else field.schema
    return f"{', '.join(parts)} ({place})"
