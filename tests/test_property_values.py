"""Values of properties in rare forms: what is found there, and what the fixes make of them."""

from __future__ import annotations

import pytest

from tests.harness import default_rules, fixed_text, run
from vaultlint.schema.load import schemas_from_texts
from vaultlint.settings import Settings
from vaultlint.vault import Vault

SCHEMA = """
schema: book
match: {has: kind}
fields:
  kind: any
  tags: tag[]
  number: number
  numbers: number[]
  checks: checkbox[]
  clock: time
  links: link?[]
  texts: text[]
"""
TYPES = {
    "aliases": "aliases",
    "cssclasses": "multitext",
    "due": "date",
    "seen": "datetime",
    "people": "multitext",
}


def vault(properties: str) -> Vault:
    text = f"---\nkind: x\n{properties}\n---\n"
    schemas = schemas_from_texts([SCHEMA])
    return Vault.of({"Note.md": text}, settings=Settings(types=TYPES), schemas=schemas)


def found(properties: str) -> list[str]:
    rules = [a for a in default_rules() if a.rule.code not in ("LNK001", "SCH005")]
    return [f"{d.code} {d.finding.message}" for d in run(vault(properties), "Note.md", rules)]


def codes(properties: str) -> list[str]:
    return [line[:6] for line in found(properties)]


def fixed(properties: str) -> str:
    text = fixed_text(vault(properties), "Note.md", default_rules())
    return text.removeprefix("---\nkind: x\n").removesuffix("\n---\n")


COMMENTED = [
    ("tags: #a", "tags:\n  - a"),
    ("tags: #a # why", "tags:\n  - a # why"),
    ("tags:   #a, #b  ", "tags:\n  - a\n  - b  "),
    ("tags: #a\ntexts: [x]", "tags: [a]\ntexts: [x]"),
    ('"tags":\t#a/书', '"tags":\n  - a/书'),
    ("tags:\n  - #a\n  -  #b\n  - x # c", "tags:\n  - a\n  -  b\n  - x # c"),
]


@pytest.mark.parametrize(("written", "becomes"), COMMENTED)
def test_a_tag_that_yaml_takes_for_a_comment(written: str, becomes: str) -> None:
    assert set(codes(written)) == {"TAG001"}
    assert fixed(written) == becomes
    assert codes(becomes) == []


@pytest.mark.parametrize(
    "written",
    ["tags: # a", "tags: #", "tags: #1984", "tags: ~ #a", "tags:\n  - x #a"],
)
def test_what_is_a_comment_behind_tags(written: str) -> None:
    assert codes(written) == []
    assert fixed(written) == written


SEVERAL = [
    ("tags: a, b", "tags:\n  - a\n  - b"),
    ('tags: "a; #b" # why', "tags:\n  - a\n  - b # why"),
    ("tags: a b\ntexts: [x]", "tags: [a, b]\ntexts: [x]"),
]


@pytest.mark.parametrize(("written", "becomes"), SEVERAL)
def test_several_tags_in_one_text_become_several_items(written: str, becomes: str) -> None:
    assert codes(written) == ["SCH003", "TAG001"]
    assert fixed(written) == becomes
    assert codes(becomes) == []


def test_several_tags_of_which_one_is_none_are_left_to_the_author() -> None:
    assert fixed("tags: a, 1") == "tags: a, 1"


def test_an_item_of_tags_that_is_no_text() -> None:
    assert "TAG001 an object yields no tag: write its name alone" in found("tags: [{a: b}]")
    assert "TAG001 a list in the list yields no tag: write its name alone" in found(
        "tags: [[a], b]"
    )
    assert codes("tags: [a, [[b]]]") == ["YML003"]


RETYPED = [
    ('numbers: "5"', "numbers:\n  - 5"),
    ("numbers: '5' # why", "numbers:\n  - 5 # why"),
    ('number: ["5"]', "number: 5"),
    ('number:\n  - "5"', "number: 5"),
    ('checks: "true"', "checks:\n  - true"),
]


@pytest.mark.parametrize(("written", "becomes"), RETYPED)
def test_a_value_that_is_wrong_in_two_ways_is_mended_in_both(written: str, becomes: str) -> None:
    assert codes(written) == ["SCH003"]
    assert fixed(written) == becomes
    assert codes(becomes) == []


def test_an_unquoted_link_is_one_finding_and_a_list_in_a_list_another() -> None:
    for written in ("links: [[A]]", "links:\n  - [[A]]", "links: [[[A]]]"):
        assert codes(written) == ["YML003"]
    assert codes("links: [[A], [B]]") == ["SCH003", "SCH003"]
    assert codes("number: [[A], [B]]") == ["SCH003"]


CLOCKS = [
    ("25:00", ["DAT001 `25:00` is no time: hours end at 23"]),
    ("10:75", ["DAT001 `10:75` is no time: minutes end at 59"]),
    ("10:07:60", ["DAT001 `10:07:60` is no time: seconds end at 59"]),
    ("noon", ["SCH003 `clock` should be a time such as `10:30`, not text"]),
    ("9:05", []),
]


