"""Bases: what their expressions name, and what is told of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness import active, run
from vaultlint.parse.base import read_base
from vaultlint.parse.formula import mentions
from vaultlint.rules import all_rules
from vaultlint.vault import Vault
from vaultlint.vault.ties import FILES, PROPERTIES, asks

COMPANY = {"Books/Ada.md": "---\nrating: 5\npages: 9\n---\n# Life\n"}


def found(text: str) -> list[tuple[str, str]]:
    """What BAS001 says of a base, each with the text it marks."""
    vault = Vault.of({**COMPANY, "B.base": text})
    note = vault.notes["B.base"]
    report = run(vault, "B.base", [active(all_rules()["BAS001"])])
    return [(note.text(d.finding.span), d.finding.message) for d in report]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('file.hasLink("Ada")', [("method", "hasLink"), ("note", "Ada")]),
        ("file.inFolder('Books')", [("method", "inFolder"), ("folder", "Books")]),
        ('link("Ada#Life", "her")', [("function", "link"), ("note", "Ada#Life")]),
        ('link("Books/" + title)', [("function", "link"), ("property", "title")]),
        ("file.hasLink(this.file)", [("method", "hasLink")]),
        ("'link(\"Ada\")'", []),
        (r'"a \" link("', []),
        (r"/link\(/.matches(x)", [("method", "matches"), ("property", "x")]),
        ("formula.age + 1", [("formula", "age")]),
        ("notes.formula_age", [("property", "notes")]),
        (
            "if(a, link('B'))",
            [("function", "if"), ("property", "a"), ("function", "link"), ("note", "B")],
        ),
        (r'link("a \"b\"")', [("function", "link"), ("note", 'a "b"')]),
        ("(a / b) / c", [("property", "a"), ("property", "b"), ("property", "c")]),
        (
            "note.price > 2 && !note['my rating']",
            [("property", "price"), ("property", "my rating")],
        ),
        ("file.name == this.file.name", [("field", "name")]),
        ("file.folder == 'Books'", [("folder", "Books")]),
        ('file.path != "Books/Ada.md"', [("note", "Books/Ada.md")]),
        ("file.mtime.format('YYYY')", [("field", "mtime"), ("method", "format")]),
        (
            "list(author)[0].asFile().properties.icon",
            [("function", "list"), ("property", "author"), ("method", "asFile")],
        ),
        ("tags.filter(value == 'x' || index > acc)", [("property", "tags"), ("method", "filter")]),
        ("this.rating + this.related.length", []),
        ("größe > 3", [("property", "größe")]),
        ("评分 > 3", [("property", "评分")]),
    ],
)
def test_what_an_expression_mentions(expression: str, expected: list[tuple[str, str]]) -> None:
    assert list(mentions(expression)) == expected


@given(st.text(st.sampled_from("link(\"'/\\). formulaé,"), max_size=200))
def test_any_expression_is_read_without_an_exception(expression: str) -> None:
    assert all(m.name or m.kind in ("note", "folder") for m in mentions(expression))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "views: []\n",
        "views:\n  - type: table\n    name: Places(2)\n",
        "properties:\n  a:\n    displayName: Sum(total)\n",
        "views:\n  - type: table\n    summaries:\n      rating: Averaged(1)\n",
        "summaries:\n  mine: values.mean().round(3)\n",
        'formulas:\n  x: link("https://example.org", "site")\n',
        'filters: file.hasLink("Ada#Life")\n',
        "filters: file.inFolder('/Books/')\n",
        'filters: file.inFolder("/")\n',
        "filters: fromAPlugin(rating)\n",
        "filters: title.upper() == 'X'\n",
        "filters: not(rating)\n",
        "views:\n  - type: cards\n    image: note.cover\n    cardSize: 200\n",
        "formulas:\n  a: now()\nviews:\n  - type: table\n    order: [formula.a, file.name]\n",
        "views:\n  - type: table\n    sort:\n      - property: file.mtime\n        direction: DESC\n",
        "display:\n  formula.a: A\n",
        "properties:\n  formula.gone:\n    displayName: A\n",
        "filters: genre == 'x'\n",
        'formulas:\n  x: file("[[Ada]]").name\n  y: link("[[Books/Ada#Life|her]]")\n',
        "filters: round(rating) == 3 && isEmpty(pages)\n",
        "filters: file.folder == 'Books' && file.path != 'Books/Ada.md'\n",
        "filters: file.folder != '/'\n",
        "filters: RATING > 3\n",
        "filters: rate > 3\n",
        "filters: pagan == 1\n",
        "filters: ratings_of_critics > 3\n",
        "filters: file.hasTag(\"a\", 'b') && (rating >= 3 || pages != 4)\n",
        'filters: file.name.matches(/[("]/)\n',
        'filters: file.name.matches(/a b ("/)\n',
        "formulas:\n  x: pages.map(value => 1)\n",
        'formulas:\n  x: "if(pages, \\"it\'s \\" + pages, \\"\\")"\n',
        "views:\n  - type: table\n    summaries:\n      rating: Average\n",
        "summaries:\n  mine: values.sum()\nviews:\n  - type: table\n    summaries: {rating: mine}\n",
        "views:\n  - type: table\n    columnSize:\n      note.ratin: 3\n",
        "views:\n  - type: table\n    groupBy: rating\n",
        "filters:\n  or:\n    - and:\n        - rating > 3\n        - not:\n            - pages < 5\n",
    ],
)
def test_nothing_is_found_in_a_sound_base(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("- a\n", "- a", "a base is a mapping with `views`"),
        ("views: {}\n", "{}", "`views` should be a list"),
        ("views:\n  - name: X\n", "n", "this view has no `type`"),
        (
            "filters:\n  any:\n    - rating > 3\n",
            "any",
            "a filter is joined by `and`, `or` or `not`, not by `any`",
        ),
        ("view: []\n", "view", "unknown key `view`; did you mean `views`?"),
        ("views: []\nviews: []\n", "views", "this key stands twice, first on line 1"),
        ("filters: file.inFolder('Book')\n", "Book", "no folder `Book`; did you mean `Books`?"),
        ('filters: file.hasLink("Adda")\n', "Adda", "no note named `Adda`; did you mean `Ada`?"),
        (
            "formulas:\n  a: title.contians('x')\n",
            "contians",
            "no function `contians`; did you mean `contains`?",
        ),
        (
            "filters: raitng > 3\n",
            "raitng",
            "no note has the property `raitng`; did you mean `rating`?",
        ),
        ("filters: note.raitng > 3\n", "raitng", "no note has the property `raitng`"),
        ("filters: note['raitng'] > 3\n", "raitng", "no note has the property `raitng`"),
        ("formulas:\n  x: raitng.toFixed(2)\n", "raitng", "no note has the property `raitng`"),
        (
            "filters: file.mtimes > now()\n",
            "mtimes",
            "`file` has no `mtimes`; did you mean `mtime`?",
        ),
        ("filters: file.folder == 'Book'\n", "Book", "no folder `Book`; did you mean `Books`?"),
        (
            "filters: file.path == 'Books/Adda.md'\n",
            "Books/Adda.md",
            "no note named `Books/Adda.md`",
        ),
        ("filters: file.hasTag('a'\n", "file.hasTag('a'", "1 `)` too few"),
        ("filters: file.hasTag(“a”)\n", "file.hasTag(“a”)", "`“` is no quote here"),
        ("filters: rating = 3\n", "rating = 3", "`=` compares nothing: write `==`"),
        ("filters: file.hasTag('a)\n", "file.hasTag('a)", "this text is never closed"),
        (
            "views:\n  - type: table\n    summaries:\n      rating: Averge\n",
            "Averge",
            "no summary `Averge`; did you mean `Average`?",
        ),
        (
            "views:\n  - type: table\n    groupBy: raitng\n",
            "raitng",
            "no note has the property `raitng`",
        ),
        ("formulas:\n  age: now()\n  b: formula.agee\n", "agee", "this base has no formula `agee`"),
        (
            "views:\n  - type: table\n    sort:\n      - property: raitng\n",
            "raitng",
            "no note has the property `raitng`; did you mean `rating`?",
        ),
    ],
)
def test_a_fault_is_marked_and_explained(text: str, marked: str, message: str) -> None:
    ((place, said),) = found(text)
    assert place.strip() == marked
    assert said.startswith(message)


def test_a_view_filters_too() -> None:
    text = "views:\n  - type: table\n    filters:\n      and:\n        - file.inFolder('Nope')\n"
    assert found(text) == [("Nope", "no folder `Nope`")]


def test_unreadable_yaml_is_one_finding() -> None:
    ((_, message),) = found("views:\n  - type: [table\n")
    assert message


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    facts = read_base(data)
    assert all(0 <= p.start <= p.end <= len(data) for p in facts.problems)


BAD = "bad: 1\n"


@pytest.mark.parametrize(
    ("note", "marked"),
    [
        (f"```base\n{BAD}```\n", ["bad"]),
        (f"中\n```base\n{BAD}```\nmore\n", ["bad"]),
        (f"```base  \r\n{BAD}```".replace("\n", "\r\n").replace("\r\r", "\r"), ["bad"]),
        (f"````base\n{BAD}````\n", ["bad"]),
        (f"```base\n{BAD}", ["bad"]),
        (f"```base\n{BAD}```\n\n```base\n{BAD}```\n", ["bad", "bad"]),
        (f"---\na: 1\n---\n```base\n{BAD}```\n", ["bad"]),
        ("```base\nviews: [\n```\n", ["["]),
        ("```base\n```\n", []),
        (f"```basement\n{BAD}```\n", []),
        (f"```yaml\n{BAD}```\n", []),
        (f"````md\n```base\n{BAD}```\n````\n", []),
        (f"> ```base\n> {BAD}> ```\n", []),
        (f"- ```base\n  {BAD}  ```\n", []),
        (f"`` ```base ``\n{BAD}", []),
        (f"%%\n```base\n{BAD}```\n%%\n", []),
    ],
)
def test_bases_in_code_blocks(note: str, marked: list[str]) -> None:
    vault = Vault.of({**COMPANY, "N.md": note})
    report = run(vault, "N.md", [active(all_rules()["BAS001"])])
    assert [vault.notes["N.md"].text(d.finding.span) for d in report] == marked


def test_a_base_in_a_note_is_asked_again_when_files_and_properties_come() -> None:
    vault = Vault.of({**COMPANY, "N.md": "```base\nfilters: x\n```\n", "Plain.md": "text"})
    assert {FILES, PROPERTIES} <= asks(vault, vault.notes["N.md"])
    assert FILES not in asks(vault, vault.notes["Plain.md"])
