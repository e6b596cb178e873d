"""Schemas of other tools: what becomes of them, how the result judges notes, what is told.

The examples are ours, written after the public documentation of each format.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import default_rules, run
from tests.test_cli import make, vaultlint
from vaultlint.schema.importing import FORMATS
from vaultlint.schema.importing.imports import import_schemas
from vaultlint.schema.importing.render import render
from vaultlint.schema.json_schema import json_schema
from vaultlint.schema.load import schemas_from_texts
from vaultlint.schema.source import SchemaError, read_document
from vaultlint.vault import Vault


class Imported:
    """What has become of files: schemas in YAML, plain data, what was told."""

    def __init__(self, form: str, files: dict[str, str]) -> None:
        drafts = import_schemas(form, {name: text.encode() for name, text in files.items()})
        self.texts = [render(draft) for draft in drafts]
        self.told = [str(loss) for draft in drafts for loss in draft.losses]
        self.data: list[Any] = [read_document("x", text.encode()).data for text in self.texts]

    @property
    def fields(self) -> dict[str, Any]:
        found: dict[str, Any] = self.data[0]["fields"]
        return found

    def findings(self, note: str, path: str = "Note.md", **files: str) -> list[str]:
        """The findings of the schema rules in a note, as `CODE message`."""
        company = {name.replace("__", "/") + ".md": text for name, text in files.items()}
        vault = Vault.of({**company, path: note}, schemas=schemas_from_texts(self.texts))
        found = run(vault, path, default_rules())
        return [f"{d.code} {d.finding.message}" for d in found if d.code[:3] in ("SCH", "LNK")]

    def tells(self, *told: str) -> None:
        """Each of the texts is told once, in the YAML too, and nothing else is."""
        assert sorted(self.told) == sorted(told)
        for line in told:
            place, _, what = line.partition(": ")
            comment = f"# line {place.rpartition(':')[2]}: {what}"
            assert any(comment in text for text in self.texts), comment


def only(findings: list[str], *starts: str) -> bool:
    return len(findings) == len(starts) and all(
        any(f.startswith(s) for f in findings) for s in starts
    )


MUSIC = """\
---
limit: 20
mapWithTag: true
icon: music
tagNames: [song, "#track"]
filesPaths:
  - Resources/Music
bookmarksGroups: Favourites
extends: course
excludes: [grade]
savedViews: []
version: "2.59"
fieldsOrder: [b2, a1]
fields:
  - name: genre
    type: Multi
    options:
      sourceType: ValuesList
      valuesList: {"1": rock, "2": pop, "3": jazz}
    path: ""
    id: a1
  - name: difficulty
    type: Number
    options: {step: "5", min: "0", max: "100"}
    path: ""
    id: b2
  - {name: tone, type: Select, options: [{"0": A}, {"1": B (flat)}], id: c3}
  - {name: band, type: Object, path: "", id: d4}
  - {name: members, type: ObjectList, path: d4, id: e5}
  - name: person
    type: File
    path: d4____e5
    options: {dvQueryString: dv.pages('#person')}
    id: f6
  - {name: astray, type: Input, path: zz, id: g7}
  - {name: released, type: Date, options: {dateFormat: YYYY-MM-DD, dateShiftInterval: 1 day}}
  - {name: heard, type: Date, options: {dateFormat: "MMM DD, yy", defaultInsertAsLink: false}}
  - {name: day, type: Date, options: {defaultInsertAsLink: true, linkPath: Daily/}}
  - {name: plays, type: Lookup, options: {}}
  - {name: mood, type: Cycle, options: {sourceType: ValuesListNotePath, valuesList: {}}}
  - {name: live, type: Boolean, command: {label: Toggle}}
  - {name: cover, type: Media, options: {}}
  - {name: odd, type: Hologram}
