"""All rules: one module each. This file only collects them, by the index that is made from them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from importlib import import_module

from vaultlint.rule import Body, Head, Rule
from vaultlint.rules.index import HEADS


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of codes; its module is imported when it is asked."""
    rules = (Rule(head, partial(_body, head.module)) for head in map(Head._make, HEADS))
    return {rule.code: rule for rule in rules}


def _body(module: str) -> Body:
    made: Rule = import_module(f"{__name__}.{module}").check
    return made.body
