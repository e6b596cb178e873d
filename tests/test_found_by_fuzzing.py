"""Notes that a generator or a fuzzer found, each of which once broke a promise of the fixer."""

from __future__ import annotations

import pytest

from tests.promises import after, fixed_note, keep_all, shown, twins_agree
from vaultlint.note import Note
from vaultlint.schema.load import load_schemas
from vaultlint.schema.source import SchemaError
from vaultlint.text import BOM

NOTES = {
    "repeated, once YAML reads it": b"---\ntags:\n  - \"[[Ada]]\"\n  - [[Ada]]\n  - '[[Ada|x]]'\n---\n",
    "anchors in a list": b"---\nx:\n- &a x\n- &b x\n---\n",
    "a tag in a list": b"---\nx: [a, !!str a]\n---\n",
    "a tag and nothing in a list": b"---\nx: [a, !!str, a]\ny: [a, &b !!str, a]\n---\n",
    "a link over two lines": b'---\nguests:\n  - "[[Ada]]"\n  - "[[Ada|qz1x\n    qz2x]]"\n---\n',
    "a link over four lines": b'---\nguests:\n  - "[[Ada]]"\n  - "[[Ada|q\n  kind: x\n  z\n   qz2x]]"\n---\n',
    "a carriage return that ends no line": b"---\r\ntags:\r\n  deep:\r\r\n    deeper:\r\n  \r\n      - x\r\n---\r\n",
    "and a blank line after it": b"---\r\ntags:\r\n  deep:\r\r\n\r\n    deeper:\r\n  \r\n      - x\r\n---\r\n",
    "a carriage return after a name": BOM + b"---\r\nstatus:\rrating: 5\r\ntitle: x\r\n---\r\n",
    "a title that looks like a link": b'z1x [qz2x](../Ada.md " [qz4x](Ada.md)qz3x")\n',
    "a title that is the link again": b"[a](../Ada.md '[a](../Ada.md)')\n[a](../Ada.md ([a]\\(../Ada.md\\)))\n",
    "a title that holds one": b'z1x [qz2x](../Ada.md " [qz4x](Ada.(md)qz6x")\n',
    "a heading that is nearest to its own link": b"# P[[#Parating:rt]]\n[[#Parating:rt]]\n",
    "a target that opens a bracket": b"[[A[/eAda]]\n[[O\n]][[AdA|]]](d)[[Ada#Ntes]]",
    "a time that makes chapters of other lines": b"[1:4:](&t=0)\n2:4:\n24:75",
    "a picture in a link": b"[![a](../Ada.md 'b')](../Ada.md)\n",
    "an item with nothing in it": b"---\nstatus:\n  - \n---\n",
    "a suppression that ends a comment": b"x %% y\n> [[Ada#Ntes]] %% vaultlint-disable-line LNK001: z %%\n",
    "a suppression whose first code is right behind it": b"[[Adaqz3x]] <!-- vaultlint-disable-line| LNK001, LNK002 -->\n",
    "a tag that is a comment, before a suppression": b"---\ntags:\n  - #book # vaultlint-disable-line SCH003\n---\n",
    "tags that are a comment, before a suppression": b"---\ntags: #book, #car #vaultlint-disable-line SCH003\n---\n",
    "a suppression before what is none": b"%%%%vaultlint-disable-line LNK001%%vaultlint-disable-line LNK001%%",
    "a fence on the first line": b"```yaml\n---\na: [[x]]\n---\n```\n",
    "a BOM inside of the block": BOM + b"---  \n" + BOM + b"---  \ntag:\n---\n",
    "two BOMs inside of the block": b"---\n" + BOM + BOM + b"alias: b\n---\n",
    "a heading of two lines": b"#x\ny\n===\n",
    "text above the block": b"# x\n---\na: b\n---\ny\n",
    "footnotes that nothing refers to": b"[^1]: x\n[^1]: y\n",
    "a comment of two paragraphs": b"a %% [[Ada]]\n\n[[Adda]] %% b\n",
    "a last suppression on two lines": b"x\n\n%% vaultlint-disable-next-line CHP001: y\n%%",
    "a guess that repeats what is repeated": b'---\nx: ["[[Ada]]",\n  "[[Ada]]",\n  "[[Adda]]"]\n---\n',
    "a comment on the first line": b"%%\nx\n%%\n\n| x |\n|---|\n| [[Ada|y]] |\n",
    "math on the first line": b"$$\nx\n$$\n",
    "a chapter on the first line": b"0:00 x\n1:2 y\n2:30 z\n",
    "a chapter that is to be sorted on the first line": b"- 00:00 x\n- 1:02:03 y\n- 01:49 z\n",
    "a name with a colon that begins like a default's": b"---\nrating:rating: 5\nx: 'a\nrating: 5\nb'\n---\n",
    "a table in a list, which ends the list": b"+ x | [[Ada|y]]\n  :-- | --:\n  z | w\nv\n\n    [[Adda]] u\n",
    "a definition that leads to a guess": b"[x][r]\n\n[r]: <[qz1x]: Sub/My note.md> 'y'\n",
    "a tag in two forms": b"--\n#q-z1x---\n#qz1x\n---\n\n",
    "a callout on the first line": b"> [!no te] x\n> [!note] y\n> z\n",
    "a suppression on the first line": b"%% vaultlint-disable-file LNK001 %%\n[[Adda]]\n",
    "a conflict on the first line": b"<<<<<<< a\n[[Adda]]\n=======\n>>>>>>> b\n",
    "a block id on the first line": b"^id\n\nx ^id\n",
    "an anchor before a text": b"---\ntag:\n  &a x\nrating: &r '5'\n---\n",
    "a comment before a text": b"---\ntag: # qz3x\n  book\nalias:\n  # qz4x\n  me # qz5x\nrating: # qz1x\n  '5'\nstatus:\n  # qz2x\n  Todo\n---\n",
    "a list made one value": b'---\nstatus:\n- todo\nshow: # qz1x\n- "[[Ada]]"\n---\n',
    "a list of chapters under another": b"0:00 a\n1:30 b\n2:45 c\nx\n1:49 d\n0:30 e\ny\n0:00 a\n1:30 b\n2:45 c\n",
    "a table that is one only after a fix": b"| x | [[Ada|y]] |\n|---|---|\n| [[Ada|z]] | w |\n",
    "a table in a list that ends with its cell": "+ \u2028 [[Ada|y]]\n  :-- | --:\n  z | w\nv\n\n    [[ u\n".encode(),
    "a cell too many": b"| x | y |\n|---|---|\n| [[Ada|z]] | [w](Adda.md) |\n",
    "a property twice, once nested": b'---\naliases:\n  - x\nb: 1\naliases:\n  deep:\n    - "[[Adda]]"\n---\n',
    "an open bracket": b"---\nshow: [[Ada]\n---\n",
    "a list of chapters that sorting would part": b"0:00 a\n1:30 b\n c\nx09 d\n0:30 e\n%0 a\n1:30  c\nx\n0:[[49 d\n09 d\n0:30 e\n%0 a\n1:30 \nb2:45 c\n",
    "a table whose first row is its second": b"| x | y--|---|\n| [[Ada|z]] | [w](Adda.md)  |\n|---|---|\n| [[Ada|z]] | [w](Adda.md) |\n",
    "a name that comes near to one that is missing": b"---\ntitle: x\nratng: 5\n---\n",
    "two names that come near to the same": b"---\ntitle: x\nratng: 5\nrting: 7\n---\n",
    "two of which one has a dot": b"---\ntitle: x\nratng: 5\nrti.ng: 7\n---\n",
    "a property twice, and one misnamed": b"---\ntitle: x\nstatsu: y\nratng: z\ntitle: w\n---\n",
    "a list of objects under a name that is mended": b"---\ntitle: x\nstatus: z\nopics:\n - a: b\n---\n",
    "half of a span of code in a link": b"[[Ad`a]]\nx\n[[Ad`a]]\n",
    "half of a formula in a link": b"[[Ad$a]] and [[Ad$a]] [[Ad%%a]] %% x\n",
    "a comment before a tag": b"%%\nx\n%%\n[[Ada]] %% vaultlint-disable-line LNK001: x %%\n[[Adda]]\n",
    "one line break": b"\n",
    "only a BOM": BOM,
}


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("name", NOTES)
def test_a_note_that_broke_a_promise_keeps_it(name: str, unsafe: bool) -> None:
    keep_all(NOTES[name], unsafe=unsafe)
    twins_agree(NOTES[name], unsafe=unsafe)


