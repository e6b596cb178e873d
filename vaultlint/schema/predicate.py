"""Predicates of `match`, `when` and `require` as plain data, and whether a note meets one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

from vaultlint.note import Note
from vaultlint.parse.facts import Facts, Link, Value
from vaultlint.parse.links import split_wikilink, wikilink_inside
from vaultlint.patterns import later
from vaultlint.schema.glob import matches
from vaultlint.schema.pattern import fits
from vaultlint.text import fold

Kind = Literal["all", "any", "not", "path", "name", "folder", "tag", "field", "has", "heading"]
Wanted = str | int | float | bool | None


class Predicate(NamedTuple):
    """One condition. `key` is the property of a `field`; of `values` one must hold, except for
    `has` and `heading`, whose values must all hold. `parts` belong to `all`, `any`, and `not`,
    of whose parts none may hold."""

    kind: Kind
    key: str = ""
    values: tuple[Wanted, ...] = ()
    parts: tuple[Predicate, ...] = ()


class Resolver(Protocol):
    """What Obsidian opens for a link: a path of the vault, or None."""

    def __call__(self, link: Link, source: Note, /) -> str | None:
        """The path that `link` in `source` leads to."""


ROOT = Note("", Facts(0), b"")
"""A note at the vault's root: the place from which links in schemas are read."""


def link_target(text: str) -> str | None:
    """The target of a text that is one wikilink, without subpath and display text, or None. An
    embed is no link in a property, nor is a link with blanks around it."""
    inner = wikilink_inside(text)
    return None if inner is None else split_wikilink(inner)[0].strip()


@lru_cache(maxsize=65_536)
def link_name(target: str) -> str:
    """The name by which a target is found, folded: `Categories/Podcasts.md` is `podcasts`."""
    name = fold(target.rpartition("/")[2]).strip()
    while name.endswith(".md"):
        name = name[:-3]
    return name


class Targets:
    """Where links lead, with those of schemas resolved once."""

    def __init__(self, resolve: Resolver) -> None:
        self._resolve = resolve
        self._known: dict[str, str | None] = {}

    def path(self, target: str, source: Note) -> str | None:
        """The file that `[[target]]` in `source` leads to."""
        return self._resolve(Link("wikilink", False, target, "", None, 0, 0, 0, 0), source)

    def schema_path(self, target: str) -> str | None:
        """The file that `[[target]]` in a schema leads to."""
        if target not in self._known:
            self._known[target] = self.path(target, ROOT)
        return self._known[target]

    def of_schemas(self) -> list[str]:
        """The links in schemas that were followed so far."""
        return list(self._known)

    def same(self, wanted: str, target: str, source: Note) -> bool:
        """Whether `[[wanted]]` in a schema and `[[target]]` in `source` are one note: the same
        file, or the same name where neither is written yet."""
        if link_name(wanted) != link_name(target):
            return False
        return self.schema_path(wanted) == self.path(target, source)

    def identity(self, text: str, source: Note) -> str:
        """What makes two values of a note the same: a link's file, else the text."""
        target = link_target(text)
        if not target:
            return text.strip()
        return f"[[{self.path(target, source) or link_name(target)}]]"


def scalars(value: Value) -> tuple[Value, ...]:
    """The items of a list, or the value itself."""
    return value.items if value.kind == "list" else (value,)


def equal(value: Value, wanted: Wanted, source: Note, targets: Targets) -> bool:
    """Whether one value is what a schema names: a link to the same note, or the same text but
    for case, the same number, the same truth."""
    if wanted is None:
        return value.is_empty
    if isinstance(wanted, bool):
        return value.kind == "checkbox" and (value.text.lower() == "true") is wanted
    if isinstance(wanted, int | float):
        return value.kind == "number" and _number(value.text) == wanted
    if value.kind in ("list", "object"):
        return False
    target = link_target(wanted)
    if target is not None:
        own = link_target(value.text)
        return own is not None and targets.same(target, own, source)
    return fold(value.text.strip()) == fold(wanted.strip())


def _number(text: str) -> float | None:
    try:
        return float(text) if len(text) < 400 else None
    except ValueError:
        return None


def meets(predicate: Predicate, note: Note, targets: Targets) -> bool:
    """Whether `note` meets the predicate."""
    return _CHECKS[predicate.kind](predicate, note, targets)


def _all(p: Predicate, note: Note, targets: Targets) -> bool:
    return all(meets(part, note, targets) for part in p.parts)


def _any(p: Predicate, note: Note, targets: Targets) -> bool:
    return any(meets(part, note, targets) for part in p.parts)


def _not(p: Predicate, note: Note, targets: Targets) -> bool:
    return not _any(p, note, targets)


def _path(p: Predicate, note: Note, _: Targets) -> bool:
    return any(matches(str(glob), note.path) for glob in p.values)


def _name(p: Predicate, note: Note, _: Targets) -> bool:
    for text in map(str, p.values):
        pattern = name_pattern(text)
        if fits(pattern, note.name) if pattern is not None else matches(text, note.name):
            return True
    return False


def name_pattern(text: str) -> str | None:
    """The pattern of a `name` that is one, `/pattern/`, and no glob."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == "/" else None


def _folder(p: Predicate, note: Note, _: Targets) -> bool:
    own = fold(note.folder) + "/"
    for value in p.values:
        folder = fold(str(value)).strip("/")
        if own.startswith(folder + "/") if folder else own == "/":
            return True
    return False


def _tag(p: Predicate, note: Note, _: Targets) -> bool:
    wanted = {str(v).removeprefix("#").lower() for v in p.values}
    return any(tag in wanted or _outer(tag) & wanted for tag in note.tags)


def _outer(tag: str) -> set[str]:
    parts = tag.split("/")
    return {"/".join(parts[:n]) for n in range(1, len(parts))}


def _field(p: Predicate, note: Note, targets: Targets) -> bool:
    prop = note.properties.get(p.key)
    if prop is None:
        return None in p.values
    items = scalars(prop.value) or (prop.value,)
    return any(equal(item, wanted, note, targets) for wanted in p.values for item in items)


def _has(p: Predicate, note: Note, _: Targets) -> bool:
    return all(key in note.properties for key in p.values)


def _heading(p: Predicate, note: Note, _: Targets) -> bool:
    return all(has_heading(note, *read_heading(str(value))) for value in p.values)


_HEADING = later(r"(#{1,6})\s+(.+)", re.DOTALL)
_MARKS = later(r"""[\s!"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\]+""")


def read_heading(text: str) -> tuple[str, int]:
    """`## Notes` is the text `Notes` at level 2; `Notes` is level 0, any."""
    match = _HEADING.fullmatch(text.strip())
    return (match[2].strip(), len(match[1])) if match else (text.strip(), 0)


def has_heading(note: Note, text: str, level: int = 0) -> bool:
    """Whether the note has this heading, compared as Obsidian compares: without punctuation,
    without case."""
    wanted = plain_heading(text)
    return any(
        (not level or h.level == level) and plain_heading(h.text) == wanted
        for h in note.facts.headings
    )


def plain_heading(text: str) -> str:
    """A heading's text as links to it are compared."""
    return fold(_MARKS.sub(" ", text).strip())


_CHECKS: dict[Kind, Callable[[Predicate, Note, Targets], bool]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "path": _path,
    "name": _name,
    "folder": _folder,
    "tag": _tag,
    "field": _field,
    "has": _has,
    "heading": _heading,
}
