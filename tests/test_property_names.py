"""`tags`, `aliases`, `cssclasses`: every rule finds them whatever their case, as Obsidian does."""

from __future__ import annotations

import pytest

from tests.harness import active, default_rules, run
from vaultlint.note import Note
from vaultlint.rules import all_rules
from vaultlint.schema.load import schemas_from_texts
from vaultlint.settings import Settings
from vaultlint.vault import Vault

SCHEMA = (
    "schema: b\nmatch: {tag: book}\nfields: {tags: 'tag[]!', aliases: 'text[]'}\nunknown: warning\n"
)


def codes(vault: Vault, path: str = "A.md", *more: str) -> list[str]:
    rules = (*default_rules(), *(active(all_rules()[code]) for code in more))
    return [d.code for d in run(vault, path, rules)]


@pytest.mark.parametrize("name", ["tags", "Tags", "TAGS", "tAgs"])
def test_tags_in_any_case(name: str) -> None:
    note = Note.parse("A.md", f"---\nx: 1\n{name}: [book, Novel]\ny: 2\n---\n".encode())
    assert note.tags == {"book", "novel"}
    assert list(note.properties) == ["x", "tags", "y"]
    texts = {"A.md": f"---\n{name}: ['#book', Book, 12]\n---\n", "B.md": "#book #book"}
    vault = Vault.of(texts, schemas=schemas_from_texts([SCHEMA]))
    assert codes(vault, "A.md", "TAG002") == ["TAG001", "SCH006", "TAG002", "TAG001"]


@pytest.mark.parametrize("name", ["aliases", "Aliases", "ALIASES"])
def test_aliases_in_any_case(name: str) -> None:
    vault = Vault.of({"A.md": f"---\n{name}: [Bob]\n---\n", "B.md": "[[Bob]]"})
    assert codes(vault, "B.md") == ["LNK007"]


@pytest.mark.parametrize("name", ["tag", "TAG", "Alias", "CssClass"])
def test_names_of_before_in_any_case(name: str) -> None:
    assert codes(Vault.of({"A.md": f"---\n{name}: x\n---\n"})) == ["YML006"]


def test_the_one_spelled_as_the_app_spells_it_comes_first() -> None:
    note = Note.parse("A.md", b"---\nTags: [a]\ntags: [b]\n---\n")
    assert note.tags == {"b"}
    assert list(note.properties) == ["Tags", "tags"]
    assert Note.parse("A.md", b"---\nTags: [a]\nTAGS: [b]\n---\n").tags == {"a"}


def test_types_of_obsidian_hold_in_any_case() -> None:
    settings = Settings(types={"Rating": "number"})
    for name in ("Rating", "rating", "RATING"):
        assert codes(Vault.of({"A.md": f"---\n{name}: good\n---\n"}, settings)) == ["SCH011"]
