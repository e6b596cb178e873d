"""The tables of the README that show the language of schemas: every line is run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.harness import TODAY, active, default_rules
from vaultlint.engine import check
from vaultlint.rules import all_rules
from vaultlint.schema.compact import TYPES
from vaultlint.schema.load import load_schemas
from vaultlint.schema.model import Body, FieldModel, Match, SchemaModel
from vaultlint.vault import Vault

README = Path(__file__).parents[1] / "README.md"
PERSON = "schema: person\nmatch: {folder: People}\n"
OTHER = "---\nisbn: 1\n---\n# Notes\n## Notes\n"
COMPANY = {"People/Ada.md": "", "London.md": "", "Books.md": "", "map.png": "", "Other.md": OTHER}
_CODE = re.compile(r"`([^`]+)`")


class Row(NamedTuple):
    """A line of a table; `holds` and `found` are the lines of a note."""

    table: str
    name: str
    schema: str
    holds: list[str]
    found: list[str]
    codes: list[str]

    @property
    def id(self) -> str:
        return f"{self.table} {self.schema}"


def _rows() -> list[Row]:
    rows, table = [], ""
    for line in README.read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) != 5:
            table = ""
        if (not table and (len(cells) != 5 or cells[0] not in _TABLES)) or cells[0].startswith(
            "--"
        ):
            continue
        if not table:
            table = cells[0]
        else:
            code = [[t.replace("\\|", "|") for t in _CODE.findall(c)] for c in cells]
            codes = re.findall(r"\b[A-Z]{3}[0-9]{3}\b", _CODE.sub("", cells[4]))
            rows.append(Row(table, cells[0], code[2][0], code[3], code[4], codes))
    return rows


_TABLES = ("type", "constraint", "key", "condition")
ROWS = _rows()


def _note(lines: list[str]) -> tuple[str, str]:
    """The path and the text of a note that cells of a table show."""
    path = next((line for line in lines if line.endswith(".md")), "Note.md")
    body = [line for line in lines if re.match(r"#|[0-9]{2}:", line) or line == "Notes"]
    props = [line for line in lines if line not in body and line != path]
    return path, "\n".join(["---", *props, "---", *body, ""])


def _schema(row: Row) -> str:
    if row.table in ("type", "constraint"):
        also = "\n  start: date" if "$start" in row.schema else ""
        return f"schema: shown\nmatch: {{not: {{folder: People}}}}\nfields:\n  {row.schema}{also}\n"
    if row.table == "condition":
        return f"schema: shown\nmatch:\n  {row.schema}\n"
    inner = row.schema[1:-1].replace("}, ", "}\n") if row.schema.startswith("{") else row.schema
    return f"schema: shown\nmatch: {{not: {{folder: People}}}}\n{inner}\n"


def _vault(row: Row, lines: list[str]) -> tuple[Vault, str]:
    schemas = load_schemas({"shown.yaml": _schema(row).encode(), "person.yaml": PERSON.encode()})
    path, text = _note(lines)
    return Vault.of({**COMPANY, path: text}, schemas=schemas), path


def _codes(row: Row, lines: list[str]) -> list[str]:
    vault, path = _vault(row, lines)
    rules = (*default_rules(), active(all_rules()["SCH008"]))
    return [d.code for d in check(vault, lambda _: rules, TODAY, [path]).diagnostics]


@pytest.mark.parametrize("row", [r for r in ROWS if r.table != "condition"], ids=lambda r: r.id)
def test_what_a_field_or_schema_asks(row: Row) -> None:
    assert _codes(row, row.holds) == []
    if row.found:
        assert row.codes
        assert sorted(_codes(row, row.found)) == sorted(row.codes)


@pytest.mark.parametrize("row", [r for r in ROWS if r.table == "condition"], ids=lambda r: r.id)
def test_which_notes_a_condition_is_met_by(row: Row) -> None:
    for lines, meets in ((row.holds, True), (row.found, False)):
        vault, path = _vault(row, lines)
        found = [s.name for s in vault.schemas_of(vault.notes[path])]
        assert ("shown" in found) is meets, lines


def test_the_tables_show_the_whole_language() -> None:
    named = {t: {n for r in ROWS if r.table == t for n in _CODE.findall(r.name)} for t in _TABLES}
    assert {n.split("(")[0].rstrip("?!") for n in named["type"]} - {
        "type[]",
        "type[?]",
        "type",
    } == {*TYPES}
    assert named["constraint"] - {"$name"} == FieldModel.model_fields.keys() - {"type"}
    keys = {k.split(".")[0] for k in named["key"]}
    shown = SchemaModel.model_fields.keys() - {"schema_", "description", "match", "examples"}
    assert keys == shown
    assert {k for k in named["key"] if "." in k} == {f"body.{k}" for k in Body.model_fields}
    assert named["condition"] == {f.alias or n for n, f in Match.model_fields.items()}
