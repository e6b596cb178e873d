"""`vaultlint explain NOTE`: schemas and why, definitions and whence, links and where to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_cli import make, vaultlint
from vaultlint.schema.held import described, held
from vaultlint.schema.predicate import Predicate
from vaultlint.vault import Vault

NOTE = """---
categories: ["[[Talks]]", "[[People]]"]
rating: 5
---
[[B]] [[Nobody]] [[Twin]] [[B#Part]] [[B#^one]] [[B#Gone]] [[#Own]] [[#Else]]
![[pic.png]] [s](https://example.org) %% [[B]] %%
https://example.com

# Own
"""
FILES = {
    "A.md": NOTE,
    "B.md": "text\n\n## Part\n\nline ^one\n",
    "x/Twin.md": "",
    "y/Twin.md": "",
    "pic.png": "",
    ".obsidian/app.json": "{}",
    ".vaultlint/rules/talk.yaml": (
        "schema: talk\nmatch: {any: [{tag: talk}, {field: {categories: '[[Talks]]'}}]}\n"
        "fields:\n  rating: number\n"
    ),
    ".vaultlint/rules/top.yaml": (
        "schema: top\nmatch: {all: [{path: ['Z/**', '*.md']}, {not: {tag: draft}}]}\n"
        "fields:\n  rating: {type: number, max: 7}\n"
    ),
    ".vaultlint/rules/book.yaml": "schema: book\nfields: {pages: integer!}\n",
}


@pytest.fixture
def shown(tmp_path: Path) -> list[str]:
    done = vaultlint("explain", "A.md", cwd=make(tmp_path, FILES))
    assert done.returncode == 0, done.stderr
    return [line.strip() for line in done.stdout.splitlines()]


def test_the_part_of_a_match_that_held_is_told(shown: list[str]) -> None:
    assert "schema talk (.vaultlint/rules/talk.yaml:1)" in shown
    assert "meets its `match` by field categories = [[Talks]]" in shown
    assert "meets its `match` by path *.md, not(tag draft)" in shown


def test_a_definition_names_every_schema_behind_it(shown: list[str]) -> None:
    (rating,) = (line for line in shown if line.startswith("rating "))
    assert "a number, max 7 (talk, .vaultlint/rules/talk.yaml:4; top, " in rating
    assert rating.endswith("top.yaml:4)  5")


def test_a_choice_of_the_note_itself_is_told(tmp_path: Path) -> None:
    vault = make(tmp_path, {**FILES, "C.md": "---\na: 1\nschema: book\n---\n"})
    text = vaultlint("explain", "C.md", cwd=vault).stdout
    assert "named by the property `schema: book` (line 3)" in text
    assert "required and not empty (book, .vaultlint/rules/book.yaml:2)" in text
    assert "links" not in text


@pytest.mark.parametrize(
    "line",
    [
        "2  categories.0: [[Talks]]  → unresolved",
        "5  [[B]]  → B.md",
        "5  [[Nobody]]  → unresolved",
        "5  [[Twin]]  → ambiguous, Obsidian takes x/Twin.md; others y/Twin.md",
        "5  [[B#Part]]  → B.md, heading `Part` on line 3",
        "5  [[B#^one]]  → B.md, block ^one on line 5",
        "5  [[B#Gone]]  → unresolved: B.md has no such heading",
        "5  [[#Own]]  → A.md, heading `Own` on line 9",
        "5  [[#Else]]  → unresolved: this note has no such heading",
        "6  ![[pic.png]]  → pic.png",
        "6  [[B]] (in a comment)  → B.md",
    ],
)
def test_every_link_is_told(shown: list[str], line: str) -> None:
    assert line in shown


def test_addresses_take_one_line(shown: list[str]) -> None:
    assert sum("external url" in line for line in shown) == 1
    assert any("(lines 6" in line or "(line 6" in line for line in shown)


def test_control_characters_are_made_visible(tmp_path: Path) -> None:
    vault = make(tmp_path, {**FILES, "C.md": "[[a\x1b[31mb]]\n"})
    text = vaultlint("explain", "C.md", cwd=vault).stdout
    assert "\x1b" not in text
    assert "\\u{1b}[31mb" in text


def test_what_held_of_alternatives() -> None:
    vault = Vault.of({"a.md": "#x\n"})
    tag, other = Predicate("tag", values=("x", "y")), Predicate("has", values=("up",))
    both = Predicate("all", parts=(tag, Predicate("not", parts=(other,))))
    either = Predicate("any", parts=(other, both, tag))
    found = held(either, vault.notes["a.md"], vault.matcher.targets)
    assert described(found) == "any(all(tag x, not(has up)), tag x)"
    assert described(Predicate("field", "a", (None, True))) == "field a = null, true"
