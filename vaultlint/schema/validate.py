"""Schema files against the models, with every fault at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def validate(document: Document, model: type[BaseModel]) -> tuple[Fault, ...]:
    """All that is wrong with a document, in the order of the file."""
    try:
        model.model_validate(document.data)
    except ValidationError as error:
        return tuple(sorted({_fault(document, model, e) for e in error.errors()}))
    return ()


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
    return f"`{written}` is none of " + ", ".join(f"`{w}`" for w in allowed if w) + near


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
