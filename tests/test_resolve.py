"""What a link leads to, case by case."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness import TODAY, active
from vaultlint.engine import check
from vaultlint.finding import Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Block, Facts, Heading, Link
from vaultlint.rules import all_rules
from vaultlint.text import fold
from vaultlint.vault import Ambiguous, Found, Missing, Vault
from vaultlint.vault.listing import FEW, Listing
from vaultlint.vault.names import Names, join
from vaultlint.vault.near import NearNames
from vaultlint.vault.subpath import heading_names

ORACLE = Path(__file__).parents[2] / "shared" / "oracle"

FILES = """
Note.md
a/Note.md
a/b/Note.md
a/Only.md
a/Start.md
b/Twin.md
cc/Twin.md
cc/Start.md
cc/deep/Start.md
long name/Same.md
aa/bb/Same.md
Log.md
Ext.MD
Ver 1.0.md
Board.canvas
Table.base
pic.png
media/clip.mp4
media/Paper.pdf
Drawing.excalidraw.md
Double.md.md
Both.canvas
Both.canvas.md
x/yz/Tail.md
Caf\u00e9.md
No\u00a0Break.md
S\u00fc\u00df/\u4f60\u597d.md
Sq]uare.md
x/...and more.md
x/....md
yy/....md
""".strip().split("\n")

# (source, target, what it leads to; a list means: the first, chosen among several)
CASES: list[tuple[str, str, str | list[str] | None]] = [
    ("a/Start.md", "Note", "Note.md"),
    ("a/Start.md", "b/Note", "a/b/Note.md"),
    ("a/b/Note.md", "a/Note", "a/Note.md"),
    ("cc/Start.md", "nope/Note", None),
    ("cc/Start.md", "Only", "a/Only.md"),
    ("cc/Start.md", "Only.md", "a/Only.md"),
    ("cc/Start.md", "Only.MD", "a/Only.md"),
    ("cc/Start.md", "ONLY", "a/Only.md"),
    ("cc/Start.md", "a/only", "a/Only.md"),
    ("cc/Start.md", "Twin", "cc/Twin.md"),
    ("cc/deep/Start.md", "Twin", ["b/Twin.md", "cc/Twin.md"]),
    ("Log.md", "Twin", ["b/Twin.md", "cc/Twin.md"]),
    ("Log.md", "Same", ["aa/bb/Same.md", "long name/Same.md"]),
    ("a/Start.md", "./Only", "a/Only.md"),
    ("a/Start.md", "./Only.md", "a/Only.md"),
    ("a/Start.md", "./Log", None),
    ("a/Start.md", "../Log", "Log.md"),
    ("cc/deep/Start.md", "../../a/only.md", "a/Only.md"),
    ("a/Start.md", "../../Log", None),
    ("a/Start.md", "../Only", None),
    ("a/Start.md", "/Note", "Note.md"),
    ("a/Start.md", "/Only", None),
    ("Log.md", "/a/Only", "a/Only.md"),
    ("Log.md", "Ext", "Ext.MD"),
    ("Log.md", "Ext.md", "Ext.MD"),
    ("Log.md", "Ver 1.0", "Ver 1.0.md"),
    ("Log.md", "Board", None),
    ("Log.md", "Board.canvas", "Board.canvas"),
    ("Log.md", "board.CANVAS", "Board.canvas"),
    ("Log.md", "Board.canvas.md", None),
    ("Log.md", "Both.canvas", "Both.canvas"),
    ("Log.md", "Both.canvas.md", "Both.canvas.md"),
    ("Log.md", "Table.base", "Table.base"),
    ("Log.md", "pic.png", "pic.png"),
    ("Log.md", "pic", None),
    ("Log.md", "clip.mp4", "media/clip.mp4"),
    ("Log.md", "media/clip.mp4", "media/clip.mp4"),
    ("Log.md", "other/clip.mp4", None),
    ("Log.md", "Drawing.excalidraw", "Drawing.excalidraw.md"),
    ("Log.md", "Drawing", None),
    ("Log.md", "Double.md", "Double.md.md"),
    ("Log.md", "yz/Tail", "x/yz/Tail.md"),
    ("Log.md", "z/Tail", None),
    ("Log.md", "Cafe\u0301", "Caf\u00e9.md"),
    ("Log.md", "CAF\u00c9", "Caf\u00e9.md"),
    ("Log.md", "No Break", "No\u00a0Break.md"),
    ("Log.md", "\u4f60\u597d", "S\u00fc\u00df/\u4f60\u597d.md"),
    ("Log.md", "s\u00fc\u00df/\u4f60\u597d.md", "S\u00fc\u00df/\u4f60\u597d.md"),
    ("Log.md", " Only ", "a/Only.md"),
    ("Log.md", "Sq]uare", "Sq]uare.md"),
    ("Log.md", "a", None),
    ("Log.md", "a/", None),
    ("Log.md", "^^x", None),
    ("Log.md", "https://example.com", None),
    ("Log.md", "", "Log.md"),
    ("Log.md", "/", None),
    ("Log.md", "..", None),
    ("Log.md", "...and more", "x/...and more.md"),
    ("cc/Start.md", "...", ["x/....md", "yy/....md"]),
    ("Log.md", ".md", None),
]


def link(target: str) -> Link:
    path, hash_, rest = target.partition("#")
    return Link("wikilink", False, path, hash_ + rest, None, 0, 0, 0, 0)


def note(path: str, headings: str = "", blocks: str = "") -> Note:
    heads = [h.partition(" ") for h in headings.split("\n") if h]
    return Note(
        path,
        Facts(
            0,
            headings=tuple(Heading(len(h[0]), h[2], at, at) for at, h in enumerate(heads)),
            blocks=tuple(Block(b, 0, 0) for b in blocks.split()),
        ),
        b"",
    )


VAULT = Vault(FILES, {})


@pytest.mark.parametrize(("source", "target", "wanted"), CASES)
def test_a_link_leads_to_the_file_that_the_app_opens(
    source: str, target: str, wanted: str | list[str] | None
) -> None:
    answer = VAULT.resolve(link(target), note(source))
    if isinstance(wanted, list):
        assert answer == Ambiguous(wanted[0], tuple(wanted[1:]))
    else:
        assert answer == (Missing("file") if wanted is None else Found(wanted))
    assert VAULT.resolve(link(target), note(source)) == answer


HEADINGS = """\
# Top
## Part
### Detail
# Sub: part?
# Other
## Part
#### Skipped
## About [[Ada|her]] and `x`
## [Site](https://example.com) news
# 第一章 🎉
# Ünder_score-d"""