---
The text of the class is of no account: not:: {"type": "Select"}
"""
COURSE = """\
teacher::{"type": "Input"}
grade:: {"type": "Select", "options": {"0": "A", "1": "B"}}
stars:: {"type":"Cycle", "options":["⭐️", "⭐️⭐️"]}
weekday:: {"type":"Select","options":{"valuesList":{"Sunday","Monday"}}}
tab available:: {"type": "Boolean"}
artist
"""


@pytest.fixture(scope="module")
def music() -> Imported:
    return Imported("fileclass", {"Classes/music.md": MUSIC, "Classes/course.md": COURSE})


def test_fileclass_fields(music: Imported) -> None:
    assert list(music.fields)[:2] == ["difficulty", "genre"]  # in the order of the class
    assert music.fields["difficulty"] == {"type": "number", "min": 0, "max": 100}
    assert music.fields["genre"] == "enum(rock, pop, jazz)[?]"
    assert music.fields["tone"] == {"type": "text", "one_of": ["A", "B (flat)"]}
    members = {"type": "object[]", "fields": {"person": "link"}}
    assert music.fields["band"] == {"type": "object", "fields": {"members": members}}
    assert music.fields["grade"] == "any"  # not inherited
    assert music.data[1]["fields"]["stars"] == "enum(⭐️, ⭐️⭐️)"
    assert music.data[1]["fields"]["artist"] == "text"


def test_fileclass_judges_notes(music: Imported) -> None:
    good = "fileClass: music\ngenre: [rock, jazz]\ntone: B (flat)\ngrade: Z\ntab available: true\n"
    assert music.findings(f"---\n{good}released: 1994-03-01\n---\n") == []
    bad = "---\ntags: [song]\ngenre: polka\ndifficulty: 101\ntab available: maybe\n---\n"
    assert only(
        music.findings(bad), "SCH004 `genre`", "SCH004 `difficulty`", "SCH003 `tab available`"
    )
    assert music.findings("---\ngenre: polka\n---\n") == []
    assert only(
        music.findings("---\ngenre: polka\n---\n", "Resources/Music/x.md"), "SCH004 `genre`"
    )
    assert only(music.findings("---\nfileClass: course\ngrade: Z\n---\n"), "SCH004 `grade`")


def test_fileclass_tells_what_it_leaves_out(music: Imported) -> None:
    music.tells(
        "Classes/music.md:2: `limit: 20` has no counterpart",
        "Classes/music.md:4: `icon: music` has no counterpart",
        "Classes/music.md:8: `bookmarksGroups: Favourites` has no counterpart",
        "Classes/music.md:12: `version: 2.59` has no counterpart",
        "Classes/music.md:24: `step: 5` has no counterpart",
        "Classes/music.md:33: `dvQueryString: dv.pages('#person')` has no counterpart",
        "Classes/music.md:35: `astray` belongs to `zz`, which is no object",
        "Classes/music.md:36: `dateShiftInterval: 1 day` has no counterpart",
        "Classes/music.md:37: `dateFormat: MMM DD, yy` has no counterpart: any text is taken",
        "Classes/music.md:38: `linkPath: Daily/` has no counterpart",
        "Classes/music.md:39: the plug-in computes this: a Lookup field is not checked",
        "Classes/music.md:40: its values come from the lines of a note",
        "Classes/music.md:41: `command: {'label': 'Toggle'}` has no counterpart",
        "Classes/music.md:43: unknown type of field `Hologram`",
        "Classes/course.md:4: the settings of `weekday` are no JSON: "
        '`{"type":"Select","options":{"valuesList":{"Sunday","Monday"}`',
    )


def test_a_parent_that_is_not_imported_is_told() -> None:
    alone = Imported("fileclass", {"music.md": "---\nextends: course\nfields: []\n---\n"})
    alone.tells("music.md:2: `course` is left out: it is not among the files given")
    assert "extends" not in alone.data[0]


TASK = """\
---
name: task
description: A task with a state
extends: base
strict: "warn"
match:
  path_glob: "tasks/**/*.md"
  fields_present: [status]
  where:
    status: {neq: archived}
