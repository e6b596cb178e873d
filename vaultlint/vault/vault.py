"""The vault: an immutable picture that every rule looks at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, cached_property

from vaultlint.note import Face, Note
from vaultlint.parse.chapters import read_chapters
from vaultlint.parse.facts import Chapter, Facts, Link, Problem
from vaultlint.parse.readable import READABLE
from vaultlint.schema.match import Matcher, SchemaSet
from vaultlint.schema.shape import Schema, Shape
from vaultlint.settings import Settings
from vaultlint.text import without_bom
from vaultlint.vault.answer import Ambiguous, Answer, Found, Missing
from vaultlint.vault.attachments import unused_attachments
from vaultlint.vault.called import Called
from vaultlint.vault.face import face
from vaultlint.vault.names import Former, Names
from vaultlint.vault.near import NearNames
from vaultlint.vault.of_type import OfType
from vaultlint.vault.overlay import Overlay
from vaultlint.vault.subpath import Places, segments
from vaultlint.vault.tags import Spellings

_CLOSED = Problem("io", 0, 0, "a folder that cannot be read")


class Vault:
    """Files, notes, settings and schemas of one vault.

    `files` are the paths of all files that Obsidian sees, notes included; `notes` the parsed
    notes among them. `unchecked` notes (templates, excluded files) are valid targets but are not
    linted themselves. `faces` gives those of all notes (of those below, where they are an Overlay),
    where they are known without parsing.
    `former` is set where a change is looked at: links to what it renamed are then mended surely.
    """

    def __init__(
        self,
        files: Iterable[str],
        notes: Mapping[str, Note],
        settings: Settings | None = None,
        unchecked: frozenset[str] = frozenset(),
        schemas: SchemaSet | None = None,
        faces: Callable[[], Mapping[str, Face]] | None = None,
    ) -> None:
        self.files = frozenset(files).union(notes)
        self.notes = notes
        self.settings = settings or Settings()
        self.unchecked = unchecked
        self.schemas = schemas or SchemaSet()
        self.names = Names(self.files)
        self._faces = faces or cache(lambda: {p: face(notes[p]) for p in notes})
        self._called = Called(self.files, lambda: self.faces)
        self.former: Former | None = None
        self._places: dict[str, Places | None] = {}
        self._unsettled: dict[str, tuple[tuple[Link, Answer], ...]] = {}

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
        return self.changed(notes)

    def changed(
        self, notes: Iterable[Note], gone: Iterable[str] = (), came: Iterable[str] = ()
    ) -> Vault:
        """This vault with these notes in it, without the files that are `gone`, and with those
        that `came` and are no notes."""
        new, gone = {n.path: n for n in notes}, frozenset(gone)
        files = self.files.difference(gone).union(came, new)
        vault = Vault(
            files,
            Overlay(self.notes, new, gone),
            self.settings,
            self.unchecked,
            self.schemas,
            self._faces,
        )
        vault.former = self.former
        if vault.files == self.files:
            vault.names = self.names
            if all(self.file(path).aliases == note.aliases for path, note in new.items()):
                vault._called = self._called
        return vault

    def under(
        self,
        schemas: SchemaSet,
        settings: Settings | None = None,
        unchecked: frozenset[str] | None = None,
    ) -> Vault:
        """The same files and notes under other schemas, and other settings if they are given."""
        settings = settings or self.settings
        unchecked = self.unchecked if unchecked is None else unchecked
        vault = Vault(self.files, self.notes, settings, unchecked, schemas, self._faces)
        vault.former = self.former
        # where links lead, no schema says
        vault.names, vault._called = self.names, self._called
        vault._places, vault._unsettled = self._places, self._unsettled
        return vault

    def resolve(self, link: Link, source: Note) -> Answer:
        """What Obsidian opens for `link` in `source`, its heading or block included.

        A link with a URI scheme leads nowhere in the vault: ask only of those without.
        """
        place = self.names.find(link.target, source.path) if link.target else Found(source.path)
        if not link.subpath or isinstance(place, Missing):
            return place
        return self._within(place, link.subpath)

    def file(self, path: str) -> Note:
        """The note at `path`; for a file that is none, its path with no text and no facts. A path
        that ends with a slash is a folder that cannot be read."""
        unreadable = _CLOSED if path.endswith("/") else None
        return self.notes.get(path) or Note(path, Facts(0, 1, unreadable), b"")

    def unsettled(self, note: Note) -> tuple[tuple[Link, Answer], ...]:
        """The links of `note` that lead nowhere, or to one of several files, each with what it
        leads to; links with a URI scheme are not among them. Of those in comments, which the app
        knows but shows to nobody, only links whose file is missing are: no embeds, no headings."""
        found = self._unsettled.get(note.path)
        if found is None:
            resolve = self.resolve
            links = [k for k in self.names.open(note.facts.links) if not self._is_settled(k)]
            answers = [(k, resolve(k, note)) for k in links]
            open_ = [pair for pair in answers if type(pair[1]) is not Found]
            found = tuple(p for p in open_ if _is_missed(*p) or not note.is_comment(p[0].start))
            self._unsettled[note.path] = found
        return found

    def _is_settled(self, link: Link) -> bool:
        """Whether `link` surely leads somewhere: most links, told fast."""
        place = self.names.from_anywhere(link.target) if link.target else None
        if type(place) is not Found:
            return False
        if not link.subpath:
            return True
        places = self.places(place.path)
        return places is not None and places.has(link.subpath)

    @property
    def near(self) -> NearNames:
        """Near misses among the names of all files, notes without `.md`, and among aliases."""
        return self._called.near

    @property
    def without_ending(self) -> dict[str, tuple[str, ...]]:
        """Names of files that are no notes by what stands before their endings, folded."""
        return self._called.without_ending

    def near_headings(self, path: str, subpath: str) -> list[str]:
        """The headings of the note at `path`, one below the other, that a subpath which leads
        nowhere probably meant; else the last of them alone, else none."""
        places = self.places(path)
        return places.meant(segments(subpath)) if places else []

    @cached_property
    def faces(self) -> Mapping[str, Face]:
        """What all notes show to the whole vault, by path."""
        if isinstance(self.notes, Overlay):
            return self.notes.derived(self._faces(), face)
        return self._faces()

    def _within(self, place: Found | Ambiguous, subpath: str) -> Answer:
        parts = segments(subpath)
        places = self.places(place.path) if parts else None
        if places is None:
            return place
        if parts[-1].startswith("^"):
            block = places.block(parts[-1][1:])
            if block is not None or "=" in parts[-1]:  # Excalidraw's `^area=…`
                return place._replace(block=block)
            return Missing("block", place.path)
        heading = places.heading(parts)
        return place._replace(heading=heading) if heading else Missing("heading", place.path)

    def places(self, path: str) -> Places | None:
        """Headings and blocks of the note at `path`; None for what has none that we can see: an
        attachment (`#page=3` is its parameter), a canvas or base, an unreadable note."""
        if path not in self._places:
            note = self.notes.get(path) if path[-3:].lower() == ".md" else None
            seen = note is not None and note.outline.unreadable is None
            self._places[path] = Places(note.outline) if note and seen else None
        return self._places[path]

    def files_named(self, name: str) -> tuple[str, ...]:
        """Files of this name in any folder, the shortest path first; `.md` may be left out."""
        return self.names.named(name)

    @property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Paths of notes by folded alias, sorted."""
        return self._called.aliases

    def backlinks(self, note: Note) -> tuple[tuple[Note, Link], ...]:
        """Links of other notes that lead to `note`, in the order of paths. Reads every note."""
        return self._backlinks.get(note.path, ())

    @cached_property
    def _backlinks(self) -> dict[str, tuple[tuple[Note, Link], ...]]:
        found: dict[str, list[tuple[Note, Link]]] = {}
        for path in sorted(self.notes):
            note = self.notes[path]
            for link in note.facts.links:
                if link.form == "url" or not link.target:
                    continue
                place = self.names.find(link.target, path)
                if not isinstance(place, Missing) and place.path != path:
                    found.setdefault(place.path, []).append((note, link))
        return {target: tuple(links) for target, links in found.items()}

    @property
    def linked_files(self) -> Collection[str]:
        """Files to which some other note, canvas or base links. Reads every note."""
        return self._backlinks.keys()

    @cached_property
    def unused(self) -> frozenset[str]:
        """Attachments that nothing shows, links to or names. Reads every note."""
        return unused_attachments(self)

    @cached_property
    def matcher(self) -> Matcher:
        """The schemas at work in this vault."""
        return Matcher(self.schemas, self._path_of, self.settings.types)

    def tag_spelling(self, name: str) -> tuple[str, int] | None:
        """The spelling of a tag that more notes use, and how many; None if `name` is it."""
        return self._spellings.better(name)

    def tag_spellings(self, name: str) -> set[str]:
        """All spellings of a tag."""
        return self._spellings.of(name)

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(f.tags for p, f in self.faces.items() if p not in self.unchecked)

    @property
    def folders(self) -> frozenset[str]:
        """All folders that hold a file, however deep."""
        return self.names.listing.folders

    @cached_property
    def property_names(self) -> frozenset[str]:
        """The names of all properties of all notes."""
        return frozenset(name for face in self.faces.values() for name in face.properties)

    def colliding(self, path: str) -> list[str]:
        """Other files that a file system without regard to case or Unicode form takes for the one
        at `path`, sorted."""
        return self.names.listing.colliding.get(path, [])

    @cached_property
    def of_type(self) -> OfType:
        """The notes of each type."""
        return OfType(self)

    def chapters_of(self, note: Note) -> tuple[Chapter, ...]:
        """The chapters of `note`: where its schemas say that it has some, also those that would
        else be taken for a schedule or a daily log."""
        if note.facts.unreadable is not None or self.shape_of(note).chapters is None:
            return note.facts.chapters
        data = without_bom(note.data)
        return read_chapters(data, note.body_start, note.facts.zones, expected=True)

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


def _is_missed(link: Link, answer: Answer) -> bool:
    """Whether the app lists the link as unresolved, shown or not."""
    return not link.embed and isinstance(answer, Missing) and answer.part == "file"
