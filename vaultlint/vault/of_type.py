"""The notes of each type, and which values they have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultlint.vault.vault import Vault


class OfType:
    """Of a vault, its notes by the schemas they have. Reads every note that is checked."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._holders: dict[tuple[str, str], dict[str, list[str]]] = {}

    @cached_property
    def paths(self) -> Mapping[str, list[str]]:
        """Paths in their order, by the name of a schema."""
        vault = self._vault
        found: dict[str, list[str]] = {}
        for path in sorted(vault.notes.keys() - vault.unchecked):
            for schema in vault.schemas_of(vault.notes[path]):
                found.setdefault(schema.name, []).append(path)
        return found

    def holders(self, schema: str, name: str) -> Mapping[str, list[str]]:
        """Of the notes with a schema: paths by the value of a property (a link's is the file it
        leads to)."""
        found = self._holders.get((schema, name))
        if found is None:
            found = self._holders[schema, name] = {}
            for path in self.paths.get(schema, ()):
                note = self._vault.notes[path]
                prop = note.properties.get(name)
                if prop is not None and not prop.value.is_empty:
                    identity = self._vault.matcher.targets.identity(prop.value.text, note)
                    found.setdefault(identity, []).append(path)
        return found

    def first_with(self, schema: str, name: str) -> str | None:
        """The first note, in the order of paths, that has a schema and a property."""
        notes = self._vault.notes
        having = (p for p in self.paths.get(schema, ()) if name in notes[p].properties)
        return next(having, None)