filename_pattern: "{id}.md"
fields:
  title: {type: string, required: true, max_length: 20, pattern: "^[A-Z]"}
  status: {type: enum, values: [open, done], default: open}
  priority: {type: integer, min: 1, max: 5}
  due: {type: date, description: The last day}
  slug: {type: string, unique: true, generated: {from: title, transform: slugify}}
  tags: {type: list, items: {type: string}, default: [], unique: true, required: true, max_items: 3}
  assignee: {type: link, target: person, validate_exists: true}
  parent: {type: link, target: task}
  matrix: {type: list, items: {type: list, items: {type: number}}}
  decisions:
    type: list
    items:
      type: object
      fields:
        topic: {type: string, required: true}
        owner: {type: link, target: ghost}
  late: {type: boolean, computed: "due < today()"}
  old: {type: any, deprecated: true}
  cost: {type: money}
---
# Task
"""
BASE = """\
---
name: base
fields:
  id: {type: string, required: true}
  created: {type: datetime, generated: now}
---
"""
PERSON = """\
---
kind: mdbase.type
name: person
version: 1
match:
  path_glob: "people/*.md"
schema:
  dialect: json-schema-2020-12
  value:
    type: object
    required: [name]
    additionalProperties: false
    properties:
      name: {type: string, minLength: 1}
      friends: {type: array, items: {type: string}}
      $comment: {type: string}
collection:
  links:
    friends[]: {target_type: person, validate_exists: true}
  unique:
    - {field: name, scope: type}
    - {field: email, scope: collection}
  read_defaults: {city: Rome}
lifecycle:
  on_create: {set: {id: {ulid: true}}}
