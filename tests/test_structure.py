"""What a page cannot hold: the nasty forms of notes, and what is no mistake in them."""

from __future__ import annotations

import unicodedata

import pytest

from tests.harness import active, run
from vaultlint.rules import all_rules
from vaultlint.vault import Vault


def found(code: str, files: dict[str, str | bytes] | str, path: str = "Note.md") -> list[str]:
    """What a rule marks in a note, by the text it marks."""
    vault = Vault.of({path: files} if isinstance(files, str) else files)
    note = vault.file(path)
    return [note.text(d.finding.span) for d in run(vault, path, [active(all_rules()[code])])]


FOOTNOTES = [
    ("a[^1]\n\n[^1]: x\n", []),
    ("a[^Case] b\n\n[^case]: x\n", []),
    ("a^[inline] and [^a-z]+ and `[^q]` and [^\\d]* and ![^x]\n", []),
    ("math $[^2]$ and %% [^3] %%\n", []),
    ("| a[^1] | b |\n|---|---|\n\n[^1]: x\n", []),
    ("> a[^1]\n>\n> [^1]: x\n", []),
    ("- a[^1]\n    [^1]: x\n", []),
    ("a[^1]\n\n[^1]: see [^2]\n\n    more\n[^2]: y\n", []),
    ("**b[^1]** [link[^2]](https://example.org)\n\n[^1]: x\n[^2]: y\n", []),
    ("a[^1]: with a colon\n\n[^1]: x\n", []),
    ("a[^1]\n", ["[^1]"]),
    ("a\n\n[^x]: unused\n", ["[^x]"]),
    ("a[^1] [^1] [^2]\n\n[^1]: x\n", ["[^2]"]),
]


@pytest.mark.parametrize(("text", "marked"), FOOTNOTES, ids=range(len(FOOTNOTES)))
def test_footnotes(text: str, marked: list[str]) -> None:
    assert found("STR008", text) == marked


OPEN = [
    ("50%% off and 20%% more\n", []),
    ("one %% in a line\n", []),
    ("%% one line %%\n%%\nblock\n%%\n", []),
    ("`%%` and \\%% and https://example.org/a%%20b\n", []),
    ("$$ x $$ and $5 and $6\n\n$$\nx\n$$ trailing\n", []),
    ("~~~\n```\n~~~\n", []),
    ("````\n```\n````\n", []),
    ("    ```\n    indented\n", []),
    ("- list\n  ```\n  x\n  ```\n", []),
    ("> ```\n> x\n> ```\n", []),
    ("text\n\n%%\nnever\n", ["%%"]),
    ("```js\nnever\n", ["```js"]),
    ("```\nx\n``\n", ["```"]),
    ("$$\nnever\n", ["$$"]),
]


@pytest.mark.parametrize(("text", "marked"), OPEN, ids=range(len(OPEN)))
def test_blocks_that_are_never_closed(text: str, marked: list[str]) -> None:
    assert found("STR009", text) == marked


