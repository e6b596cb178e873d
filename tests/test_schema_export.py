"""`vaultlint schema export --to types.json`: the diff, and the file where it is asked for."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.harness import active, default_rules, run
from tests.test_cli import make, vaultlint
from vaultlint.note import Note
from vaultlint.parse.handler import ObsidianHandler
from vaultlint.rules import all_rules
from vaultlint.schema.export import with_types
from vaultlint.schema.json_schema import json_schema
from vaultlint.schema.load import load_schemas, schemas_from_texts
from vaultlint.schema.shipped import preset_names
from vaultlint.settings import Settings
from vaultlint.vault import Vault

BOOK = """\
schema: book
match: {tag: book}
fields: {rating: number, author: "link[]", Started: date, status: text, pages: "text[?]", tags: "tag[]"}
"""
TYPES = {
    "types": {
        "rating": "text",
        "started": "datetime",
        "pages": "text",
        "status": "clock",
        "own": "x",
    },
    "later": [1],
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    text = json.dumps(TYPES, indent=2)
    return make(tmp_path / "v", {".vaultlint/rules/book.yaml": BOOK, ".obsidian/types.json": text})


def export(vault: Path, *more: str, code: int = 0) -> tuple[str, str]:
    done = vaultlint("schema", "export", "--to", "types.json", *more, cwd=vault)
    assert done.returncode == code, done.stderr
    return done.stdout, done.stderr


def test_the_diff_is_shown_and_nothing_written(vault: Path) -> None:
    file = vault / ".obsidian/types.json"
    before = file.read_bytes()
    out, err = export(vault)
    changed = [
        line for line in out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert changed[:2] == ['-    "rating": "text",', '+    "rating": "number",']
    assert '+    "author": "multitext",' in changed
    assert "--write" in err
    assert file.read_bytes() == before


def test_what_no_schema_names_stays_and_a_second_time_nothing_changes(vault: Path) -> None:
    export(vault, "--write")
    file = vault / ".obsidian/types.json"
    text = file.read_text()
    written = json.loads(text)
    assert written["later"] == [1]
    assert written["types"] == {
        **TYPES["types"],  # type: ignore[dict-item]
        "rating": "number",
        "author": "multitext",
        "tags": "tags",
    }
    assert text == json.dumps(written, indent=2)
    assert [f.name for f in file.parent.iterdir()] == ["types.json"]
    out, err = export(vault, "--write")
    assert out == ""
    assert "nothing to change" in err
    assert file.read_text() == text


def test_the_file_is_made_where_there_is_none(vault: Path) -> None:
    file = vault / ".obsidian/types.json"
    file.unlink()
    export(vault, "--write")
    assert json.loads(file.read_text())["types"]["Started"] == "date"


def test_a_broken_file_is_left_alone(vault: Path) -> None:
    file = vault / ".obsidian/types.json"
    for broken in ("{", "[]", '{"types": []}'):
        file.write_text(broken)
        export(vault, "--write", code=2)
        assert file.read_text() == broken


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed_in_the_vault_and_not_out_of_it(vault: Path) -> None:
    file, inside, outside = (
        vault / ".obsidian/types.json",
        vault / "t.json",
        vault.parent / "t.json",
    )
    for target in (inside, outside):
        target.write_text("{}")
        file.unlink()
        file.symlink_to(target)
        _, err = export(vault, "--write", code=2 if target is outside else 0)
        assert file.is_symlink()
    assert "leads out of the vault" in err
    assert outside.read_text() == "{}"
    assert json.loads(inside.read_text())["types"]["rating"] == "number"


@pytest.mark.parametrize(
    ("type_", "obsidian", "conflict"),
    [
        ("text", "text", False),
        ("text", "multitext", True),
        ("text", "number", True),
        ("text[]", "multitext", False),
        ("text[]", "text", True),
        ("link[]", "text", True),
        ("link[?]", "text", False),
        ("link[?]", "multitext", False),
        ("number[]", "multitext", False),
        ("date[]", "multitext", False),
        ("date[]", "date", True),
        ("number[?]", "number", False),
        ("date", "datetime", False),
        ("datetime", "date", True),
        ("date", "text", True),
        ("duration", "number", False),
        ("checkbox", "text", True),
        ("any", "checkbox", False),
        ("object", "text", False),
        ("text", "a-plugin's", False),
    ],
)
def test_a_conflict_with_obsidian_is_told_as_export_would_change_it(
    type_: str, obsidian: str, conflict: bool
) -> None:
    schema = f"{{schema: s, match: {{name: S}}, fields: {{x: '{type_}'}}}}"
    schemas = schemas_from_texts([schema])
    vault = Vault.of({"S.md": "---\nx:\n---\n"}, Settings(types={"x": obsidian}), schemas)
    found = run(vault, "S.md", (active(all_rules()["SCH011"]),))
    assert len(found) == conflict
    written = {"types": {"x": obsidian}}
    assert (with_types(schemas.schemas, written) != written) is conflict


@pytest.mark.parametrize("preset", preset_names())
def test_notes_that_keep_to_a_schema_keep_to_its_json_schema(preset: str) -> None:
    for schema in load_schemas({}, [preset]).schemas:
        document = json.loads(json_schema(schema))
        jsonschema.Draft202012Validator.check_schema(document)
        for example in schema.examples:
            note = Note.parse("Note.md", example.note.encode())
            if not example.finds and note.facts.frontmatter:
                jsonschema.validate(ObsidianHandler().load(frontmatter(note)), document)


def frontmatter(note: Note) -> str:
    block = note.facts.frontmatter
    assert block is not None
    return note.text((block.inner_start, block.inner_end))


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("text!", ["a"], ["''", "", "[a]"]),
        ("text", ["a", "''", "", "1984"], ["true", "[a]"]),
        ("text[]!", ["[a]"], ["[]", "a", ""]),
        ("text[?]", ["a", "[a]", "[]", ""], ["{a: b}"]),
        ("enum(a, 2)", ["a", "2", "'2'", ""], ["b"]),
        ("{type: integer, one_of: [1, 2]}", ["1", ""], ["3", "'1'"]),
        ("{type: checkbox, one_of: [true]}", ["true"], ["false"]),
        ("{type: 'text[]', items: {min: 2, max: 3}, unique: true}", ["[a, b]"], ["[a]", "[a, a]"]),
        ("{type: 'text[]', contains: [a, b]}", ["[b, a]"], ["[a]"]),
        ("{type: text, length: {min: 2}}", ["ab"], ["a"]),
        ("{type: object, fields: {a: number!}}", ["{a: 1}", ""], ["{a: x}", "{b: 1}"]),
        ("{type: 'object[]', fields: {a: number!}}", ["[{a: 1}]"], ["[{b: 1}]"]),
        ("link", ["'[[A]]'"], ["A"]),
    ],
)
def test_json_schema_judges_as_the_rules_do(field: str, good: list[str], bad: list[str]) -> None:
    set_ = schemas_from_texts([f"schema: s\nmatch: {{name: Note}}\nfields:\n  x: {field}\n"])
    validator = jsonschema.Draft202012Validator(json.loads(json_schema(set_.schemas[0])))
    for value in [*good, *bad]:
        text = f"---\nx: {value}\n---\n"
        found = run(Vault.of({"Note.md": text, "A.md": ""}, schemas=set_), "Note.md", RULES)
        assert (len(found) == 0) is (value in good), value
        data = ObsidianHandler().load(f"x: {value}")
        assert validator.is_valid(data) is (value in good), value


RULES = tuple(a for a in default_rules() if a.rule.code.startswith("SCH"))
