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
        ('link("Books/" + title)', [("function", "link")]),
        ("file.hasLink(this.file)", [("method", "hasLink")]),
        ("'link(\"Ada\")'", []),
        (r'"a \" link("', []),
        (r"/link\(/.matches(x)", [("method", "matches")]),
        ("formula.age + 1", [("formula", "age")]),
        ("notes.formula_age", []),
        ("if(a, link('B'))", [("function", "if"), ("function", "link"), ("note", "B")]),
        (r'link("a \"b\"")', [("function", "link"), ("note", 'a "b"')]),
        ("(a / b) / c", []),
    ],
)
def test_mentions(expression: str, expected: list[tuple[str, str]]) -> None:
    assert list(mentions(expression)) == expected


@given(st.text(st.sampled_from("link(\"'/\\). formulaé,"), max_size=200))
def test_mentions_are_total(expression: str) -> None:
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
        "filters:\n  or:\n    - and:\n        - rating > 3\n        - not:\n            - pages < 5\n",
    ],
)
def test_sound_bases(text: str) -> None:
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
        ("formulas:\n  age: now()\n  b: formula.agee\n", "agee", "this base has no formula `agee`"),
        (
            "views:\n  - type: table\n    sort:\n      - property: raitng\n",
            "raitng",
            "no note has the property `raitng`; did you mean `rating`?",
        ),
    ],
)
def test_faults(text: str, marked: str, message: str) -> None:
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
def test_total(data: bytes) -> None:
    facts = read_base(data)
    assert all(0 <= p.start <= p.end <= len(data) for p in facts.problems)
