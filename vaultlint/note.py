"""A note: its path, its facts, and its text where a rule must look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol

from vaultlint.parse.facts import Block, Facts, Heading, Link, Problem, Property
from vaultlint.parse.properties import Steps, path_of, steps_to
from vaultlint.parse.ranges import Ranges
from vaultlint.text import BOM, LineIndex, Span


class Outline(Protocol):
    """What of a note's facts links from elsewhere ask for."""

    @property
    def unreadable(self) -> Problem | None:
        """Why nothing could be parsed, if so."""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The block ids."""


class Face(NamedTuple):
    """What a note shows to the whole vault: its aliases, its tags as they are written (without
    `#`), its properties' names."""

    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()


_OWN = frozenset(("tags", "aliases", "cssclasses", "tag", "alias", "cssclass"))
"""Properties that Obsidian gives a meaning, or once gave one."""


def _named(properties: Mapping[str, Property]) -> dict[str, Property]:
    found: dict[str, Property] = {}
    for key, prop in properties.items():
        name = key.lower() if key.lower() in _OWN else key
        found.setdefault(key if name in properties else name, prop)
    return found


class Note:
    """A note of a vault, or a canvas or base, which are read as notes are; immutable. `path` is
    relative to the vault, POSIX, as on disk.

    `source` is the note's bytes, or a function that reads them again (the bytes must be the ones
    the facts were parsed from). `facts` may be a function too, for a note of which mostly the
    `outline` is asked for.
    """

    def __init__(
        self,
        path: str,
        facts: Facts | Callable[[], Facts],
        source: bytes | Callable[[], bytes],
        outline: Outline | None = None,
    ) -> None:
        self.path = path
        self._source = source
        self._outline = outline
        if isinstance(facts, Facts):
            self.facts = facts
        else:
            self._read_facts = facts

    @cached_property
    def facts(self) -> Facts:
        """All that is known of the note."""
        return self._read_facts()

    @property
    def outline(self) -> Outline:
        """That part of the facts which links to places in the note ask for."""
        return self._outline or self.facts

    @classmethod
    def parse(cls, path: str, data: bytes) -> Note:
        """The note that these bytes are; its file name's ending says how they are read."""
        from vaultlint.parse.note import parse_file

        return cls(path, parse_file(path, data), data)

    @property
    def data(self) -> bytes:
        """The file's bytes, as on disk."""
        if not isinstance(self._source, bytes):
            self._source = self._source()
        return self._source

    @cached_property
    def lines(self) -> LineIndex:
        """Offsets to lines and columns."""
        return LineIndex(self.data)

    def text(self, span: Span | tuple[int, int]) -> str:
        """The text of a span of bytes (U+FFFD for bytes that are no UTF-8)."""
        return self.data[span[0] : span[1]].decode("utf-8", "replace")

    @property
    def body_start(self) -> int:
        """The byte at which the body begins: after the front matter, else after a byte order
        mark."""
        block = self.facts.frontmatter
        return block.end if block else len(BOM) if self.data.startswith(BOM) else 0

    @cached_property
    def name(self) -> str:
        """The file name without `.md`, by which wikilinks find the note."""
        name = self.path.rpartition("/")[2]
        return name[:-3] if name[-3:].lower() == ".md" else name

    @cached_property
    def ending(self) -> str:
        """`.md`, `.canvas` or `.base`, in lower case."""
        return f".{self.path.rpartition('.')[2].lower()}"

    @property
    def folder(self) -> str:
        """The note's folder relative to the vault, `""` for the root."""
        return self.path.rpartition("/")[0]

    def steps_to(self, link: Link) -> Steps:
        """The way to a link in the note's properties; nothing for one in the body."""
        block = self.facts.frontmatter
        return () if block is None or link.key is None else steps_to(link, block)

    def field_of(self, link: Link) -> str | None:
        """What a person calls the property that holds a link (`address.city`), if one does."""
        return None if link.key is None else path_of(self.steps_to(link))

    def is_comment(self, offset: int) -> bool:
        """Whether byte `offset` is in a comment."""
        return self._comments.hold(offset)

    @cached_property
    def _comments(self) -> Ranges:
        return Ranges((z.start, z.end) for z in self.facts.zones if z.kind == "comment")

    @cached_property
    def properties(self) -> dict[str, Property]:
        """Top-level properties by key; of a key written twice the first. `Tags` and its like are
        found by `tags`: the app takes no account of case there."""
        block = self.facts.frontmatter
        if block is None:
            return {}
        found = {prop.key: prop for prop in block.properties}
        if len(found) < len(block.properties):
            for prop in reversed(block.properties):
                found[prop.key] = prop
        if not all(map(str.islower, found)) and any(key.lower() in _OWN for key in found):
            return _named(found)
        return found

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """The names in `aliases:`, in the forms that Obsidian accepts (a list, or one text)."""
        prop = self.properties.get("aliases")
        if prop is None:
            return ()
        value = prop.value
        items = value.items if value.kind == "list" else (value,)
        return tuple(i.text for i in items if i.kind in ("text", "number") and i.text.strip())

    @cached_property
    def tags(self) -> frozenset[str]:
        """Tags of body and `tags:`, without `#`, lower case."""
        names = {t.name.lower() for t in self.facts.tags}
        prop = self.properties.get("tags")
        if prop is not None:
            value = prop.value
            items = value.items if value.kind == "list" else (value,)
            names.update(
                i.text.strip().removeprefix("#").lower()
                for i in items
                if i.kind in ("text", "number") and i.text.strip() and "," not in i.text
            )
        return frozenset(names)

    def __repr__(self) -> str:
        return f"Note({self.path!r})"
