"""`python -m vaultlint.rules` writes the index of rules anew, from their modules."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from vaultlint import rules
from vaultlint.finding import Severity
from vaultlint.rule import Head

WIDTH = 100
"""Columns of a line, as everywhere in the code."""
INDEX = Path(__file__).with_name("index.py")
_DOC = '''"""The heads of all rules, so that a run imports only the rules that it asks. Made from their
modules by `python -m vaultlint.rules`; a test tells when it is stale."""

from vaultlint.finding import Severity

'''


def heads() -> list[Head]:
    """The heads of all rules as their modules give them, in the order of codes. Raises ValueError
    for a code that is used twice."""
    names = (info.name for info in iter_modules(rules.__path__))
    found: dict[str, Head] = {}
    for name in sorted(name for name in names if name not in ("index", "__main__")):
        made = import_module(f"{rules.__name__}.{name}").check
        if made.code in found:
            raise ValueError(f"rule code {made.code} is used twice")
        found[made.code] = made.head
    return list(found.values())


def index(found: list[Head]) -> str:
    """The text of `rules/index.py`."""
    return f"{_DOC}HEADS = (\n{''.join(map(_entry, found))})\n"


def _entry(head: Head) -> str:
    parts = [_source(value) for value in head]
    line = f"    ({', '.join(parts)}),\n"
    if len(line) <= WIDTH + 1:
        return line
    return "".join(("    (\n", *(f"        {part},\n" for part in parts), "    ),\n"))


def _source(value: object) -> str:
    if isinstance(value, Severity):
        return f"Severity.{value.name}"
    if isinstance(value, tuple):
        return f"({', '.join(map(_source, value))}{',' * (len(value) == 1)})"
    return json.dumps(value) if isinstance(value, str) else repr(value)


if __name__ == "__main__":
    INDEX.write_text(index(heads()), encoding="utf-8")