PLACES: list[tuple[str, int | str | None]] = [
    ("Top", 0),
    ("top", 0),
    ("Part", 1),
    ("Top#Part", 1),
    ("Other#Part", 5),
    ("Other##Part#", 5),
    ("Other#Part#Skipped", 6),
    ("Other#Skipped", 6),
    ("Top#Skipped", None),
    ("Part#Top", None),
    ("Sub part", 3),
    ("Sub: part?", 3),
    ("sub  part", 3),
    ("About Ada her and x", 7),
    ("About her and x", 7),
    ("About Ada and x", 7),
    ("Site news", 8),
    ("第一章 🎉", 9),
    ("under_score-d", None),
    ("ünder_score-d", 10),
    ("Nope", None),
    ("^abc-1", "abc-1"),
    ("^ABC-1", "abc-1"),
    ("^nope", None),
    ("Top#^abc-1", "abc-1"),
]


@pytest.mark.parametrize(("subpath", "wanted"), PLACES)
def test_a_subpath_leads_to_its_heading_or_block(subpath: str, wanted: int | str | None) -> None:
    target = note("N.md", HEADINGS, "abc-1 two")
    vault = Vault((), {"N.md": target, "S.md": note("S.md")})
    for answer in (
        vault.resolve(link(f"N#{subpath}"), note("S.md")),
        vault.resolve(link(f"#{subpath}"), target),
    ):
        if wanted is None:
            part = "block" if "^" in subpath else "heading"
            assert answer == Missing(part, "N.md")
        else:
            assert isinstance(answer, Found)
            if isinstance(wanted, int):
                assert answer.heading == target.facts.headings[wanted]
            else:
                assert answer.block == Block(wanted, 0, 0)


@pytest.mark.parametrize("target", ["P.pdf#page=3", "b.base#View", "c.canvas#x", "N#", "N##"])
def test_subpath_that_is_no_place(target: str) -> None:
    vault = Vault(["P.pdf", "b.base", "c.canvas"], {"N.md": note("N.md")})
    answer = vault.resolve(link(target), note("S.md"))
    assert isinstance(answer, Found)
    assert answer.heading is None


def test_drawings_have_places_of_their_own() -> None:
    vault = Vault((), {"D.excalidraw.md": note("D.excalidraw.md")})
    assert vault.resolve(link("D.excalidraw#^area=x1"), note("S.md")) == Found("D.excalidraw.md")


def test_only_asked_notes_are_read() -> None:
    class Lazy(dict[str, Note]):
        def __getitem__(self, path: str) -> Note:
            raise AssertionError(path)

    vault = Vault((), Lazy({"N.md": note("N.md")}))
    assert vault.resolve(link("N"), note("S.md")) == Found("N.md")
    again = vault.with_notes([note("S.md")])
    assert again.resolve(link("S"), again.notes["S.md"]) == Found("S.md")


def test_names_and_backlinks_of_a_vault() -> None:
    vault = Vault.of({"a/N.md": "", "B.md": "", "c/B.md": "", "p.png": b""})
    assert vault.files_named("b") == ("B.md", "c/B.md")
    assert vault.files_named("x/p.png") == ("p.png",)
    assert vault.files_named("p") == ()
    linking = note("S.md")
    linking.facts  # noqa: B018
    source = Note("S.md", Facts(0, links=(link("N"), link("B"), link("Gone"))), b"")
    vault = vault.with_notes([source])
    assert vault.backlinks(vault.notes["a/N.md"]) == ((source, link("N")),)
    assert vault.backlinks(vault.notes["c/B.md"]) == ()
    assert vault.aliases == {}


