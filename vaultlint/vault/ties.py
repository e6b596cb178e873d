"""What ties notes together: on what the findings of a note rest besides the note itself, and what
a change of a note touches. Both are sets of keys; where they meet, a note must be checked again.

A key is a name as links are compared by (`link_name`), or says with a `/`, which no name has, what
else is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from vaultlint.judgement import NEAR
from vaultlint.note import Face, Note
from vaultlint.parse.facts import BASE_FENCE, Property, Value
from vaultlint.parse.readable import READABLE
from vaultlint.schema.predicate import link_name
from vaultlint.text import fold
from vaultlint.vault.answer import Missing
from vaultlint.vault.face import face
from vaultlint.vault.missing import sought
from vaultlint.vault.near import MANY, NearNames
from vaultlint.vault.tags import common_form
from vaultlint.vault.vault import Vault

FILES = "/files"
"""Which files there are: asked by canvases and bases."""
PROPERTIES = "/properties"
"""The names of all properties: asked by bases."""


def _own(name: str) -> str:
    """Files of this very name, and links to them."""
    return f"/own/{name}"


def _tag(name: str) -> str:
    """How a tag is spelled."""
    return f"/tag/{common_form(name)}"


def _near(name: str) -> str:
    """Names and aliases like this one: asked by a note with a link to no file."""
    return f"{NEAR}{name}"


def _schema(name: str) -> str:
    """The notes of a schema, what properties they have, and the values no two may share."""
    return f"/schema/{name}"


def asks(vault: Vault, note: Note) -> set[str]:
    """On what the findings of `note` rest; nothing for a file that is none: it is always asked."""
    if note.ending not in READABLE:
        return set()
    found = linked(note)
    found.add(_own(link_name(note.path)))
    for link, answer in vault.unsettled(note):
        if isinstance(answer, Missing) and answer.part == "file":
            found.update(map(_near, sought(link)))
    found.update(map(_tag, face(note).tags))
    if note.ending != ".md" or BASE_FENCE in note.facts.marks:
        found |= {FILES, PROPERTIES}
    if vault.schemas and (vault.settings.types or vault.shape_of(note).unique):
        found.update(_schema(s.name) for s in vault.schemas_of(note))
    return found


class Change(NamedTuple):
    """A file that is not what it was: its note before and after, None where there is none. Of a
    file that is no note there is none ever; it changes when it comes or goes."""

    path: str
    old: Note | None = None
    new: Note | None = None


def touched(vault: Vault, changes: Iterable[Change], near: Callable[[], Iterable[str]]) -> set[str]:
    """All keys that the changes touch: whoever asks for one of them must be judged again, besides
    the changed notes themselves. `near` gives the keys that begin with NEAR and are asked for."""
    keys = {key for change in changes for key in _touched(vault, *change)}
    names = {key.removeprefix(NEAR) for key in keys if key.startswith(NEAR)}
    return keys.union(_like(names, near(), vault)) if names else keys


def _like(names: set[str], near: Iterable[str], vault: Vault) -> Iterator[str]:
    """Those of the keys `near` that ask for one of `names`."""
    if len(vault.files) >= MANY:  # a name may come before others that are looked at
        return iter(near)
    found = NearNames(names)
    asked = ((key, key.removeprefix(NEAR)) for key in near)
    return (key for key, name in asked if name in names or found.all_nearest(name))


def _touched(vault: Vault, path: str, old: Note | None, new: Note | None) -> set[str]:
    name = link_name(path)
    found: set[str] = set()
    if old is None or new is None:
        found = {name, _own(name), *_called(path), FILES}
        # how a link to an alias is to be written, other notes of its note's name decide; `X.md` is
        # also in the way of `X.md.md`
        named = vault.names.listing.named
        alike = (vault.file(f.path) for f in (*named(name), *named(f"{name}.md")))
        found.update(*(_called_also(note.aliases) for note in alike))
    before, after = face(old) if old else Face(), face(new) if new else Face()
    aliases = set(before.aliases) ^ set(after.aliases)
    if aliases:
        found.add(FILES)  # whoever asks for all files asks for the names of notes, too
        found.update(map(link_name, aliases))
    if set(before.properties) ^ set(after.properties):
        found.add(PROPERTIES)
    tags = set(before.tags) ^ set(after.tags)
    found.update(_tag(t) for t in tags if vault.tag_spellings(t) - {t})  # else it has no variants
    found.update(map(_own, (linked(old) if old else set()) ^ (linked(new) if new else set())))
    if old is None or new is None or shown(old) != shown(new):
        found |= {name, *_called(path), *_called_also((*before.aliases, *after.aliases))}
        for seen in (old, new):
            if seen is not None and vault.schemas:
                schemas = vault.schemas.schemas_of(seen, vault.matcher.targets)
                found.update(_schema(s.name) for s in schemas)
    return found


def _called(path: str) -> set[str]:
    """The names by which links may have meant the file."""
    name = fold(path.rpartition("/")[2]).strip()
    forms = (name, name.removesuffix(".md"), name.rpartition(".")[0].strip(), link_name(path))
    return set(map(_near, forms))


def _called_also(aliases: Iterable[str]) -> set[str]:
    """The aliases by which links may have meant their note."""
    return {_near(fold(alias).strip()) for alias in aliases}


def linked(note: Note) -> set[str]:
    """The names by which a note's links ask."""
    return {link_name(k.target) for k in note.facts.links if k.form != "url" and k.target}


def shown(note: Note) -> tuple[Any, ...]:
    """What other notes may see of a note: all but its text, and where things stand. As long as
    this is the same, and the note keeps its path, no link to it breaks or heals."""
    facts = note.facts
    block = facts.frontmatter
    return (
        facts.unreadable is None,
        [(h.level, h.text) for h in facts.headings],
        [b.id for b in facts.blocks],
        [_plain(p) for p in block.properties] if block else None,
        note.tags,
    )


def _plain(item: Property | Value) -> tuple[Any, ...]:
    if isinstance(item, Property):
        return item.key, _plain(item.value)
    return item.kind, item.text, [_plain(i) for i in item.items], [*map(_plain, item.properties)]
