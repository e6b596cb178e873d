"""The place in a note that a subpath (`#Heading`, `#A#B`, `#^block`) names."""

from __future__ import annotations

import re
from functools import cached_property

from vaultlint.note import Outline
from vaultlint.parse.facts import Block, Heading
from vaultlint.patterns import later
from vaultlint.schema.predicate import plain_heading
from vaultlint.vault.near import NearNames

_WIKILINK = later(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_SHOWS_A_PLACE = later(r"\[\[[^\[\]|]*#[^\[\]|]*\]\]")
_BLOCK_ID = later(r"[ \t]\^[A-Za-z0-9-]+[ \t]*$")
_NESTED = later(
    rb"^(?=[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t]|[ \t]))[^#\n]*#{1,6}[ \t]+(.+)$", re.MULTILINE
)
_NO_SLUG = later(r"[^\w\s-]")
_MARKDOWN = later(r"!?\[([^\[\]]*)\]\([^()\s]*\)")


class Places:
    """Headings and blocks of one note, by the names that links give them."""

    def __init__(self, outline: Outline) -> None:
        self.headings = outline.headings
        self._all_blocks = outline.blocks
        self._texts = tuple([h.text for h in outline.headings])
        self._ids = tuple([b.id for b in outline.blocks])

    def has(self, subpath: str) -> bool:
        """Whether a heading or block is written just as `subpath` names it: most are. If not, it
        may be there still."""
        if subpath.startswith("#^"):
            return subpath[2:] in self._ids
        return subpath[1:] in self._texts and "#" not in subpath[1:]

    @cached_property
    def _blocks(self) -> dict[str, Block]:
        found: dict[str, Block] = {}
        for block in self._all_blocks:
            found.setdefault(block.id.lower(), block)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, heading in enumerate(self.headings):
            for name in heading_names(heading.text):
                found.setdefault(name, []).append(at)
        return found

    def block(self, block_id: str) -> Block | None:
        """The block with this id; case does not count."""
        return self._blocks.get(block_id.strip().lower())

    def heading(self, names: list[str]) -> Heading | None:
        """The heading that `#A#B` names: the first B under an A."""
        first, *rest = [plain_heading(n) for n in names]
        for at in self._by_name.get(first, ()):
            found = self._under(at, rest)
            if found is not None:
                return self.headings[found]
        return None

    def meant(self, names: list[str]) -> list[str]:
        """The headings that `#A#B`, which leads nowhere, probably meant: each as written if there
        is such a one, else the nearest; if they do not stand one below the other the last alone."""
        nearest = [n if self.heading([n]) else self._nearest(n) for n in names]
        found = [name for name in nearest if name]
        if len(found) == len(names) and self.heading(found):
            return found
        return found[-1:] if nearest[-1] else []

    def _nearest(self, name: str) -> str | None:
        return self._near.nearest(name) or self._by_slug.get(name.strip().lower())

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._lasting)

    @cached_property
    def _by_slug(self) -> dict[str, str]:
        return {slug(heading): heading for heading in reversed(self._lasting)}

    @cached_property
    def _lasting(self) -> list[str]:
        """Headings as shown, but those that show where a link to a heading leads: mending that link
        would give the heading another name."""
        shown = [h.text for h in self.headings if not _SHOWS_A_PLACE.search(h.text)]
        return [shown_heading(text) for text in shown]

    def _under(self, at: int, names: list[str]) -> int | None:
        if not names:
            return at
        level = self.headings[at].level
        for below in range(at + 1, len(self.headings)):
            if self.headings[below].level <= level:
                return None
            if below in self._by_name.get(names[0], ()):
                found = self._under(below, names[1:])
                if found is not None:
                    return found
        return None


def segments(subpath: str) -> list[str]:
    """`#A#B` as `A`, `B`; empty segments are left out, as Obsidian does."""
    return [s for s in subpath.split("#") if s and not s.isspace()]


def heading_names(text: str) -> set[str]:
    """The names under which links find a heading: its text, and where it holds links also the
    text with each link's display text, or its target, in the link's place."""
    names = {plain_heading(text)}
    if "^" in text:
        names.add(plain_heading(_BLOCK_ID.sub("", text)))
    if "[" in text:
        linked = _MARKDOWN.sub(r"\1", text)
        names.add(plain_heading(linked))
        names.add(plain_heading(shown_heading(text)))
        names.add(plain_heading(_WIKILINK.sub(r"\1", linked)))
    return names


def shown_heading(text: str) -> str:
    """A heading with the display text of each link in the link's place, without a block id."""
    shown = _WIKILINK.sub(lambda m: m[2] or m[1], _MARKDOWN.sub(r"\1", text))
    return _BLOCK_ID.sub("", shown)


def slug(heading: str) -> str:
    """The anchor that web sites give a heading. The app knows none."""
    return "-".join(_NO_SLUG.sub("", heading.lower()).split())


def is_nested(data: bytes, name: str) -> bool:
    """Whether a note has a heading of this name in a callout, quote or list, where it is none that
    a link can lead to."""
    found = (m[1].decode("utf-8", "replace") for m in _NESTED.finditer(data))
    return any(plain_heading(name) in heading_names(text) for text in found)
