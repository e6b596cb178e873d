"""Why a link leads nowhere: each such link is the finding of one rule alone."""

from __future__ import annotations

import re
from typing import Literal

from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.text import fold
from vaultlint.vault.vault import Vault

Why = Literal["malformed", "wrong-path", "alias", "unwritten"]

_ILLEGAL = re.compile(r"[:^*\"<>?\\]|%%")


def why_missing(vault: Vault, link: Link) -> Why:
    """Why no file answers to the link.

    `malformed`: it holds characters that no file's name can have. `wrong-path`: its folders do
    not exist, its name does. `alias`: it is an alias of some note. `unwritten`: nothing is known
    of it.
    """
    target = link.target
    if link.form == "wikilink" and illegal_in(target):
        return "malformed"
    if "/" in target and vault.files_named(target.rpartition("/")[2]):
        return "wrong-path"
    if link.form == "wikilink" and fold(target).strip() in vault.aliases:
        return "alias"
    return "unwritten"


def renamed_to(vault: Vault, link: Link, source: Note) -> str | None:
    """Where the file is now that `link` led to before the change at hand renamed it."""
    if vault.former is None or link.form == "url" or not link.target:
        return None
    return vault.former.now(link.target, source.path)


def illegal_in(target: str) -> str:
    """The first characters of a link's target that no file's name can have, or nothing. A
    question mark and its like are fine in names on most systems, but no note can be made of
    `:` or `^`."""
    found = _ILLEGAL.search(target)
    return found[0] if found and found[0] in (":", "^", "%%", "\\") else ""
