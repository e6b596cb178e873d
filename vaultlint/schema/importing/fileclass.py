"""fileClass notes of the plug-in Metadata Menu.

Written after https://mdelobelle.github.io/metadatamenu: properties hold the settings of the
class and a list `fields`; older notes have one `name:: {"type": …}` a line in their text.
"""

from __future__ import annotations

import json
import re
from typing import Any

from vaultlint.schema.importing.draft import MAX_NESTED, Draft, texts
from vaultlint.schema.importing.fileclass_fields import Inner, field_property, is_object
from vaultlint.schema.importing.files import NoteFile
from vaultlint.schema.source import Loc
from vaultlint.schema.violations import KNOWN_TO_OBSIDIAN

_FIELD_LINE = re.compile(r"\s*([^\s:#>`\[][^:]*?)\s*::(.*)")
_BARE_NAME = re.compile(r"\w[\w -]{0,60}")
_BETWEEN_PARENTS = "____"


def convert(draft: Draft, note: NoteFile, original: str) -> None:
    """Read the class that `note` defines."""
    rest = {k: v for k, v in note.document.data.items() if k not in KNOWN_TO_OBSIDIAN}
    parents = [draft.known(p, ("extends",)) for p in texts(rest.pop("extends", None))]
    if any(parents):
        draft.top["extends"] = [p for p in parents if p]
    _match(draft, rest, original)
    excluded = texts(rest.pop("excludes", None))
    fields, order = rest.pop("fields", None), texts(rest.pop("fieldsOrder", None))
    if isinstance(fields, list):
        _listed_fields(draft, fields, order)
    elif fields in (None, "", {}):
        _line_fields(draft, note)
    else:
        draft.lose(("fields",), "`fields` is no list of fields; nothing is made of it")
    for name in excluded:
        draft.fields.setdefault(name, "any")  # takes the place of what the parent says
    draft.lose_rest(rest, ())


def _match(draft: Draft, rest: dict[str, Any], original: str) -> None:
    ways: list[dict[str, Any]] = [{"field": {"fileClass": original}}]
    tags = texts(rest.pop("tagNames", None))
    if _is_true(rest.pop("mapWithTag", None)):
        tags.insert(0, original)
    if tags:
        ways.append({"tag": [t.removeprefix("#") for t in tags]})
    folders = texts(rest.pop("filesPaths", None))
    if folders:
        ways.append({"folder": folders})
    draft.top["match"] = ways[0] if len(ways) == 1 else {"any": ways}


def _listed_fields(draft: Draft, fields: list[Any], order: list[str]) -> None:
    """Fields that name their parents in `path`: nested ones belong to an object."""
    inner: dict[str, list[tuple[Loc, dict[str, Any]]]] = {}
    for at, entry in enumerate(fields):
        loc: Loc = ("fields", at)
        if not isinstance(entry, dict) or not entry.get("name"):
            draft.lose(loc, "a field without a name")
            continue
        parent = str(entry.get("path") or "").rpartition(_BETWEEN_PARENTS)[2]
        inner.setdefault(parent, []).append((loc, entry))
    reached = _objects(inner)
    for parent in inner.keys() - reached:
        for loc, entry in inner[parent]:
            draft.lose(loc, f"`{entry['name']}` belongs to `{parent}`, which is no object")
        del inner[parent]
    top = inner.pop("", [])
    places = {name: at for at, name in enumerate(order)}
    top.sort(key=lambda item: places.get(str(item[1].get("id")), len(places)))
    for loc, entry in top:
        name = str(entry["name"])
        draft.add(name, field_property(draft, loc, entry, inner, name), loc)


def _objects(inner: Inner) -> set[str]:
    """The ids of objects that can be reached from the top, which is the empty one."""
    reached = last = {""}
    for _ in range(MAX_NESTED):
        entries = [entry for parent in last for _, entry in inner.get(parent, [])]
        last = {str(e.get("id")) for e in entries if is_object(e)} - reached
        reached = reached | last
    return reached


def _line_fields(draft: Draft, note: NoteFile) -> None:
    lines = [(at, text.strip()) for at, text in enumerate(note.body.splitlines(), note.line)]
    lines = [(at, text) for at, text in lines if text]
    only_fields = all(_FIELD_LINE.fullmatch(t) or _BARE_NAME.fullmatch(t) for _, t in lines)
    for at, text in lines:
        found = _FIELD_LINE.fullmatch(text)
        if found is not None:
            _line_field(draft, at, found[1], found[2].strip())
        elif only_fields:
            _line_field(draft, at, text, "")


def _line_field(draft: Draft, line: int, name: str, settings: str) -> None:
    draft.line = line
    entry: Any = {}
    try:
        entry = json.loads(settings or "{}")
    except (ValueError, RecursionError):
        draft.lose((), f"the settings of `{name}` are no JSON: `{settings[:60]}`", name)
        entry = {"type": "JSON"}
    if not isinstance(entry, dict):
        draft.lose((), f"the settings of `{name}` are no mapping: `{settings[:60]}`", name)
        entry = {"type": "JSON"}
    draft.add(name, field_property(draft, (), entry, {}, name), ())
    draft.line = None


def _is_true(value: Any) -> bool:
    return value is True or str(value).lower() == "true"
