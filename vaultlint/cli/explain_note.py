"""Which schemas a note has, why, what they ask of its properties, and where its links lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from vaultlint.cli.app import Stop
from vaultlint.cli.explain_links import show_links
from vaultlint.cli.saying import tell
from vaultlint.cli.session import Session
from vaultlint.note import Note
from vaultlint.report.visible import visible
from vaultlint.schema.choice import chosen
from vaultlint.schema.compile import spelled
from vaultlint.schema.held import described, held
from vaultlint.schema.kinds import asked
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
        tell("  not checked: a template, or left out by the settings")
    found = vault.schemas_of(note)
    if not found:
        tell("  no schema meets this note")
    for schema in found:
        _schema(vault, note, schema)
    shape = vault.shape_of(note)
    for conflict in shape.conflicts:
        places = ", ".join(f"{o.file}:{o.line}" for o in conflict.origins)
        told = f"  conflict on `{conflict.field}`: {conflict.message} ({places})"
        click.secho(visible(told), fg="red")
    _fields(note, shape, found)
    show_links(vault, note)


def _schema(vault: Vault, note: Note, schema: Schema) -> None:
    explicit = vault.schemas.explicit
    if schema.match is None or chosen(note, explicit, vault.schemas.by_name):
        line = note.lines.line_of(note.properties[explicit].value.span.start)
        why = f"named by the property `{explicit}: {schema.name}` (line {line})"
    else:
        part = held(schema.match, note, vault.matcher.targets)
        why = f"meets its `match` by {described(part)}"
    place = f"{schema.origin.file}:{schema.origin.line}"
    tell(f"  schema {visible(schema.name)} ({visible(place)})")
    tell(f"    {visible(why)}")


def describe(schema: Schema) -> str:
    """A schema's `match`, in a line."""
    return visible(described(schema.match)) if schema.match is not None else "none"


def _fields(note: Note, shape: Shape, schemas: Sequence[Schema]) -> None:
    # of what only Obsidian gives a type, there may be a hundred that the note has not
    asked_for = (n for n, f in shape.fields.items() if f.schema or n in note.properties)
    names = [*asked_for, *(k for k in note.properties if k not in shape.fields)]
    if not names:
        return
    tell("  properties")
    width = max(len(visible(n)) for n in names)
    for name in names:
        prop = note.properties.get(name)
        value = " ".join(note.text(prop.value.span).split())[:40] if prop else "(absent)"
        field = describe_field(shape.fields.get(name), [s.shape.fields.get(name) for s in schemas])
        tell(f"    {visible(name):<{width}}  {field}  {visible(value)}")


def describe_field(field: Field | None, written: Iterable[Field | None] = ()) -> str:
    """What schemas ask of a property, and where that is written: in `field` itself, or where it
    was merged of those `written`, in each of them."""
    if field is None:
        return "(no schema speaks of it)"
    if not field.schema:
        return f"{asked(field)} (.obsidian/types.json)"
    parts = [asked(field), *(["may be unwritten"] if field.type.planned else [])]
    if field.required:
        parts.append("required" if field.nullable else "required and not empty")
    parts += _bounds(field)
    places = dict.fromkeys(_place(f) for f in written if f is not None) or [_place(field)]
    return visible(f"{', '.join(parts)} ({'; '.join(places)})")


def _bounds(field: Field) -> Iterator[str]:
    for key in ("min", "max", "pattern", "format", "style", "default"):
        value = getattr(field, key)
        if value is not None:
            yield f"{key} {', '.join(value) if isinstance(value, tuple) else spelled(value)}"
    for key, (least, most) in (("length", field.length), ("items", field.items)):
        if (least, most) != (None, None):
            yield f"{key} {'' if least is None else least}..{'' if most is None else most}"
    if field.unique:
        yield "unique"
    for key, values in (("contains", field.contains), ("schemes", field.schemes)):
        if values:
            yield f"{key} {', '.join(values)}"


def _place(field: Field) -> str:
    """`album, preset:kepano/album.yaml:5`."""
    origin = field.origin
    return f"{field.schema}, {origin.file}:{origin.line}" if origin else field.schema