def test_what_yaml_reads_otherwise_afterwards_is_judged_then() -> None:
    data = NOTES["repeated, once YAML reads it"]
    assert after(data, fixed_note(data, unsafe=True)) == b'---\ntags:\n  - "[[Ada]]"\n---\n'


def test_an_item_with_an_anchor_stays() -> None:
    for name in ("anchors in a list", "a tag in a list"):
        fixed = fixed_note(NOTES[name], unsafe=True)
        assert fixed.changed == {}
        assert "SCH006" in {d.code for d in fixed.report.diagnostics}


@pytest.mark.parametrize("marks", [BOM, BOM + BOM])
def test_places_after_a_bom_inside_of_the_block(marks: bytes) -> None:
    data = b"---\n" + marks + b"tag: x\n---\n"
    block = Note.parse("x.md", data).facts.frontmatter
    assert block is not None
    assert [data[p.key_start : p.key_end] for p in block.properties] == [b"tag"]


def test_a_message_is_one_line() -> None:
    fixed = fixed_note(NOTES["a heading of two lines"], unsafe=False)
    said = [message for code, message, *_ in shown(fixed) if code == "STR005"]
    assert said == ["the heading is `#x y`, and the file is named `Note`"]


def test_a_guess_that_leads_to_a_note_of_another_type_is_none() -> None:
    schemas = load_schemas(
        {"s.yaml": b"schema: made\nmatch: {has: status}\nfields: {guests: 'link(made?)[]'}\n"}
    )
    data = b'---\nstatus: x\nguests: ["[[Adda]]"]\n---\n'
    keep_all(data, unsafe=True, schemas=schemas)
    fixed = fixed_note(data, unsafe=True, schemas=schemas)
    assert fixed.changed == {}
    assert "no note named `Adda`; did you mean `Ada`?" in {
        d.finding.message for d in fixed.report.diagnostics
    }