---
"""


@pytest.fixture(scope="module")
def task() -> Imported:
    return Imported("mdbase", {"task.md": TASK, "base.md": BASE, "person.md": PERSON})


def test_mdbase_fields(task: Imported) -> None:
    assert task.data[0]["extends"] == ["base"]
    assert task.data[0]["unknown"] == "warning"
    assert task.data[0]["unique"] == ["slug"]
    assert task.fields["title"]["type"] == "text!"
    assert task.fields["status"] == {"type": "enum(open, done)", "default": "open"}
    assert task.fields["assignee"] == "link(person)"
    assert task.fields["parent"] == "link(task?)"
    assert task.data[2]["fields"]["friends"] == "link(person)[]"
    assert task.data[2]["unique"] == ["name"]


def test_mdbase_judges_notes(task: Imported) -> None:
    good = "id: '1'\ntitle: Write\nstatus: open\ntags: []\nassignee: '[[Ada]]'\n"
    ada = "---\nname: Ada\n---\n"
    assert task.findings(f"---\ntype: task\n{good}---\n", people__Ada=ada) == []
    assert task.findings(f"---\n{good}---\n", "tasks/x.md", people__Ada=ada) == []
    bad = "---\nstatus: opne\ntitle: write\npriority: 9\nhue: red\n---\n"
    assert only(
        task.findings(bad, "tasks/a/x.md"),
        "SCH001 `id`",
        "SCH001 `tags`",
        "SCH004 `status`",
        "SCH004 `title`",
        "SCH004 `priority`",
        "SCH005 `hue`",
    )
    for unmatched in ("status: archived", "title: no state", "type: base\nid: '1'\nstatus: x"):
        assert task.findings(f"---\n{unmatched}\n---\n", "tasks/x.md") == []
    assert only(task.findings("---\nnom: Ada\n---\n", "people/x.md"), "SCH001", "SCH005")


def test_mdbase_tells_what_it_leaves_out(task: Imported) -> None:
    generated = "{'from': 'title', 'transform': 'slugify'}"
    task.tells(
        "task.md:11: `filename_pattern: {id}.md` has no counterpart",
        f"task.md:17: `generated: {generated}` has no counterpart",
        "task.md:21: what stands in a list of lists is not checked",
        "task.md:28: `ghost` is left out: it is not among the files given",
        "task.md:29: `computed: due < today()` has no counterpart: the property is not checked",
        "task.md:30: `deprecated: true` has no counterpart",
        "task.md:31: unknown type `money`",
        "base.md:5: `generated: now` has no counterpart",
        "person.md:22: uniqueness of `email` has no counterpart in this scope",
        "person.md:23: `read_defaults: {'city': 'Rome'}` has no counterpart",
        "person.md:24: `lifecycle: {'on_create': {'set': {'id': {'ulid': True}}}}` has no counterpart",
    )


def test_rules_of_matching_that_cannot_be_said_match_nothing() -> None:
    """Part of the conditions would put notes under a schema that is not theirs."""
    match = "match: {path_glob: '*.md', where: {priority: {gte: 3}}}"
    found = Imported(
        "mdbase", {"x.md": f"---\nname: x\n{match}\nfields: {{a: {{type: date}}}}\n---"}
    )
    assert found.findings("---\na: never\n---\n") == []
    assert only(found.findings("---\ntype: x\na: never\n---\n"), "SCH003 `a`")
    found.tells(
        "x.md:3: `gte: 3` has no counterpart",
        "x.md:3: not all of `match` can be said: only notes that name `x` are matched",
    )


BOOK: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Book",
    "description": "A book \U0001f4d6",
    "type": "object",
    "required": ["title", "status", "authors", "extra"],
    "additionalProperties": False,
    "definitions": {
        "name": {"type": "string", "minLength": 2},
        "person": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"$ref": "#/definitions/name"},
                "boss": {"$ref": "#/definitions/person"},
            },
        },
    },
    "allOf": [{"properties": {"rating": {"maximum": 5}}}],
    "properties": {
        "title": {"type": "string", "minLength": 1, "maxLength": 20},
        "status": {"enum": ["todo", "done"], "default": "todo"},
        "isbn": {"type": "string", "pattern": "^\\d{13}$"},
        "code": {"type": "string", "pattern": "^A|B$"},
        "authors": {
            "type": "array",
            "items": {"$ref": "#/definitions/name"},
            "minItems": 1,
            "uniqueItems": True,
        },
        "published": {"type": "string", "format": "date"},
        "seen": {"type": ["string", "null"], "format": "date-time"},
        "link": {"type": "string", "format": "uri"},
        "rating": {"type": "integer", "minimum": 1, "maximum": 10},
        "pages": {"type": "integer", "exclusiveMinimum": 0},
        "level": {"type": "integer", "enum": [1, 2]},
        "kind": {"const": "book"},
        "publisher": {"$ref": "#/definitions/person"},
        "tags": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "lang": {"oneOf": [{"const": "de", "title": "German"}, {"const": "fr"}]},
        "uuid": {"type": "string", "format": "uuid"},
        "step": {"type": "number", "multipleOf": 0.5},
        "mixed": {"type": ["string", "boolean"]},
        "pair": {"type": "array", "items": [{"type": "string"}]},
        "choice": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        "guess": {"maxLength": 3},
        "far": {"$ref": "other.json"},
        "bad": {"type": "string", "pattern": "(["},
        "never": False,
    },
    "dependencies": {"rating": ["seen"]},
    "patternProperties": {"^x-": {}},
    "if": {"required": ["seen"]},
}


@pytest.fixture(scope="module")
def book() -> Imported:
    return Imported("json-schema", {"book.schema.json": json.dumps(BOOK, indent="\t")})


def test_json_schema_fields(book: Imported) -> None:
    assert book.data[0]["schema"] == "book"
    assert book.data[0]["description"] == "Book: A book \U0001f4d6"
    assert book.data[0]["unknown"] == "error"
    fields = book.fields
    assert fields["title"] == {"type": "text!", "length": {"max": 20}}
    assert fields["status"] == {"type": "enum(todo, done)!", "default": "todo"}
    assert fields["isbn"]["pattern"] == r"\d{13}"
    assert fields["seen"] == "datetime"
    assert fields["published"] == {"type": "date", "nullable": False}
    assert (fields["rating"]["min"], fields["rating"]["max"]) == (1, 5)
    assert fields["pages"]["min"] == 1
    assert fields["level"]["one_of"] == [1, 2]
    assert fields["tags"] == "text[?]"
    assert fields["lang"]["type"] == "enum(de, fr)"
    assert fields["extra"] == {"type": "any", "required": True, "nullable": True}
    assert fields["publisher"]["fields"]["name"]["type"] == "text!"


def test_json_schema_judges_notes(book: Imported) -> None:
    head = "---\nschema: book\ntitle: Emma\nstatus: todo\nauthors: [Jane Austen]\nextra:\n"
    assert book.findings(head + "code: xxB\nseen: 2024-01-01T10:00\nrating: 5\n---\n") == []
    assert book.findings("---\ntitle: 3\n---\n") == []
    for line, start in {
        "isbn: 12": "SCH004 `isbn`",
        "code: xxx": "SCH004 `code`",
        "published:": "SCH002 `published`",
        "seen: 2024-01-01T10:00\nrating: 6": "SCH004 `rating`",
        "rating: 5": "SCH010",
        "level: 3": "SCH004 `level`",
        "kind: film": "SCH004 `kind`",
        "publisher: {boss: x}": "SCH001 `publisher.name`",
        "hue: red": "SCH005 `hue`",
    }.items():
        assert only(book.findings(f"{head}{line}\n---\n"), start), line
    assert only(
        book.findings("---\nschema: book\nauthors: [A, Bo, Bo]\n---\n"),
        "SCH001 `title`",
        "SCH001 `status`",
        "SCH001 `extra`",
        "SCH004 `authors`",
        "SCH006 `authors`",
    )


def test_json_schema_tells_what_it_leaves_out(book: Imported) -> None:
    told = {line.split(": ", 1)[1] for line in book.told}
    assert told == {
        "a JSON Schema does not say which notes it is for: add a `match`, or write "
        "`schema: book` in the notes",
        "`$ref: #/definitions/person` comes back to itself",
        "titles and descriptions in `oneOf` have no counterpart",
        "`format: uuid` has no counterpart",
        "`multipleOf: 0.5` has no counterpart",
        "`type: ['boolean', 'string']` has no counterpart",
        "items by their places have no counterpart",
        "`oneOf` has no counterpart",
        "it has no `type`; `string` is taken, no other",
        "`$ref: other.json` leads out of the file",
        "`pattern: ([` is left out: cannot read the pattern: unterminated character set",
        "that it must not be there has no counterpart",
        "`patternProperties` has no counterpart",
        "`if` has no counterpart",
    }
    book.tells(*book.told)
    written = json.dumps(BOOK, indent="\t").splitlines()
    line = next(int(t.split(":")[1]) for t in book.told if "uuid" in t)
    assert written[line - 1].strip() == '"format": "uuid"'


def test_json_schema_may_be_yaml() -> None:
    text = "type: object\nproperties:\n  due: {type: string, format: date}\nminProperties: 2\n"
    found = Imported("json-schema", {"a/due.yaml": text})
    assert found.fields == {"due": {"type": "date", "nullable": False}}
    assert "a/due.yaml:4: `minProperties: 2` has no counterpart" in found.told


EXPORTED = """\
schema: book
description: A book
fields:
  title: text!
  rating: {type: number, min: 1, max: 7}
  state: {type: "enum(a, b)!", default: a}
  tags: tag[]!
  seen: datetime
  done: checkbox
  who: link?[?]
  next: link?!
  at: time
  few: {type: "text[]", items: {min: 1, max: 3}, unique: true, contains: [x]}
  slug: {type: text, pattern: "[a-z]+", length: {min: 2, max: 9}, description: its address}
  author: {type: object, fields: {name: text!, mail: email}}
  books: {type: "object[]", fields: {isbn: text!}}
