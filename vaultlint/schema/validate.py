"""Schema files against the models, with every fault at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vaultlint.schema.nearest import did_you_mean
from vaultlint.schema.source import Document, Fault, Loc

_WANTED = {
    "string_type": "should be text",
    "bool_type": "should be `true` or `false`",
    "int_type": "should be a whole number",
    "list_type": "should be a list",
    "dict_type": "should be a mapping",
    "model_type": "should be a mapping",
    "greater_than_equal": "should be 0 or more",
    "string_pattern_mismatch": "should begin with a letter or digit and hold nothing but letters, "
    "digits, blanks, `_`, `.` and `-`",
}


_PASSES = 5
"""How often what is left is looked at again: more would be wrong in it all over."""
_SHOWN = 80
"""Characters of a value that are quoted."""


def validate(document: Document, model: type[BaseModel]) -> tuple[Fault, ...]:
    """All that is wrong with a document, in the order of the file."""
    try:
        model.model_validate(document.data)
    except ValidationError as error:
        return tuple(sorted({_fault(document, model, e) for e in error.errors()}))
    return ()


def without_faults(document: Document, model: type[BaseModel]) -> Document | None:
    """The document without what the model refuses; None where that is all of it, or the name."""
    data = deepcopy(document.data)
    for _ in range(_PASSES):
        try:
            model.model_validate(data)
        except ValidationError as error:
            for one in error.errors():
                loc = one["loc"][:-1] if one["type"] == "missing" else one["loc"]
                if not loc or not isinstance(data, dict):
                    return None
                _take_out(data, loc)
        else:
            return Document(document.file, data, document.node)
    return None


def _take_out(data: dict[str, Any], loc: Loc) -> None:
    """Take out what stands at `loc`: a field becomes one of which nothing is said, of a list all
    goes, so that the places of nothing else change."""
    around: Any = data
    steps: list[tuple[dict[str, Any], Any]] = []
    for part in loc:
        if isinstance(around, dict) and part in around:
            steps.append((around, part))
        elif not (isinstance(around, list) and isinstance(part, int) and part < len(around)):
            break
        around = around[part]
    if not steps:
        data.clear()  # nothing that can be found: all of it
        return
    while steps:
        holder, name = steps.pop()
        if steps and steps[-1][1] == "fields" and holder[name] != {}:
            holder[name] = {}
            return
        del holder[name]
        if holder or (steps[1:] and steps[-2][1] == "fields"):
            return  # else nothing is left that would say something


def _fault(document: Document, model: type[BaseModel], error: ErrorDetails) -> Fault:
    loc: Loc = tuple(error["loc"])
    name = str(loc[-1]) if loc else ""
    match error["type"]:
        case "extra_forbidden":
            known = keys(model_at(model, loc[:-1]))
            message = f"unknown key `{name}`{did_you_mean(name, known)}"
            return document.fault(loc, message, key=True)
        case "missing":
            return document.fault(loc[:-1], f"`{name}` is missing")
        case "literal_error":
            return document.fault(loc, _literal(str(error["input"]), error.get("ctx", {})))
        case "value_error":
            return document.fault(loc, str(error["ctx"]["error"]))
        case "model_type" | "dict_type" if not loc:
            return document.fault(loc, "a schema should be a mapping with the key `schema`")
        case kind:
            shown = f"`{name}` " if loc and isinstance(loc[-1], str) else ""
            return document.fault(loc, shown + _WANTED.get(kind, error["msg"].lower()))


def _literal(written: str, context: Mapping[str, Any]) -> str:
    allowed = [
        w.strip("' ") for w in str(context.get("expected", "")).replace(" or ", ", ").split(",")
    ]
    near = did_you_mean(written, allowed)
    shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
    return f"`{shown}` is none of " + ", ".join(f"`{w}`" for w in allowed if w) + near


def keys(model: type[BaseModel] | None) -> tuple[str, ...]:
    """The keys that a model knows, as they are written."""
    if model is None:
        return ()
    return tuple(field.alias or name for name, field in model.model_fields.items())


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model that checks what stands at `loc`."""
    kind: Any = model
    for part in loc:
        kind = _inner(kind, part)
    return next(_models(kind), None)


def _inner(kind: Any, part: str | int) -> Any:
    for model in _models(kind):
        for name, field in model.model_fields.items():
            if part == (field.alias or name):
                return field.annotation
        return None
    for container in _unwrapped(kind):
        if get_origin(container) in (dict, list):
            return get_args(container)[-1]
    return None


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    for inner in _unwrapped(kind):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield inner


def _unwrapped(kind: Any) -> Iterator[Any]:
    if get_origin(kind) is Annotated:
        yield from _unwrapped(get_args(kind)[0])
    elif get_origin(kind) is Union or type(kind).__name__ == "UnionType":
        for arg in get_args(kind):
            yield from _unwrapped(arg)
    else:
        yield kind