CALLOUTS = [
    ("> [!note]\n> [x] task\n", []),
    ("> [!note]- T\n\n> [!NOTE]+ T\n\n>[!quote]T\n\n> [!custom-type] T\n\n> [!abstract|right] T\n", []),
    ("> [!multi word] T\n\n> [!] T\n", []),
    ("[!note]: https://example.org\n[!note](https://example.org)\n![!note]\n", []),
    ("- > [!tip] T\n  > body\n1. > [!tip] T\n", []),
    ("> [!a] T\n> > [!b] T\n> > body\n>\n> after\n", []),
    ("> [!a] T\n>> [!b] T\n", []),
    ("> \\[!note] T\n\n`> [!note`\n\n```\n> [!note T\n```\n", []),
    ("text\n> [!note] T\n", []),
    ("> a [!note] in the line\n> [!note](https://example.org)\n", []),
    ("> [!note T\n", ["[!note T"]),
    ("[!warning] T\n", ["[!warning]"]),
    ("[!warning]- T\n", ["[!warning]"]),
    ("> [!a] T\n> body\n> [!b] T\n", ["[!b]"]),
    ("> [!a] T\n>\n> [!b|right] T\n", ["[!b|right]"]),
    ("> text\n> [!b] T\n", ["[!b]"]),
    ("> > deep\n> [!b-c] T\n", ["[!b-c]"]),
    ("- > [!a] T\n  > [!b] T\n", ["[!b]"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "marked"), CALLOUTS, ids=range(len(CALLOUTS)))
def test_callouts(text: str, marked: list[str]) -> None:
    assert found("STR010", text) == marked


ROW = "| a | b |\n|---|---|\n"
CELLS = [
    (ROW + "| [[A\\|x]] | y |\n", []),
    ("no table: [[A|x]] | y\n", []),
    ("[[A|x]]\n\n" + ROW, []),
    (ROW + "| `a\\|b` | $x$ |\n", []),
    (ROW + "| [[A|x]] | y |\n", ["[[A|x]]"]),
    (ROW + "| ![[A|100]] | y |\n", ["![[A|100]]"]),
    ("a | b\n--|--\n[[A|x]] | y\n", ["[[A|x]]"]),
    ("> | q | r |\n> |---|---|\n> | [[A|x]] | y |\n", ["[[A|x]]"]),
    ("- | q | r |\n  |---|---|\n  | [[A|x]] | y |\n", ["[[A|x]]"]),
    ("| x | [[A|h]] |\n|---|---|\n", ["[[A|h]]"]),
]


@pytest.mark.parametrize(("text", "marked"), CELLS, ids=range(len(CELLS)))
def test_cells_that_a_link_splits(text: str, marked: list[str]) -> None:
    assert found("STR011", {"Note.md": text, "A.md": ""}) == marked


@pytest.mark.parametrize(
    ("text", "is_empty"),
    [
        ("", True), ("---\n---\n", True), ("---\na: 1\n---\n\n \n", True), ("\n\n", True), ("x", False),
        ("%% only a comment %%\n", False), ("![[A]]\n", False), ("---\na: 1\n---\n-\n", False),
    ],
)  # fmt: skip
def test_empty_notes(text: str, is_empty: bool) -> None:
    assert bool(found("STR003", text)) is is_empty


TAGS = [
    ("[a/b/c, 书/科幻, to-read, y1984, 1a, été, 🚀, e-mail]", []),
    ("\n  - a\n  - b\n", []),
    ("single", []), ("", []), ("[]", []), ("[null]", []), ("'{{tag}}'", []), ("[[x]]", []),
    ("a, b", ["a, b"]), ("a b", ["a b"]), ("'#a #b'", ["'#a #b'"]), ("2024", ["2024"]),
    ("{a: b}", ["{a: b}"]),
    ("['#a', 'b c', 123, 'a,b', c++, 'C#']", ["'#a'", "'b c'", "123", "'a,b'", "c++", "'C#'"]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "marked"), TAGS, ids=range(len(TAGS)))
def test_tags_in_every_form(value: str, marked: list[str]) -> None:
    assert found("TAG001", f"---\ntags: {value}\n---\n") == marked


NFD = unicodedata.normalize("NFD", "café")
VARIANTS = [
    # a tag, another in two notes, whether they are variants
    ("todo", "to-do", True), ("to_do", "to-do", True), ("Book", "book", True), ("books", "book", True),
    (NFD, "café", True), ("ｂｏｏｋ", "book", True), ("ﬁne", "fine", True), ("straße", "strasse", True),
    ("a/Book", "a/book", True), ("news", "new", False), ("bus", "bu", False), ("class", "clas", False),
    ("cafe", "café", False), ("a/book", "b/book", False), ("book/a", "book", False), ("书", "書", False),
    ("-", "_", False), ("ai", "ais", False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "are_variants"), VARIANTS)
def test_variants_of_tags(one: str, other: str, are_variants: bool) -> None:
    files: dict[str, str | bytes] = {"Note.md": f"#{one}", "A.md": f"#{other}", "B.md": f"#{other}"}
    assert bool(found("TAG002", files)) is are_variants


def test_of_equals_the_plainer_spelling_is_taken() -> None:
    files: dict[str, str | bytes] = {"Note.md": "#Tag #TAG #tag"}
    assert found("TAG002", files) == ["#Tag", "#TAG"]


NAMES = [
    # a file's name, whether it is told of
    ("C++.md", False), ("100%.md", False), ("q&a.md", False), ("it's.md", False), ("emoji 🚀.md", False),
    ("concert.md", False), ("COM10.md", False), ("auxiliary.md", False), ("trail .md", True), ("a..md", False),
    ("a#b.md", True), ("a^b.md", True), ("a[1].png", True), ("a|b.md", True), ("a%%b.md", True), ("a:b.md", True),
    ("what?.md", True), ("con.md", True), ("CON.notes.md", True), ("aux/x.md", True), ("dir./x.md", True),
    ("a\tb.md", True), ("nul.canvas", True), ("PRN", True),
]  # fmt: skip


@pytest.mark.parametrize(("path", "is_told"), NAMES)
def test_a_name_that_no_link_holds_is_found(path: str, is_told: bool) -> None:
    assert (
        bool(found("FIL003", {path: b"{}" if path.endswith("canvas") else b"x"}, path)) is is_told
    )


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("Ada.md", "ada.md", "on macOS and Windows"),
        ("a/p.PNG", "a/p.png", "on macOS and Windows"),
        (f"{NFD}.md", "café.md", "in another Unicode form"),
        ("a/Ada.md", "b/ada.md", ""),
        ("Ada.md", "Ada.png", ""),
    ],
)
def test_colliding_names(one: str, other: str, word: str) -> None:
    vault = Vault.of({one: "x", other: "x"})
    messages = [d.finding.message for d in run(vault, one, [active(all_rules()["FIL002"])])]
    assert len(messages) == bool(word)
    assert all(word in message for message in messages)


