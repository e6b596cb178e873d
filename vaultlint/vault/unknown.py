"""What a base names and nothing answers to, in words; empty where all is well. Plugins add functions
and notes come by new properties, so of these only near misses are told."""

from __future__ import annotations

from vaultlint.parse.formula import FILE_FIELDS, FUNCTIONS, METHODS, Mention
from vaultlint.schema.nearest import did_you_mean, nearest
from vaultlint.vault.vault import Vault


def unknown_mention(mention: Mention, formulas: set[str], vault: Vault) -> str:
    """What is wrong with what an expression names; `formulas` are those of the base."""
    kind, name = mention
    if kind == "folder":
        folder = name.strip("/")
        if folder and folder not in vault.folders:
            return f"no folder `{folder}`{did_you_mean(folder, vault.folders)}"
    elif kind == "formula" and name not in formulas:
        return f"this base has no formula `{name}`{did_you_mean(name, formulas)}"
    elif kind in ("function", "method") and name not in FUNCTIONS | METHODS:
        near = nearest(name, FUNCTIONS if kind == "function" else METHODS)
        # short names are near to many: JavaScript's `upper`, `some`
        if near is not None and len(name) > (4 if kind == "function" else 5):
            return f"no function `{name}`; did you mean `{near}`?"
    elif kind == "property":
        return _property(name, vault)
    elif kind == "field" and name not in FILE_FIELDS:
        near = nearest(name, FILE_FIELDS)
        if near is not None and len(name) > 3:
            return f"`file` has no `{name}`; did you mean `{near}`?"
    return ""


def unknown_column(name: str, formulas: set[str], vault: Vault) -> str:
    """What is wrong with a property that a view shows, sorts or groups by."""
    scope, dot, rest = name.partition(".")
    if scope == "formula" and dot:
        if rest not in formulas:
            return f"this base has no formula `{rest}`{did_you_mean(rest, formulas)}"
        return ""
    if scope == "file" and dot:
        return unknown_mention(Mention("field", rest), formulas, vault)
    return _property(name.removeprefix("note."), vault)


def _property(name: str, vault: Vault) -> str:
    """Told of a name that only just misses one that there is: it may be a plan."""
    known = vault.property_names
    if "." in name or len(name) <= 4 or name in known or name in vault.settings.types:
        return ""
    near = nearest(name, known)
    if (
        near is None
        or near.lower() == name.lower()
        or _edits(name, near) > (1 if len(name) < 8 else 2)
    ):
        return ""
    return f"no note has the property `{name}`; did you mean `{near}`?"


def _edits(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return OSA.distance(one.casefold(), other.casefold())
