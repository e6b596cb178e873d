"""An imported schema as YAML, with what was left out beside it."""

from __future__ import annotations

import io
from typing import Any

from vaultlint.schema.importing.draft import Draft, Loss

_ORDER = ("schema", "description", "extends", "match", "fields", "unknown", "checks", "unique")


def render(draft: Draft) -> str:
    """The schema file. Comments name what has no counterpart: at the property that it was said
    of, else at the top."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    data = {"schema": draft.name, **draft.top, "fields": draft.fields}
    schema: Any = CommentedMap((k, data[k]) for k in _ORDER if data.get(k))
    fields: Any = CommentedMap(draft.fields)
    if fields:
        schema["fields"] = fields
    for name in fields:
        lost = [loss for loss in draft.losses if loss.field == name]
        if lost:
            text = "\n".join(map(_comment, lost))
            fields.yaml_set_comment_before_after_key(name, before=text, indent=2)
    schema.yaml_set_start_comment(_heading(draft))
    yaml = YAML()
    yaml.Representer = _representer()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(schema, out)
    return out.getvalue()


def _representer() -> Any:
    """One that writes `null`, where ruamel.yaml would write nothing."""
    from ruamel.yaml.representer import RoundTripRepresenter

    class Representer(RoundTripRepresenter):
        def represent_none(self, data: None) -> Any:  # noqa: ARG002
            return self.represent_scalar("tag:yaml.org,2002:null", "null")

    Representer.add_representer(type(None), Representer.represent_none)
    return Representer


def _heading(draft: Draft) -> str:
    lines = [f"Imported from {_name(draft)}: a start, to be read and edited."]
    if draft.losses:
        lines.append("What could not be said stands in comments, with the line of that file.")
    general = [loss for loss in draft.losses if loss.field not in draft.fields]
    return "\n".join([*lines, *map(_comment, general)]) + "\n"


def _comment(loss: Loss) -> str:
    return f"line {loss.line}: {loss.what}"


def _name(draft: Draft) -> str:
    return draft.document.file.replace("\\", "/").rpartition("/")[2]
