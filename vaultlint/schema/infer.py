"""A first schema from the notes that exist: what they have in common, with the evidence beside it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from vaultlint.dates import read_date
from vaultlint.durations import duration_seconds
from vaultlint.note import Note
from vaultlint.parse.facts import Value
from vaultlint.schema.kinds import IS
from vaultlint.schema.predicate import link_target, scalars
from vaultlint.schema.violations import OURS, is_blank, is_placeholder

REQUIRED = 0.95
"""Share of notes that must have a property before it is called required."""
ENUM_VALUES = 6
ENUM_USES = 4
"""How often, on average, a value must be used before its like is called an enum."""


def infer(notes: Sequence[Note], name: str) -> str:
    """A schema in YAML for `notes`; a comment at each property says how many of them have it."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    schema: Any = CommentedMap(schema=name)
    schema["description"] = f"Inferred from {len(notes)} notes: a start, to be read and edited."
    match = _match(notes)
    if match:
        schema["match"] = match
    fields: Any = CommentedMap()
    for key, props in sorted(_values(notes).items(), key=lambda item: -len(item[1])):
        fields[key] = _type(key, props, len(notes))
        filled = sum(not is_blank(v) for v in props)
        fields.yaml_add_eol_comment(f"in {len(props)} of {len(notes)}, {filled} not empty", key)
    schema["fields"] = fields
    order = _order(notes)
    if len(order) > 1:
        schema["order"] = order
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(schema, out)
    return out.getvalue()


def _values(notes: Iterable[Note]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for note in notes:
        for prop in note.properties.values():
            if prop.key not in OURS:
                found.setdefault(prop.key, []).append(prop.value)
    return found


def _match(notes: Sequence[Note]) -> dict[str, Any]:
    """What all the notes share and most would be found by: a category, a tag, a folder."""
    shared: dict[str, set[str]] = {}
    for at, note in enumerate(notes):
        for key in ("categories", "category", "type"):
            prop = note.properties.get(key)
            texts = {v.text for v in scalars(prop.value)} if prop else set()
            shared[key] = texts if not at else shared.get(key, set()) & texts
    for key, texts in shared.items():
        if texts:
            return {"field": {key: min(texts)}}
    tags = set.intersection(*(set(n.tags) for n in notes)) if notes else set()
    if tags:
        return {"tag": min(tags)}
    folders = {n.folder for n in notes}
    return {"folder": folders.pop()} if len(folders) == 1 and "" not in folders else {}


def _type(key: str, values: list[Value], notes: int) -> str:
    many = sum(v.kind == "list" for v in values) * 2 > sum(not is_blank(v) for v in values)
    single = [
        item
        for v in values
        for item in scalars(v)
        if not item.is_empty and not is_placeholder(item)
    ]
    name = "tag" if key == "tags" else _one(single)
    filled = sum(not is_blank(v) for v in values)
    must = "!" if notes and filled / notes >= REQUIRED else ""
    listed = "[]" if many or key in ("tags", "aliases", "cssclasses") else ""
    return f"{name}{listed}{must}"


def _one(values: list[Value]) -> str:
    """The narrowest type that all values are of."""
    if not values:
        return "any"
    if all(link_target(v.text) is not None for v in values if v.kind == "text") and all(
        v.kind == "text" for v in values
    ):
        return "link?"
    for name in ("checkbox", "integer", "number"):
        if all(IS[name](v) for v in values):
            return name
    texts = [v.text.strip() for v in values]
    if all(read_date(t).kind in ("iso", "invalid") for t in texts):
        return "datetime" if any("T" in t for t in texts) else "date"
    if all(t.startswith(("http://", "https://")) for t in texts):
        return "url"
    if all(":" in t and duration_seconds(t) is not None for t in texts):
        return "duration"
    counts = Counter(texts)
    plain = all(t.replace("-", "").replace(" ", "").isalnum() and "," not in t for t in counts)
    if (
        plain
        and len(counts) <= ENUM_VALUES
        and len(texts) >= ENUM_USES * len(counts)
        and all(v.kind == "text" for v in values)
    ):
        return f"enum({', '.join(sorted(counts))})"
    return "text" if all(v.kind in ("text", "number") for v in values) else "any"


def _order(notes: Sequence[Note]) -> list[str]:
    """The order that most of the notes agree on: by the mean place of each property."""
    places: dict[str, list[float]] = {}
    for note in notes:
        keys = [k for k in note.properties if k not in OURS]
        for at, key in enumerate(keys):
            places.setdefault(key, []).append(at / max(len(keys), 1))
    common = {k: p for k, p in places.items() if len(p) * 2 >= len(notes)}
    return sorted(common, key=lambda k: sum(common[k]) / len(common[k]))
