"""An inferred schema as YAML: beside every line the share of notes behind it, above it those that
do not keep to it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

from vaultlint.schema.importing.draft import one_line
from vaultlint.schema.inferring.draft import Draft, FieldDraft

Against = Mapping[str, Mapping[str, str]]
"""By the line of a draft (a property, `order`, `body`, `unique`) the notes that do not keep to it,
each with what was found."""

WIDEST = 44
"""The column behind which no comment begins, but where the line itself is longer."""
_HEADING = """\
Beside each property stands in how many of the notes it is. Where no other number is given, all
notes keep to the line.
"""
SHOWN = 3
"""Notes against a line that are named."""


def render(draft: Draft, against: Against, first: str = "") -> str:
    """The schema file; `first` is a line to begin it with."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    plain = draft.plain()
    schema: Any = CommentedMap(plain)
    fields: Any = CommentedMap((k, _flow(v)) for k, v in plain["fields"].items())
    schema["fields"] = fields
    if "match" in plain:
        schema["match"] = _flow(plain["match"])
    column = min(4 + max(map(_width, plain["fields"].items()), default=0), WIDEST)
    for name, one in draft.fields.items():
        wrong = against.get(name, {})
        fields.yaml_add_eol_comment(_share(one, len(wrong)), name, column=column)
        _above(fields, name, _outliers(wrong), 2)
    for key in ("order", "body", "unique"):
        if key in plain:
            schema[key] = _flow(plain[key])
            _evidence(schema, key, draft, against.get(key, {}))
    _above(schema, "fields", _left_out(draft), 0)
    schema.yaml_set_start_comment(_HEADING)
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(schema, out)
    return (f"{first}\n" if first else "") + out.getvalue()


def _width(entry: tuple[str, Any]) -> int:
    name, value = entry
    if isinstance(value, str):
        return len(name) + len(value) + 2
    return len(name) + sum(len(f"{k}: {v}, ") for k, v in value.items()) + 4


def _flow(value: Any) -> Any:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, Mapping):
        made: Any = CommentedMap((k, _flow(v)) for k, v in value.items())
    elif isinstance(value, list):
        made = CommentedSeq(map(_flow, value))
    else:
        return value
    made.fa.set_flow_style()
    return made


def _above(mapping: Any, key: str, lines: Iterable[str], indent: int) -> None:
    text = "\n".join(map(one_line, lines))
    if text:
        mapping.yaml_set_comment_before_after_key(key, before=text, indent=indent)


def _share(one: FieldDraft, wrong: int) -> str:
    """`in 40 of 42, filled in 38; 41 of 42 (97 %) keep to it`."""
    seen = one.seen
    said = f"in {len(seen.values)} of {seen.asked}"
    if len(seen.filled) != len(seen.values):
        said += f", filled in {len(seen.filled)}"
    if wrong:
        said += f"; {_percent(seen.asked - wrong, seen.asked)} keep to it"
    return one_line(said + (f"; {one.remark}" if one.remark else ""))


def _percent(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part // whole} %)" if part < whole else "all"


def _outliers(wrong: Mapping[str, str]) -> list[str]:
    shown = list(wrong.items())[:SHOWN]
    lines = [f"not {path.rpartition('/')[2]}: {why.partition('; `')[0]}" for path, why in shown]
    if len(wrong) > SHOWN:
        lines.append(f"nor {len(wrong) - SHOWN} more")
    return lines


def _evidence(schema: Any, key: str, draft: Draft, wrong: Mapping[str, str]) -> None:
    number = len(draft.notes)
    share = _percent(number - len(wrong), number) if wrong else f"all {number} notes"
    _above(schema, key, [f"{share} keep to it", *_outliers(wrong)], 0)


def _left_out(draft: Draft) -> list[str]:
    if not draft.left_out:
        return []
    shown = [f"{s.name} ({next(iter(s.values)).rpartition('/')[2]})" for s in draft.left_out[:8]]
    more = f" and {len(draft.left_out) - 8} more" if len(draft.left_out) > 8 else ""
    return [f"left out, as hardly any note has them: {', '.join(shown)}{more}"]
