"""What a scalar without quotes is: the core schema of YAML 1.2, as Obsidian reads it.

Dates, times, `yes`, `no`, `on`, `off` and `1_000` are text; `012` is the number 12.
Source: YAML 1.2.2, section 10.3.2.
"""

from __future__ import annotations

from vaultlint.parse.facts import Kind
from vaultlint.patterns import later

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEANS = frozenset(("true", "True", "TRUE", "false", "False", "FALSE"))
_NUMBER = later(
    r"[-+]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][-+]?[0-9]++)?"
    r"|0o[0-7]++|0x[0-9a-fA-F]++"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_MAX_NUMBER = 1000
"""Characters above which digits are text: no one means a number, and `int` would refuse it."""


def kind_of(text: str) -> Kind:
    """The kind of the plain scalar `text` (its spaces stripped)."""
    if text in NULLS:
        return "null"
    if text[0] in "+-.0123456789":
        if len(text) <= _MAX_NUMBER and _NUMBER.fullmatch(text):
            return "number"
    elif text in _BOOLEANS:
        return "checkbox"
    return "text"
