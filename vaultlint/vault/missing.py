"""Why a link leads nowhere: each such link is the finding of one rule alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from unicodedata import normalize

from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.parse.links import has_scheme, split_wikilink
from vaultlint.patterns import later
from vaultlint.schema.predicate import link_name
from vaultlint.text import fold
from vaultlint.vault.answer import Found, Missing
from vaultlint.vault.vault import Vault

Why = Literal["malformed", "wrong-path", "alias", "placeholder", "unwritten"]

MAX_NAMED = 3
"""Names equally near to a slip that are told."""

_ILLEGAL = later(r"[:^|\\]|%%")
_INVISIBLE = later(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0001-\U000e007f]|(?<=[ -~])[\u200c\u200d]"
)
"""Controls, marks of direction, zero widths; joiners only where no script or emoji needs them."""
_FILE = later(r"\.(?=\d*[a-z])[a-z0-9]{2,6}\Z", re.IGNORECASE)
_PLACEHOLDER = later(r"<%.*%>|\{\{\s*(?:date|time|title)\b.*\}\}")


def links_to_no_file(vault: Vault, note: Note, why: Why) -> Iterator[Link]:
    """The links and embeds of a note to which, for this reason, no file answers."""
    for link, answer in vault.unsettled(note):
        if (
            isinstance(answer, Missing)
            and answer.part == "file"
            and why_missing(vault, link) == why
        ):
            yield link


def why_missing(vault: Vault, link: Link) -> Why:
    """Why no file answers to the link.

    `placeholder`: a template was to fill it in, which the rule for placeholders tells. `alias`: it
    is an alias of some note. `wrong-path`: its folders do not exist, its name does. `malformed`: it
    is a web address, is blank, or holds characters that no note's name can have. `unwritten`:
    nothing is known of it.
    """
    target = link.target.strip()
    if not target:
        return "malformed"
    if _PLACEHOLDER.search(target):
        return "placeholder"
    if is_address(target):
        return "malformed"
    if alias_of(link) in vault.aliases:
        return "alias"
    if "/" in target and vault.files_named(target.rpartition("/")[2]):
        return "wrong-path"
    return "malformed" if _ILLEGAL.search(target) else "unwritten"


def alias_of(link: Link) -> str:
    """The link's target as `vault.aliases` knows aliases."""
    folded = fold(link.target).strip()
    return folded.removesuffix(".md") if link.form == "markdown" else folded


def is_address(target: str) -> bool:
    """Whether a link's target is a web address, at least in what it begins with."""
    target = target.lstrip("(<").lower()
    return ("://" in target and has_scheme(target)) or target.startswith("www.")


def deleted(vault: Vault, link: Link, source: Note) -> str | None:
    """The file that `link` led to, where the change at hand deleted it."""
    if vault.former is None or link.form == "url" or not link.target:
        return None
    place = vault.former.place(link.target, source.path)
    return place if place not in vault.files and place not in vault.former.renamed else None


def renamed_to(vault: Vault, link: Link, source: Note) -> str | None:
    """Where the file is now that `link` led to before the change at hand renamed it."""
    if vault.former is None or link.form == "url" or not link.target:
        return None
    return vault.former.now(link.target, source.path)


def near_name(vault: Vault, link: Link) -> str | None:
    """The name, or alias, that the link probably meant."""
    found = near_names(vault, link)
    return found[0] if len(found) == 1 else None


def near_names(vault: Vault, link: Link) -> tuple[str, ...]:
    """The names, or aliases, that the link may have meant: equally near ones."""
    name = _last(link)
    seen = _visible(name)
    if seen != name and vault.files_named(seen):
        return (seen,)
    ended = _with_ending(vault, link, name)
    if ended:
        return ended
    near = vault.near.all_nearest(name)
    if len(near) == 1 or name.isascii():
        return near
    plain = _narrow(name)
    if plain == name:
        return near
    place = vault.names.find(plain, "")
    if isinstance(place, Found):
        return (vault.file(place.path).name,)
    return vault.near.all_nearest(plain) or near


def _with_ending(vault: Vault, link: Link, name: str) -> tuple[str, ...]:
    """The files of this name that are no notes, and whose ending the link leaves out. Besides an
    embed only canvases: a picture or a base may be named for a note that is to be written."""
    if link.target.strip()[-3:].lower() == ".md":
        return ()
    names = vault.without_ending.get(fold(name).strip(), ())
    return names if link.embed else tuple(n for n in names if n.lower().endswith(".canvas"))


def sought(link: Link) -> set[str]:
    """The folded names by which `near_names` and `why_missing` look: as long as no name or alias
    that is one of them, or like one of them, comes or goes, they find the same."""
    name = _last(link)
    forms = {link.target.rpartition("/")[2], name, _visible(name), _narrow(name)}
    return {alias_of(link), *(fold(form).strip() for form in forms), *map(link_name, forms)}


def _last(link: Link) -> str:
    name = link.target.rpartition("/")[2].strip()
    return name[:-3] if name[-3:].lower() == ".md" else name


def _visible(name: str) -> str:
    return _INVISIBLE.sub("", name).strip()


def _narrow(name: str) -> str:
    """Without letters, digits and marks of full width, as an East Asian keyboard gives them."""
    return name if name.isascii() else split_wikilink(normalize("NFKC", name))[0].strip()


def doubt(names: tuple[str, ...]) -> str:
    """How a message ends where a link may have meant any of `names`, or where nobody can tell."""
    if not 1 < len(names) <= MAX_NAMED:
        return ": Obsidian would create it"
    return f"; did you mean {' or '.join(f'`{name}`' for name in names)}?"


def named(link: Link) -> str:
    """The link's target for a message; what nobody sees in it is said."""
    target = link.target.strip()
    hidden = _INVISIBLE.search(target)
    if hidden is None:
        return f"`{target}`"
    shown = _INVISIBLE.sub(lambda m: f"\\u{{{ord(m[0]):x}}}", target)
    return f"`{shown}`, which holds invisible U+{ord(hidden[0]):04X}"


def kind_of(link: Link) -> Literal["note", "file"]:
    """What the link's target is, by its ending: a note's name may hold dots too (`2021.07.17`)."""
    target = link.target.strip()
    return "file" if _FILE.search(target) and target[-3:].lower() != ".md" else "note"


def beside(vault: Vault, link: Link, source: Note) -> str:
    """`; …` for the end of a message where the file is on disk and not in git, or nothing."""
    place = vault.former.aside.find(link.target, source.path) if vault.former else None
    return (
        f"; `{place.path}` is there, but git does not know it" if isinstance(place, Found) else ""
    )


def illegal_in(target: str) -> str:
    """The first characters of a link's target that no note's name can have, or nothing. A question
    mark and its like are fine in names on most systems."""
    found = _ILLEGAL.search(target)
    return found[0] if found else ""