def test_a_path_is_joined_and_does_not_climb_out() -> None:
    assert join("a/b", "../c") == "a/c"
    assert join("", "./c") == "c"
    assert join("a", "../../c") is None


def test_heading_names() -> None:
    assert heading_names("A [[b/c|D]] e") == {"a b c d e", "a d e", "a b c e"}


@pytest.mark.skipif(not ORACLE.is_dir(), reason="needs metadata written by the app")
def test_agrees_with_the_app() -> None:
    """Every target that the app resolved, from every note of it, with the files that it names."""
    records = [json.loads(p.read_text("utf-8")) for p in sorted(ORACLE.glob("*.json"))]
    files = {r["filePath"] for r in records}
    for record in records:
        files.update(p for p in record["resolveLinkToPath"].values() if p)
    names = Names(files)
    seen = 0
    for record in records:
        source = record["filePath"]
        for target, path in record["resolveLinkToPath"].items():
            found = names.find(target.partition("#")[0], source) if target[0] != "#" else None
            assert (source if found is None else getattr(found, "path", None)) == path, target
            seen += 1
    assert seen >= 60


def test_links_to_unwritten_notes_may_weigh_less_than_slips() -> None:
    vault = Vault.of({"A.md": "[[Nobody yet]] [[Jane Do]]", "Jane Doe.md": ""})
    rule = active(all_rules()["LNK001"], "planned: info")
    found = check(vault, lambda _: (rule,), TODAY).diagnostics
    assert [d.severity for d in found] == [Severity.INFO, Severity.ERROR]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Jane Do", "Jane Doe"),
        ("jnae doe", "Jane Doe"),
        ("杨植林", "杨植麟"),
        ("cat", None),  # `cao` is another word
        ("internal links", None),
        ("Part 3", None),
        ("Lady Lovelac", "Lady Lovelace"),
        ("Mathjax", None),  # `mathpad` is another word
    ],
)
def test_near_misses(written: str, meant: str | None) -> None:
    names = ["Jane Doe.md", "杨植麟.md", "cao.md", "External links.md", "Part 2.md", "mathpad.md"]
    vault = Vault.of({**dict.fromkeys(names, ""), "Ada.md": "---\naliases: [Lady Lovelace]\n---\n"})
    assert vault.near.nearest(written) == meant


def slips(names: list[str], rng: random.Random) -> Iterator[str]:
    """Names mistyped by one edit behind the first character and before the last."""
    for name in names:
        at = rng.randrange(2, len(name) - 2)
        swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        yield rng.choice([name[:at] + name[at + 1 :], f"{name[:at]}q{name[at:]}", swapped])


def alike(count: int, rng: random.Random) -> list[str]:
    """Names that all begin and end alike."""
    return [f"Meeting {''.join(rng.choices('abcdefghij', k=8))} of the board" for _ in range(count)]


def test_slips_are_found_among_names_that_are_much_alike() -> None:
    rng = random.Random(11)
    names = alike(25_000, rng)
    near = NearNames(names)
    asked = rng.sample(names, 100)
    found = [near.nearest(slip) for slip in slips(asked, rng)]
    assert sum(f == a for f, a in zip(found, asked, strict=True)) >= 95


def test_the_order_of_questions_does_not_matter() -> None:
    rng = random.Random(12)
    names = alike(600, rng)
    asked = list(slips(rng.sample(names, 60), rng))
    forth, back = NearNames(names), NearNames(names)
    answers = {slip: forth.nearest(slip) for slip in asked}
    assert {slip: back.nearest(slip) for slip in reversed(asked)} == answers
    assert sum(a is not None for a in answers.values()) >= 58


WORDS = (
    "a",
    "b.md",
    "a.md.md",
    "Ä",
    "a\u0308",
    "x y",
    "A",
    "a.png",
    "md",
    ".md",
    "",
    "b\n",
    "日记",
)


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("/".join)), st.data())
def test_a_few_names_are_found_without_an_index(files: list[str], data: st.DataObject) -> None:
    searched, indexed = Listing(files), Listing(files)
    for _ in range(FEW + 1):  # so many are searched for; then there is an index
        indexed.named("b")
    name = fold(data.draw(st.sampled_from([*WORDS, "b", "a.md"])))
    assert searched.named(name) == indexed.named(name)


def test_colliding_names_are_told_apart_from_others() -> None:
    found = Listing(["a/B.md", "A/b.md", "a/b.MD", "a/b", "c", "c/a/b.md"]).colliding
    assert found == {
        "a/B.md": ["A/b.md", "a/b.MD"],
        "A/b.md": ["a/B.md", "a/b.MD"],
        "a/b.MD": ["A/b.md", "a/B.md"],
    }