def test_a_list_made_of_one_value_may_lack_what_a_list_must_hold() -> None:
    schema = b"schema: made\nmatch: {has: x}\nfields: {topics: {type: 'text[]', contains: [a, b]}, x: any}\n"
    data = b"---\nx: 1\ntopics: c\n---\n"
    new = keep_all(data, unsafe=False, schemas=load_schemas({"s.yaml": schema}))
    assert new == b"---\nx: 1\ntopics:\n  - c\n---\n"


def test_a_check_that_asks_for_more_once_a_property_is_there() -> None:
    schema = b"""
schema: made
match: {path: '**'}
fields: {status: {type: 'text!', default: todo}}
checks: [{id: a, when: {has: status}, require: {heading: Notes}}]
"""
    new = keep_all(b"x\n", unsafe=False, schemas=load_schemas({"s.yaml": schema}))
    assert new == b"---\nstatus: todo\n---\nx\n"


def test_chapters_that_a_schema_expects_begin_behind_a_bom() -> None:
    schema = b"schema: made\nmatch: {path: '**'}\nfields: {status: {type: 'text!', default: todo}}\nbody: {chapters: {required: true}}\n"
    data = BOM + b"- 01:49 x\n- 01:49 y\n- 01:49 z\n"
    new = keep_all(data, unsafe=False, schemas=load_schemas({"s.yaml": schema}))
    assert new == BOM + b"---\nstatus: todo\n---\n" + data.removeprefix(BOM)


def test_a_date_that_another_is_compared_to() -> None:
    schema = b"schema: made\nmatch: {has: x}\nfields: {x: any, published: {type: date, max: $created}, created: {type: 'date!', default: today}}\n"
    data = b"---\nx: 1\npublished: 2099-01-01\n---\n"
    new = keep_all(data, unsafe=False, schemas=load_schemas({"s.yaml": schema}))
    assert new == b"---\nx: 1\npublished: 2099-01-01\ncreated: 2026-06-15\n---\n"


def test_an_empty_default_where_the_property_may_not_be_empty() -> None:
    with pytest.raises(SchemaError, match=r"s\.yaml:2:"):
        load_schemas({"s.yaml": b"schema: a\nfields: {title: {type: 'text!', default: ''}}\n"})
    apart = {  # one schema says how it begins, the other that it may not be so
        "a.yaml": b"schema: a\nmatch: {has: x}\nfields: {title: {type: text, default: ''}}\n",
        "b.yaml": b"schema: b\nmatch: {has: x}\nfields: {title: 'text!'}\n",
    }
    for note in (b"---\nx: 1\n---\n", b"---\nx: 1\ntitle:\n---\n"):
        keep_all(note, unsafe=True, schemas=load_schemas(apart))


def test_a_property_that_is_probably_misnamed_is_not_added_beside_it() -> None:
    data = NOTES["a name that comes near to one that is missing"]
    assert b"rating" not in keep_all(data, unsafe=False)
    assert keep_all(data, unsafe=True).count(b"rating: ") == 1


def test_two_names_that_come_near_to_the_same_are_let_be() -> None:
    new = keep_all(NOTES["two names that come near to the same"], unsafe=True)
    assert b"ratng: 5\nrting: 7\n" in new
    assert b"rating" not in new


def test_a_carriage_return_that_ends_no_line_is_named_and_nothing_quoted_across_it() -> None:
    fixed = fixed_note(NOTES["a carriage return that ends no line"], unsafe=True)
    assert fixed.changed == {}
    found = {(d.code, d.finding.message, d.finding.span.start) for d in fixed.report.diagnostics}
    assert ("YML001", "a carriage return that ends no line: remove it", 19) in found


