"""`[tool.vaultlint]` of a `pyproject.toml`, which knows no places: they are looked up in its text."""

from __future__ import annotations

import re

from vaultlint.schema.source import Document, Fault, Loc, SchemaError, decoded

_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")
_TABLE = re.compile(r"\[\[?\s*tool\s*\.\s*vaultlint\b")


class _Table(Document, frozen=True, eq=False):
    """The table, with the text that it stands in."""

    text: str = ""

    def place(self, loc: Loc, *, key: bool = False) -> tuple[int, int]:  # noqa: ARG002
        """Line and column of the key of `loc` that has a line of its own, else of the table."""
        lines = self.text.split("\n")
        if loc and (tables := [at for at, line in enumerate(lines) if _is_table_of(line, loc[0])]):
            if len(loc) > 1 and isinstance(loc[1], int):  # one of several tables of a name
                tables = tables[loc[1] :][:1] or tables[-1:]
            for name in (part for part in reversed(loc[1:]) if isinstance(part, str)):
                for at in tables:
                    if found := _assigned(lines, at + 1, name):
                        return found
            return tables[0] + 1, 1
        own = [at for at, line in enumerate(lines, 1) if _TABLE.match(line.lstrip())]
        for at in own if loc else ():
            if found := _assigned(lines, at, str(loc[0])):
                return found
        return (own or [1])[0], 1


def _is_table_of(line: str, key: str | int) -> bool:
    table = rf"\s*\[\[?\s*tool\s*\.\s*vaultlint\s*\.\s*{_word(key)}"
    return re.match(table, line) is not None


def _assigned(lines: list[str], start: int, key: str) -> tuple[int, int] | None:
    """Line and column where a table whose text begins at a line (from 0) gives a key its value."""
    for at in range(start, len(lines)):
        if lines[at].lstrip().startswith("["):
            return None
        if found := re.match(rf"\s*({_word(key)}\s*[=.])", lines[at]):
            return at + 1, found.start(1) + 1
    return None


def _word(key: str | int) -> str:
    return rf"[\"']?{re.escape(str(key))}\b[\"']?"


MAX_DOTS = 1000
"""Dots in one line."""


def read_pyproject(file: str, data: bytes) -> Document:
    """The table as a document. Raises SchemaError."""
    import tomllib

    text = decoded(file, data)
    if any(line.count(".") > MAX_DOTS for line in text.split("\n")):
        raise _error(
            file, "nested too deeply"
        )  # dotted keys nest, in time that grows with their square
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _error(file, str(error)) from None
    except RecursionError:
        raise _error(file, "nested too deeply") from None
    except ValueError:
        raise _error(file, "a number has too many digits") from None
    tool = tables.get("tool")
    own = tool.get("vaultlint", {}) if isinstance(tool, dict) else {}
    return _Table(file, own, text=text)


def _error(file: str, message: str) -> SchemaError:
    at = _AT.search(message)
    line, column = (int(at[1]), int(at[2])) if at else (1, 1)
    return SchemaError((Fault(file, line, column, f"invalid TOML: {_AT.sub('', message)}"),))