CONFLICTS = [
    ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n", ["<<<<<<< HEAD"]),
    ("a\n<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\n>>>>>>> topic\n", ["<<<<<<< HEAD"]),
    ("<<<<<<< Updated upstream\r\na\r\n=======\r\nb\r\n>>>>>>> Stashed\r\n", ["<<<<<<< Updated upstream"]),
    ("a\n<<<<<<< HEAD\nleft over\n", ["<<<<<<< HEAD"]),
    ("a\n=======\nc\n>>>>>>> topic\n", [">>>>>>> topic"]),
    ("Title\n=======\n\n> > > > > > > deep\n", []),
    (">>>>>>> a quote as in mails\n", []),
    ("Title\n=======\n\n>>>>>>>\n\n<<<<<<<\n", []),
    ("```\n<<<<<<< HEAD\n=======\n>>>>>>> x\n```\n", []),
    ("in `<<<<<<< HEAD` code\n", []),
    ("a\n<<<<<<<\nb\n=======\nc\n>>>>>>>\n", ["<<<<<<<"]),
    ("<<<<<<<\r\nb\r\n=======\r\nc\r\n>>>>>>> topic\r\n\r\n<<<<<<<\r\n", ["<<<<<<<"]),
    ("<<<<<<< HEAD\nb\n=======\nc\n>>>>>>>\n\n>>>>>>> a quote\n", ["<<<<<<< HEAD"]),
    ("a\n=======\nb\n>>>>>>> topic\n\n<<<<<<<\n", [">>>>>>> topic"]),
    ("<<<<<<<\n\n>>>>>>>\n\nTitle\n=======\n", []),
    ("Title\n=======\n\n>>>>>>>\n\ntext\n", []),
    ("```\n<<<<<<<\n```\nTitle\n=======\n\n>>>>>>>\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "marked"), CONFLICTS, ids=range(len(CONFLICTS)))
def test_conflict_markers_that_were_left(text: str, marked: list[str]) -> None:
    assert found("FIL004", text) == marked


@pytest.mark.parametrize(
    ("key", "one", "other"),
    [
        ("related", "[[Ada]]", "[[ada|her]]"),
        ("related", "[[People/Ada]]", "[[Ada]]"),
        ("related", "[[Ada.md]]", "[[Ada]]"),
        ("related", "[[Ada#Notes]]", "[[/People/Ada]]"),
        ("related", "[[Nobody]]", "[[nobody|x]]"),
        ("related", "[[#Notes]]", "[[#Notes]]"),
        ("related", "a b", " a b "),
        ("tags", "#book", "Book"),
        ("aliases", "Café", "Cafe\u0301"),
        ("related", "a|b", "a|b"),
    ],
)
def test_items_are_the_same_in_whatever_form(key: str, one: str, other: str) -> None:
    note = f'---\n{key}:\n  - "{one}"\n  - x\n  - "{other}"\n---\n'
    assert found("SCH006", {"Note.md": note, "People/Ada.md": "# Notes\n"})


@pytest.mark.parametrize(("one", "other"), [("[[Ada]]", "Ada"), ("a|b", "a|c"), ("x/a", "y/a")])
def test_items_that_only_look_alike_are_let_be(one: str, other: str) -> None:
    note = f'---\nrelated:\n  - "{one}"\n  - "{other}"\n---\n'
    assert not found("SCH006", {"Note.md": note, "People/Ada.md": ""})
