"""What a value of the right type may not be: outside of an enum, a pattern, a range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from vaultlint.durations import duration_seconds
from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.schema.pattern import fits
from vaultlint.schema.predicate import Targets, equal, link_target
from vaultlint.schema.shape import Field
from vaultlint.schema.typed import referred
from vaultlint.text import counted, fold

STYLES = {
    "kebab": r"[^\sA-Z_]+",
    "snake": r"[^\sA-Z-]+",
    "camel": r"[a-z][^\s_-]*",
    "pascal": r"[A-Z][^\s_-]*",
    "lower": r"[^A-Z]*",
    "upper": r"[^a-z]*",
}
_DIGITS = {"Y": r"\d", "M": r"\d", "D": r"\d", "H": r"\d", "m": r"\d", "s": r"\d", "S": r"\d"}


def allowed_values(field: Field) -> tuple[str, ...]:
    """The values that a field names: of `one_of`, or of its `enum`."""
    return field.one_of or (field.type.args if field.type.name == "enum" else ())


def one_faults(
    field: Field, value: Value, beside: Mapping[str, Property], note: Note, targets: Targets
) -> Iterator[str]:
    """What is wrong with one value of the right type; each text follows the field's name. `beside`
    are the properties among which it stands."""
    allowed = allowed_values(field)
    if allowed and not _is_allowed(value, allowed, note, targets):
        yield f"is `{value.text}`, which is none of {listed(allowed)}"
    if field.pattern is not None and fits(field.pattern, value.text) is False:
        yield f"is `{value.text}`, which does not match the pattern `{field.pattern}`"
    if field.style is not None and not re.fullmatch(STYLES[field.style], value.text.lstrip("#")):
        yield f"is `{value.text}`, which is not written in {field.style} style"
    if field.format is not None and not _format(field.format).fullmatch(value.text):
        yield f"is `{value.text}`, which is not written as `{field.format}`"
    yield from _size_faults(len(value.text), field.length, "character")
    if field.type.name in ("number", "integer", "duration", "time"):
        yield from _range_faults(field, value, beside, note)
    if field.type.name == "file":
        yield from _file_faults(field, value, note, targets)
    if field.schemes and field.type.name == "url":
        scheme = value.text.partition(":")[0].lower()
        if ":" in value.text and scheme not in field.schemes:
            yield f"has the scheme `{scheme}`, which is none of {listed(field.schemes)}"


def list_faults(field: Field, value: Value, note: Note, targets: Targets) -> Iterator[str]:
    """What is wrong with a list as a whole."""
    yield from _size_faults(len(value.items), field.items, "item")
    for wanted in field.contains:
        if field.type.name == "tag" and any(_is_tag(item, wanted) for item in value.items):
            continue
        if not any(_is_allowed(item, (wanted,), note, targets) for item in value.items):
            yield f"does not hold `{wanted}`"


def _is_tag(value: Value, wanted: str) -> bool:
    """Whether they are one tag to Obsidian, to which case does not count."""
    return fold(value.text.strip().removeprefix("#")) == fold(wanted.strip().removeprefix("#"))


def _size_faults(size: int, bounds: tuple[int | None, int | None], what: str) -> Iterator[str]:
    least, most = bounds
    if least is not None and size < least:
        yield f"has {counted(size, what)}, and {least} at least are asked for"
    if most is not None and size > most:
        yield f"has {counted(size, what)}, and {most} at most are allowed"


def _is_allowed(value: Value, allowed: Iterable[str], note: Note, targets: Targets) -> bool:
    text = value.text.strip()
    for wanted in allowed:
        if text == wanted:
            return True
        if link_target(wanted) is not None and equal(value, wanted, note, targets):
            return True
    return False


def _range_faults(
    field: Field, value: Value, beside: Mapping[str, Property], note: Note
) -> Iterator[str]:
    own = _measure(field, value.text)
    for key, word in (("min", "below"), ("max", "above")):
        bound = getattr(field, key)
        written = _bound(bound, beside, note)
        other = None if written is None else _measure(field, written)
        if own is None or other is None:
            continue
        if own < other if key == "min" else own > other:
            shown = f"`{written}`" + (f" of `{str(bound)[1:]}`" if str(bound)[:1] == "$" else "")
            yield f"is `{value.text}`, {word} {shown}"


def _bound(bound: object, beside: Mapping[str, Property], note: Note) -> str | None:
    if isinstance(bound, str) and bound.startswith("$"):
        prop = referred(bound, beside, note)
        return prop.value.text if prop is not None and not prop.value.is_empty else None
    return None if bound is None else str(bound)


def _measure(field: Field, text: str) -> float | None:
    if field.type.name == "duration":
        return duration_seconds(text)
    if field.type.name == "time":
        return duration_seconds(text + ":00" if text.count(":") == 1 else text)
    try:
        return float(text) if len(text) < 400 else None
    except ValueError:
        return None


def _file_faults(field: Field, value: Value, note: Note, targets: Targets) -> Iterator[str]:
    text = value.text.strip()
    target = link_target(text)
    path = target or link_target(text.removeprefix("!")) or text  # some plugins want an embed
    if _is_url(path):
        return
    name = path.rpartition("/")[2]
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if field.type.args and extension not in field.type.args:
        yield f"is `{value.text}`, which is no {listed(field.type.args)} file"
    elif target is None and targets.path(path, note) is None:  # a link to nothing is LNK001
        yield f"is `{value.text}`, and there is no such file"


def _is_url(text: str) -> bool:
    return re.match(r"\s*https?://", text) is not None


def _format(written: str) -> re.Pattern[str]:
    forms = []
    for form in written.split("|"):
        pattern = "".join(_DIGITS.get(c, re.escape(c)) for c in form.strip())
        forms.append(pattern)
    return re.compile("|".join(f"(?:{f})" for f in forms))


def listed(words: Iterable[str], limit: int = 8) -> str:
    """Words for a message: `a`, `b`, `c`."""
    every = tuple(words)
    shown = ", ".join(f"`{w}`" for w in every[:limit])
    return shown if len(every) <= limit else f"{shown} and {len(every) - limit} more"
