"""All rules: one module each. This file only collects them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from vaultlint.rule import Rule


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of codes. Raises ValueError for a code used twice."""
    found: dict[str, Rule] = {}
    for info in sorted(iter_modules(__path__), key=lambda i: i.name):
        made = import_module(f"{__name__}.{info.name}").check
        if made.code in found:
            raise ValueError(f"rule code {made.code} is used twice")
        found[made.code] = made
    return found