"""


def test_all_that_json_schema_can_say_comes_back() -> None:
    exported = json_schema(schemas_from_texts([EXPORTED]).by_name["book"])
    found = Imported("json-schema", {"book.json": exported})
    assert found.data[0] == read_document("x", EXPORTED.encode()).data
    assert len(found.told) == 1  # which notes it is for


def test_what_we_export_comes_back() -> None:
    ours = (
        "schema: book\ndescription: A book\nfields:\n  title: text!\n  rating: number\n"
        "  state: enum(a, b)!\n  tags: text[]!\n  seen: date\n  done: checkbox\n  who: text[?]\n"
    )
    schema = schemas_from_texts([ours]).by_name["book"]
    found = Imported("json-schema", {"book.json": json_schema(schema)})
    fields = {k: v if isinstance(v, str) else v["type"] for k, v in found.fields.items()}
    assert fields["title"] == "text!"
    assert fields["rating"] == "number"
    assert fields["state"] == "enum(a, b)!"
    assert fields["seen"] == "date"
    assert fields["who"] == "text[?]"


DEEP = json.dumps({"properties": {"a": {}}})
for _ in range(60):
    DEEP = '{"properties": {"a": ' + DEEP + "}}"
CHAIN = {
    "properties": {"a": {"$ref": "#/$defs/d0"}},
    "$defs": {
        f"d{n}": {"type": "object", "properties": {"a": {"$ref": f"#/$defs/d{n + 1}"}}}
        for n in range(2000)
    },
}
WIDE = {
    "properties": {"a": {"$ref": "#/$defs/d0"}},
    "$defs": {
        f"d{n}": {
            "type": "object",
            "properties": {k: {"$ref": f"#/$defs/d{n + 1}"} for k in "abcd"},
        }
        for n in range(18)
    },
}


@pytest.mark.parametrize(
    ("form", "name", "text", "message"),
    [
        ("fileclass", "a.md", "---\nfields: [\n---\n", "a.md:3:1: invalid YAML"),
        ("fileclass", "a.md", "---\nfields: []\n", "a.md:1:1: the properties are not closed"),
        ("fileclass", "a.md", "Only text.\n", "a.md:1:1: no fileClass"),
        ("fileclass", "a.md", "---\n- a\n---\n", "a.md:2:1: the properties should be a mapping"),
        ("mdbase", "a.md", "---\ntitle: A note\n---\n", "a.md:1:1: no mdbase type"),
        ("mdbase", "a.md", "---\nname: a\nfields: {a: *b}\n---\n", "a.md:3:13: invalid YAML"),
        ("mdbase", "a.md", "---\nname: a\nextends: a\nfields: {}\n---\n", "in a circle"),
        ("json-schema", "a.json", '{"a": }', "a.json:1:7: invalid JSON"),
        ("json-schema", "a.json", "[1]", "a.json:1:1: a JSON Schema should be a mapping"),
        ("json-schema", "a.json", "", "a.json:1:1: invalid JSON"),
        ("json-schema", "a.json", '{"a": NaN}', "a.json:1:1: invalid JSON: `NaN` is no number"),
        ("json-schema", "a.json", DEEP, "a.json:1:1: nested deeper than 50"),
        ("json-schema", "a.json", "[" * 100_000, "a.json:1:1: "),
        ("json-schema", "a.yaml", "a: [", "a.yaml:2:1: invalid YAML"),
    ],
)
def test_bad_input_is_told(form: str, name: str, text: str, message: str, tmp_path: Path) -> None:
    make(tmp_path, {name: text})
    done = vaultlint("schema", "import", "--from", form, name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_circle_is_told_at_the_file_that_was_given(tmp_path: Path) -> None:
    files = {
        f"{one}.md": f"---\nicon: x\nextends: {other}\n---\n" for one, other in ("ab", "bc", "ca")
    }
    make(tmp_path, {f"Classes/{name}": text for name, text in files.items()})
    done = vaultlint("schema", "import", "--from", "fileclass", "Classes", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("vaultlint: Classes/c.md:3:10: `extends` goes round in a circle")


def test_what_is_not_called_as_yaml_is_a_folder(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": "---\nfields: []\n---\n"})
    for output, file in (("new/rules", "new/rules/a.yaml"), ("x/y.yml", "x/y.yml")):
        command = ("schema", "import", "--from", "fileclass", "a.md", "-o", output)
        assert vaultlint(*command, cwd=tmp_path).returncode == 0
        assert (tmp_path / file).is_file()
    done = vaultlint(*command, cwd=tmp_path)
    assert done.returncode == 2
    assert "x/y.yml exists" in done.stderr


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    make(tmp_path, {"Classes/a.md": "---\nfields: []\n---\n", "Classes/b.txt": "", "No/b.txt": ""})
    done = vaultlint("schema", "import", "--from", "fileclass", "Classes", cwd=tmp_path)
    assert (done.returncode, "schema: a" in done.stdout) == (0, True)
    done = vaultlint("schema", "import", "--from", "json-schema", "No", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "vaultlint: No: no .json or .yaml or .yml file is in this folder\n"


def test_a_pattern_that_cannot_be_read_is_told_as_it_was_written() -> None:
    schema = json.dumps({"properties": {"a": {"type": "string", "pattern": "[a-"}}})
    told = Imported("json-schema", {"a.json": schema}).told
    assert "a.json:1: `pattern: [a-` is left out: cannot read the pattern" in " ".join(told)


@pytest.mark.parametrize(
    ("pattern", "ours"),
    [
        ("^[a-z]+$", "[a-z]+"),
        ("^(draft|done)$", "(draft|done)"),
        (r"^[|(]\||x$", r"(?s:.*)(?:^[|(]\||x$)(?s:.*)"),
        (r"^(?:a[)|]b|\))+$", r"(?:a[)|]b|\))+"),
        (r"^[]|]$", "[]|]"),
        ("a|b", "(?s:.*)(?:a|b)(?s:.*)"),
        (r"^\d+\$", r"\d+\$(?s:.*)"),
    ],
)
def test_a_pattern_is_one_of_the_whole_text(pattern: str, ours: str) -> None:
    schema = json.dumps({"properties": {"a": {"type": ["string", "null"], "pattern": pattern}}})
    assert Imported("json-schema", {"a.json": schema}).fields["a"]["pattern"] == ours


def test_unreadable_files_are_told(tmp_path: Path) -> None:
    make(tmp_path, {"latin.md": b"---\nname: \xe9\n---\n", "folder/x": ""})
    for name in ("latin.md", "none.md", "folder"):
        done = vaultlint("schema", "import", "--from", "mdbase", name, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith(f"vaultlint: {name}:")


@pytest.mark.parametrize("schema", [CHAIN, WIDE], ids=["chain", "wide"])
def test_definitions_that_grow_are_bounded(schema: dict[str, Any]) -> None:
    found = Imported("json-schema", {"a.json": json.dumps(schema)})
    assert any("deeper" in t or "too much" in t for t in found.told)


def test_the_command_writes_files(tmp_path: Path) -> None:
    make(tmp_path, {"music.md": MUSIC, "course.md": COURSE, "book.json": json.dumps(BOOK)})
    one = vaultlint("schema", "import", "--from", "json-schema", "book.json", cwd=tmp_path)
    assert one.returncode == 0
    schemas_from_texts([one.stdout])
    assert one.stderr.count("book.json:") == len(one.stderr.splitlines())
    arguments = ("schema", "import", "--from", "json-schema", "book.json", "-o", "new/book.yaml")
    assert vaultlint(*arguments, cwd=tmp_path).returncode == 0
    assert (tmp_path / "new/book.yaml").read_text("utf-8") == one.stdout
    again = vaultlint(*arguments, cwd=tmp_path)
    assert again.returncode == 2
    assert "new/book.yaml exists" in again.stderr
    several = ("schema", "import", "--from", "fileclass", "music.md", "course.md")
    assert vaultlint(*several, "-o", ".vaultlint/rules", cwd=tmp_path).returncode == 0
    assert {p.name for p in (tmp_path / ".vaultlint/rules").iterdir()} == {
        "music.yaml",
        "course.yaml",
    }
    assert "music" in vaultlint("schema", "list", cwd=tmp_path).stdout
    assert "`-o FOLDER`" in vaultlint(*several, cwd=tmp_path).stderr


WORDS = st.sampled_from(
    [
        *("type", "fields", "name", "options", "path", "id", "extends", "match", "where"),
        *("schema", "value", "properties", "items", "enum", "const", "anyOf", "oneOf", "allOf"),
        *("$ref", "required", "default", "pattern", "minimum", "values", "object", "list"),
        *("array", "string", "link", "Object", "Select", "Number", "#", "#/properties", "(", "a"),
    ]
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-2, 2) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FORMATS), st.dictionaries(WORDS, PLAIN, max_size=6))
def test_any_shape_gives_schemas_or_a_message(form: str, data: dict[str, Any]) -> None:
    text = json.dumps(data)
    files = {"a.json": text} if form == "json-schema" else {"a.md": f"---\n{text}\n---\n"}
    with suppress(SchemaError):
        Imported(form, files)
