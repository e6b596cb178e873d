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
        """Line and column of the top key of `loc`, else of the table."""
        name = rf"[\"']?{re.escape(str(loc[0]))}\b[\"']?" if loc else r"(?!)"
        own = re.compile(rf"\s*({name}\s*=|\[\[?\s*tool\s*\.\s*vaultlint\s*\.\s*{name})")
        first, inside = 1, False
        for number, line in enumerate(self.text.split("\n"), 1):
            if line.lstrip().startswith("["):
                inside = _TABLE.match(line.lstrip()) is not None
                first = number if inside and first == 1 else first
            found = own.match(line) if inside else None
            if found:
                return number, found.start(1) + 1
        return first, 1


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