@pytest.mark.parametrize(("written", "says"), CLOCKS)
def test_a_time_that_no_clock_shows_is_no_time(written: str, says: list[str]) -> None:
    assert found(f"clock: {written}") == says


TYPED = [
    ("due: soon", ["SCH011 `due` is a date such as `2025-08-27` to Obsidian (`.obsidian/types.json`), and this is text"]),
    ("due: 2026", ["SCH011 `due` is a date such as `2025-08-27` to Obsidian (`.obsidian/types.json`), and this is a number"]),
    ("people: {a: b}", ["SCH011 `people` is a list of texts to Obsidian (`.obsidian/types.json`), and this is a mapping"]),
    ("aliases: Ada, Countess", ["SCH011 `aliases` is a list of texts to Obsidian (`.obsidian/types.json`), and this is text"]),
    ("cssclasses: wide, dark", ["SCH011 `cssclasses` is a list of texts to Obsidian (`.obsidian/types.json`), and this is text"]),
    ("aliases: ['Lovelace, Ada']\ncssclasses: wide", []),
    ("seen: '10:30'", ["DAT001 `10:30` is no date: write it as `2025-08-27T10:30`"]),
    ("due: 3 weeks ago", ["DAT001 `3 weeks ago` is no date: write it as `2025-08-27`"]),
    ("due: 20260101", ["DAT003 write `20260101` as `2026-01-01`"]),
    ("due: '[[2026-04]]'\nseen: '[[2026-04-01|then]]'", []),
    ("due:\nseen: ''\npeople: []", []),
    ("due: 2026-01-01\nseen: 2026-01-01\npeople: Ada", []),
]  # fmt: skip


@pytest.mark.parametrize(("written", "says"), TYPED)
def test_a_value_of_another_type_than_obsidian_has(written: str, says: list[str]) -> None:
    assert found(written) == says


def test_one_text_that_is_one_wrong_tag_is_no_list() -> None:
    for written in ("tags: a:b", "tags: 1984", "tags: >-\n  a,\n  b"):
        assert "TAG001" in codes(written)
        assert fixed(written) == written


@pytest.mark.parametrize(
    ("written", "holds"),
    [("[Book]", True), ("['#BOOK', x]", True), ("[books]", False), ("[book/novel]", False)],
)
def test_a_tag_that_a_list_must_hold_is_met_in_any_case(written: str, holds: bool) -> None:
    schema = "schema: s\nmatch: {has: tags}\nfields: {tags: {type: 'tag[]', contains: book}}\n"
    made = Vault.of({"N.md": f"---\ntags: {written}\n---\n"}, schemas=schemas_from_texts([schema]))
    told = [d.code for d in run(made, "N.md", default_rules())]
    assert ("SCH004" not in told) is holds


MISNAMED = [
    ("Due date: soon", "due-date: soon", "allow"),
    ("DUE_DATE:", "due-date: some day", "allow"),  # an empty one is filled then
    ("Due date: soon\ndue_date: later", None, "allow"),
    ("due-dato: soon", None, "warning"),
    ("due-dato: soon", "due-dato: soon\ndue-date: some day", "allow"),
    ("publisher: X", "publisher: X\ndue-date: some day", "allow"),
]


@pytest.mark.parametrize(("written", "becomes", "unknown"), MISNAMED)
def test_no_default_is_added_beside_the_property_that_was_meant(
    written: str, becomes: str | None, unknown: str
) -> None:
    schema = (
        "schema: s\nmatch: {path: ['**']}\nfields: {due-date: {type: 'text!', default: some day}}\n"
        f"unknown: {unknown}\n"
    )
    made = Vault.of({"N.md": f"---\n{written}\n---\n"}, schemas=schemas_from_texts([schema]))
    rules = [a for a in default_rules() if a.rule.code in ("SCH001", "SCH002")]
    assert fixed_text(made, "N.md", tuple(rules)) == f"---\n{becomes or written}\n---\n"


NO_PROPERTIES = [
    ("标题：甲", "write `: ` for the wide `：`"),
    ("a: 1\n标题：甲\nb: 2", "write `: ` for the wide `：`"),
    ("title:Loom", "write a blank after `:`"),
    ("title:Loom\na: 1", "write a blank after `:`"),
    ("a: 1\ntitle:Loom\nb: 2", "write a blank after `:`"),
    ("https://example.org", "write `name: value`"),
    ("Loom", "write `name: value`"),
]


@pytest.mark.parametrize(("written", "says"), NO_PROPERTIES)
def test_a_line_that_is_no_property_says_what_it_lacks(written: str, says: str) -> None:
    made = Vault.of({"N.md": f"---\n{written}\n---\n"})
    (told,) = run(made, "N.md", default_rules())
    assert told.code == "YML001"
    assert told.finding.message.endswith(says)
