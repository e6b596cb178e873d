"""`vaultlint schema export --to types.json`: what the schemas change in Obsidian's types."""

from __future__ import annotations

from vaultlint.cli.app import Stop, say, unwritten
from vaultlint.cli.fixing import diff_of
from vaultlint.cli.saying import hand_out
from vaultlint.cli.session import Session
from vaultlint.disk.types import TYPES, TypesError, read_types, write_types
from vaultlint.schema.export import types_json, with_types


def run_types(session: Session, *, write: bool) -> None:
    """Print the diff between the vault's `types.json` and what its schemas imply; write it where
    that is asked."""
    schemas = session.schemas.schemas
    try:
        before, document = read_types(session.root)
        wanted = with_types(schemas, document)
        if wanted == document or not (before or wanted["types"]):
            say(f"{TYPES} says what the schemas say: nothing to change.")
            return
        after = types_json(wanted)
        hand_out(diff_of({TYPES: (before, after)}, session.prefix))
        if write:
            write_types(session.root, before, after)
    except TypesError as error:
        raise Stop(f"{TYPES}: {error}") from error
    except OSError as error:
        raise unwritten(TYPES, error) from error
    say(f"wrote {TYPES}" if write else f"`--write` writes {TYPES}.")
