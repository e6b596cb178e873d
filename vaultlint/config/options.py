"""The options of rules: dataclasses of the rules themselves, filled and checked by pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from vaultlint.rule import Rule
from vaultlint.schema.nearest import did_you_mean
from vaultlint.schema.source import read_document


class OptionsError(ValueError):
    """Options that a rule does not take; `name` is the one at fault, or empty."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.name = name


def make_options(rule: Rule, given: Mapping[str, Any]) -> Any:
    """The options of `rule` with what is `given`; names may have hyphens. Raises OptionsError."""
    if not given:
        return rule.options()
    known = {f.name.replace("_", "-"): f.name for f in fields(rule.options)}
    chosen: dict[str, Any] = {}
    for name, value in given.items():
        own = known.get(str(name).replace("_", "-"))
        if own is None:
            hint = did_you_mean(str(name), known) if known else f": {rule.code} has none"
            raise OptionsError(f"no option `{name}`{hint}", str(name))
        chosen[own] = value
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(rule.options).validate_python(chosen)
    except ValidationError as error:
        faults = error.errors()
        if faults[0]["type"] == "value_error":  # what the options themselves refuse
            raise OptionsError(str(faults[0]["ctx"]["error"])) from error
        name = str(faults[0]["loc"][0]) if faults[0]["loc"] else ""
        raise OptionsError(_wanted(name, [f["msg"] for f in faults]), name) from error


def _wanted(name: str, messages: list[str]) -> str:
    """What the option should be, in one line: of a union each kind that it takes is told."""
    if not all(m.startswith("Input should be ") for m in messages):
        return f"`{name}`: {messages[0].lower()}"
    wanted = dict.fromkeys(m.removeprefix("Input should be ") for m in messages)
    kinds = " or ".join(wanted).replace("a valid tuple", "a list").replace("'", "`")
    return f"`{name}` should be {kinds}"


def rule_options(rule: Rule, text: str) -> Any:
    """The options of `rule` as written in YAML. Raises OptionsError or SchemaError."""
    data = read_document("options", text.encode()).data if text.strip() else {}
    return make_options(rule, data or {})
