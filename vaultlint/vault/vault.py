"""The vault: an immutable picture that every rule looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.parse.note import READABLE
from vaultlint.schema.match import Matcher, SchemaSet
from vaultlint.schema.shape import Schema, Shape
from vaultlint.settings import Settings
from vaultlint.text import fold
from vaultlint.vault.answer import Ambiguous, Answer, Found, Missing


class Vault:
    """Files, notes, settings and schemas of one vault.

    `files` are the paths of all files that Obsidian sees, notes included; `notes` the parsed
    notes among them. `unchecked` notes (templates, excluded files) are valid targets but are not
    linted themselves.
    """

    def __init__(
        self,
        files: Iterable[str],
        notes: Mapping[str, Note],
        settings: Settings | None = None,
        unchecked: frozenset[str] = frozenset(),
        schemas: SchemaSet | None = None,
    ) -> None:
        self.files = frozenset(files) | notes.keys()
        self.notes = notes
        self.settings = settings or Settings()
        self.unchecked = unchecked
        self.schemas = schemas or SchemaSet()

    @classmethod
    def of(
        cls,
        texts: Mapping[str, str | bytes],
        settings: Settings | None = None,
        schemas: SchemaSet | None = None,
    ) -> Vault:
        """A vault in memory from `{path: text}`: for tests, examples and editors."""
        data = {p: t.encode() if isinstance(t, str) else t for p, t in texts.items()}
        notes = {p: Note.parse(p, d) for p, d in data.items() if p.lower().endswith(READABLE)}
        return cls(data, notes, settings, schemas=schemas)

    def with_notes(self, notes: Iterable[Note]) -> Vault:
        """This vault with these notes in the place of those of the same paths, or added."""
        merged = {**self.notes, **{n.path: n for n in notes}}
        return Vault(self.files, merged, self.settings, self.unchecked, self.schemas)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self.files):
            name = fold(path.rpartition("/")[2])
            found.setdefault(name.removesuffix(".md"), []).append(path)
        return {k: tuple(v) for k, v in found.items()}

    def resolve(self, link: Link, source: Note) -> Answer:
        """What Obsidian opens for `link` in `source`, its heading or block included."""
        if not link.target:
            return Found(source.path)
        name = fold(link.target.rpartition("/")[2]).removesuffix(".md")
        paths = self._names.get(name, ())
        if not paths:
            return Missing("file")
        return Found(paths[0]) if len(paths) == 1 else Ambiguous(paths[0], paths[1:])

    @cached_property
    def matcher(self) -> Matcher:
        """The schemas at work in this vault."""
        return Matcher(self.schemas, self._path_of, self.settings.types)

    def _path_of(self, link: Link, source: Note) -> str | None:
        answer = self.resolve(link, source)
        return None if isinstance(answer, Missing) else answer.path

    def schemas_of(self, note: Note) -> tuple[Schema, ...]:
        """The schemas that `note` has, in the order of names."""
        return self.matcher.schemas_of(note)

    def shape_of(self, note: Note) -> Shape:
        """What the schemas of `note` ask of it, merged; with the types of `types.json` for what
        no schema names."""
        return self.matcher.shape_of(note)