@pytest.mark.parametrize("legacy", ["tag", "alias"])
def test_a_schema_that_asks_for_a_legacy_property(legacy: str) -> None:
    """It asks for what YML006 mends: no fault of the fix."""
    schema = f"schema: made\nmatch: {{has: x}}\nfields: {{x: any, {legacy}: text!}}\n".encode()
    data = f"---\nx: 1\n{legacy}: a\n---\n[[a]]\n".encode()
    new = keep_all(data, unsafe=False, schemas=load_schemas({"s.yaml": schema}))
    assert new.startswith(b"---\nx: 1\n" + {"tag": b"tags", "alias": b"aliases"}[legacy] + b":\n")


def test_a_list_within_braces_is_not_written_in_lines() -> None:
    schema = b"schema: made\nmatch: {has: m}\nfields: {m: {type: object, fields: {x: any, y: 'any[]'}}}\n"
    data = b"---\nm: {x: 1, y: 2}\n---\n"
    assert keep_all(data, unsafe=False, schemas=load_schemas({"s.yaml": schema})) == data


def test_a_default_with_which_a_note_leaves_its_schema() -> None:
    schema = b"schema: made\nmatch: {field: {rating: null}}\nfields: {title: text!, rating: {type: 'integer!', default: 0}}\n"
    data = b"---\ntitle:\n- x\n- 2026-02-31\nx: y\n---\nx\n"
    new = keep_all(data, unsafe=False, schemas=load_schemas({"s.yaml": schema}))
    assert b"rating: 0\n" in new


def test_a_character_of_an_icon_font_is_no_carriage_return() -> None:
    block = Note.parse("x.md", "---\nicon: \ue00d\nx: a: b\n---\n".encode()).facts.frontmatter
    assert block is not None
    assert [p.detail for p in block.problems] == ["`: ` inside a value: quote the value"]
    block = Note.parse("x.md", "---\nicon: \ue085 \u2028\n---\n".encode()).facts.frontmatter
    assert block is not None
    assert [p.value.text for p in block.properties] == ["\ue085 \u2028"]


def test_comments_between_empty_items_are_not_filled_over() -> None:
    schema = b"schema: made\nmatch: {path: '**'}\nfields: {title: {type: 'text!', default: x}}\n"
    data = b"---\ntitle:\n  # qz1x\n  -\n  # qz2x\n  - # qz3x\n---\n"
    assert keep_all(data, unsafe=True, schemas=load_schemas({"s.yaml": schema})) == data
    bare = b"---\ntitle:\n  # qz1x\n  -\n  - # qz3x\n---\n"
    new = keep_all(bare, unsafe=True, schemas=load_schemas({"s.yaml": schema}))
    assert new == b"---\ntitle:\n  # qz1x\n  x # qz3x\n---\n"


def test_a_list_of_one_item_with_a_carriage_return_stays_a_list() -> None:
    for item in (b"2025<R\r-08-27", b".\r2025-08-27"):
        assert b"title: [" + item + b"]\n" in keep_all(
            b"---\ntitle: [" + item + b"]\n---\nx\n", unsafe=True
        )


def test_chapters_of_a_note_that_gets_its_schema_by_a_fix() -> None:
    schema = (
        b"schema: made\nmatch: {field: {show: '[[Ada]]'}}\nbody: {chapters: {required: true}}\n"
    )
    data = b"---\nshow: [[Ada]]\n---\n01:49 x\n01:49\n"
    new = keep_all(data, unsafe=False, schemas=load_schemas({"s.yaml": schema}))
    assert new == b'---\nshow: "[[Ada]]"\n---\n01:49 x\n01:49\n'


def test_a_repeated_item_stays_where_a_schema_asks_for_so_many() -> None:
    schema = (
        b"schema: made\nmatch: {path: '**'}\nfields: {guests: {type: 'link[]', items: {min: 2}}}\n"
    )
    schemas = load_schemas({"s.yaml": schema})
    two = b'---\nguests: ["[[Ada]]", "[[Ada|x]]"]\n---\n'
    assert keep_all(two, unsafe=True, schemas=schemas) == two
    three = b'---\nguests: ["[[Ada]]", "[[Ada|x]]", "[[Ada|y]]"]\n---\n'
    one_less = b'---\nguests: ["[[Ada]]", "[[Ada|y]]"]\n---\n'
    assert keep_all(three, unsafe=True, schemas=schemas) == one_less


def test_a_repeated_item_stays_where_a_schema_asks_for_it_as_it_is_written() -> None:
    schema = b"""
schema: made
match: {path: '**'}
fields: {cssclasses: {type: 'text[]', contains: Wide}}
"""
    note = b"---\ncssclasses: [wide, Wide]\n---\n"
    assert keep_all(note, unsafe=True, schemas=load_schemas({"s.yaml": schema})) == note
