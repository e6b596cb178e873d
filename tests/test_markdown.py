"""What is read in the body of a note: links, headings, block ids, tags, zones, problems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.note import Note
from vaultlint.parse.facts import Facts


def note(text: str) -> Note:
    return Note.parse("Note.md", text.encode())


def facts(text: str) -> Facts:
    return note(text).facts


@pytest.mark.parametrize(
    ("text", "target", "subpath", "display"),
    [
        ("[[A]]", "A", "", None),
        ("[[A b/C]]", "A b/C", "", None),
        ("[[A.md]]", "A.md", "", None),
        ("[[A|b]]", "A", "", "b"),
        ("[[A|]]", "A", "", ""),
        ("[[A|b|c]]", "A", "", "b|c"),
        ("[[A#H]]", "A", "#H", None),
        ("[[A#H#I|b]]", "A", "#H#I", "b"),
        ("[[A#^id]]", "A", "#^id", None),
        ("[[#H]]", "", "#H", None),
        ("[[/r/A]]", "/r/A", "", None),
        ("[[../A]]", "../A", "", None),
        ("[[书]]", "书", "", None),
        ("[[👩‍🔬 Ada]]", "👩‍🔬 Ada", "", None),
        ("[[[A]]]", "A", "", None),
        (r"\\[[A]]", "A", "", None),
        (r"\![[A]]", "A", "", None),
        ("- [ ] [[A]]", "A", "", None),
        ("> [[A]]", "A", "", None),
        ("> [!note] [[A]]", "A", "", None),
        ("# [[A]]", "A", "", None),
        ("**[[A]]**", "A", "", None),
        ("[^1]: [[A]]", "A", "", None),
        ("%% [[A]] %%", "A", "", None),
        ("%%a%%[[A]]%%b%%", "A", "", None),
        ("$5 and [[A]] for $6", "A", "", None),
        ("[[A]](https://x.org)", "A", "", None),
        ("<b>x</b> [[A]]", "A", "", None),
        ("- x\n\n  [[A]]", "A", "", None),
        ("| a |\n|---|\n| [[A\\|b]] |", "A", "", "b"),
        ("| a |\n|---|\n| [[A#H\\|b]] |", "A", "#H", "b"),
    ],
)
def test_wikilinks(text: str, target: str, subpath: str, display: str | None) -> None:
    (link,) = facts(text).links
    assert (link.form, link.embed) == ("wikilink", False)
    assert (link.target, link.subpath, link.display) == (target, subpath, display)
    written = note(text).text(link.target_span)
    assert written == target + subpath


@pytest.mark.parametrize(
    ("text", "embed", "target", "subpath", "display"),
    [
        ("[t](A.md)", False, "A.md", "", "t"),
        ("[t](A%20b.md#C%20d)", False, "A b.md", "#C d", "t"),
        ("[t](<A b.md>)", False, "A b.md", "", "t"),
        ("[t]( A.md )", False, "A.md", "", "t"),
        ('[t](A.md "title")', False, "A.md", "", "t"),
        ("[t](A(1).md)", False, "A(1).md", "", "t"),
        ("[t](#H)", False, "", "#H", "t"),
        ("[](A.md)", False, "A.md", "", ""),
        ("[`t`](A.md)", False, "A.md", "", "`t`"),
        ("[t][r]\n\n[r]: A.md", False, "A.md", "", "t"),
        ("[t](%E4%B9%A6.md)", False, "书.md", "", "t"),
        ("![t](a.png)", True, "a.png", "", "t"),
        ("![t|100](a.png)", True, "a.png", "", "t|100"),
        ('[t](A.md " [u](B.(md)v")', False, "A.md", "", "t"),
        ("[t](<A](B>)", False, "A](B", "", "t"),
        ("[t](A](B))", False, "A](B)", "", "t"),
        (r'[t](A\_&amp;.md "](B")', False, "A_&.md", "", "t"),
    ],
)
def test_markdown_links(text: str, embed: bool, target: str, subpath: str, display: str) -> None:
    (link,) = facts(text).links
    assert (link.form, link.embed) == ("markdown", embed)
    assert (link.target, link.subpath, link.display) == (target, subpath, display)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[t](https://x.org/a#b)", "https://x.org/a#b"),
        ("[t](obsidian://open?vault=v)", "obsidian://open?vault=v"),
        ("[t](mailto:ada@example.org)", "mailto:ada@example.org"),
        ("<https://x.org>", "https://x.org"),
        ("<ada@example.org>", "mailto:ada@example.org"),
        ("![t](https://x.org/a.png)", "https://x.org/a.png"),
    ],
)
def test_a_web_address_is_a_link_whole(text: str, address: str) -> None:
    (link,) = facts(text).links
    assert (link.form, link.target) == ("url", address)


@pytest.mark.parametrize(
    "text",
    [
        r"\[[A]]",
        "`[[A]]`",
        "``a ` [[A]]``",
        "    [[A]]",
        "```\n[[A]]\n```",
        "~~~\n[[A]]\n~~~",
        "````\n```\n[[A]]\n````",
        "- x\n\n      [[A]]",
        "> ```\n> [[A]]\n> ```",
        "$[[A]]$",
        "$$\n[[A]]\n$$",
        "%%\n[[A]]\n%%",
        "<!-- [[A]] -->",
        "<!--\n\n[[A]]\n\n-->",
        "<div>\n[[A]]\n</div>",
        "[[A\nB]]",
        "[A] (B.md)",
        "a]] b [[",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert facts(text).links == ()


def test_embeds_hold_their_mark() -> None:
    text = "a ![[A#^b|100]] b"
    (link,) = facts(text).links
    assert link.embed
    assert note(text).text(link.span) == "![[A#^b|100]]"
    assert note(text).text(link.target_span) == "A#^b"


def test_links_stand_in_the_order_of_the_text() -> None:
    found = facts("[[A]] [b](B.md) ![[C]] <https://d.org> [[E]]").links
    assert [link.target for link in found] == ["A", "B.md", "C", "https://d.org", "E"]


def test_links_know_their_table() -> None:
    inside, outside = facts("| a |\n|---|\n| [[A]] |\n\n[[B]]\n").links
    assert (inside.in_table, outside.in_table) == (True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A", [(1, "A")]),
        ("###### A", [(6, "A")]),
        ("####### A", []),
        ("#A", []),
        (r"\# A", []),
        ("#\tA", [(1, "A")]),
        ("   # A", [(1, "A")]),
        ("## A ##", [(2, "A")]),
        ("## A #b", [(2, "A #b")]),
        ("A\n===", [(1, "A")]),
        ("A\n---", [(2, "A")]),
        ("A\n\n---", []),
        ("# [[A]] and `b`", [(1, "[[A]] and `b`")]),
        ("# A\n## B\n# C", [(1, "A"), (2, "B"), (1, "C")]),
        ("text\n# A", [(1, "A")]),
        ("```\n# A\n```", []),
        ("%%\n# A\n%%", []),
        ("$$\n# A\n$$", []),
        ("<!--\n# A\n-->", []),
        ("---\na: 1\n---\n# A", [(1, "A")]),
        ("---\n# a comment\n---\n", []),
        ("# 书 – é", [(1, "书 – é")]),
    ],
)
def test_headings(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(h.level, h.text) for h in facts(text).headings] == expected


def test_a_heading_ends_with_its_line() -> None:
    text = "a\n\n## B c ##  \r\nd"
    (heading,) = facts(text).headings
    assert note(text).text((heading.start, heading.end)) == "## B c ##"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a ^x", ["x"]),
        ("a ^x-1  ", ["x-1"]),
        ("- a ^x\n- b ^y", ["x", "y"]),
        ("- a ^x\n\t- b ^y", ["x", "y"]),
        ("1. a ^x\n2. b", ["x"]),
        ("> a\n\n^x", ["x"]),
        ("> a\n> b ^x", ["x"]),
        ("| a |\n|---|\n| b |\n\n^x", ["x"]),
        ("# A ^x", ["x"]),
        ("```\na\n```\n^x", ["x"]),
        ("a ^x\nb", []),
        ("a ^x b", []),
        ("a^x", []),
        ("2^10", []),
        ("a ^x_y", []),
        ("a ^é", []),
        ("`a ^x`", []),
        ("```\na ^x\n```", []),
        ("$$\na ^x\n$$", []),
        ("%%\na ^x\n%%", []),
        ("[[A#^x]]", []),
    ],
)
def test_block_ids(text: str, expected: list[str]) -> None:
    assert [b.id for b in facts(text).blocks] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#a", ["a"]),
        ("b #a", ["a"]),
        ("#a/b/c", ["a/b/c"]),
        ("#a-b_c", ["a-b_c"]),
        ("#A #a", ["A", "a"]),
        ("#1a #a1", ["1a", "a1"]),
        ("#书/科幻", ["书/科幻"]),
        ("#🚀", ["🚀"]),
        ("#a. #b, #c; #d: #e!", ["a", "b", "c", "d", "e"]),
        ("- #a\n> #b", ["a", "b"]),
        ("# Title #a", ["a"]),
        ("%% #a %%", ["a"]),
        ("%%\n#a\n%%", ["a"]),
        ("| #a |\n|---|\n| #b |", ["a", "b"]),
        ("#1984", []),
        ("# a", []),
        ("#", []),
        ("##a", []),
        ("a#b", []),
        ("(#a)", []),
        (r"\#a", []),
        ("`#a`", []),
        ("```\n#a\n```", []),
        ("    #a", []),
        ("$#a$", []),
        ("<!-- #a -->", []),
        ("[[A #a]]", []),
        ("[t](#a)", []),
        ("https://x.org/#a", []),
        ("[t][r]\n\n[r]: <a #b> 'c'", []),
        ("---\nb: '#a'\n---\n", []),
    ],
)
def test_tags(text: str, expected: list[str]) -> None:
    assert [t.name for t in facts(text).tags] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", [("code", "`b`")]),
        ("a ``b ` c``", [("code", "``b ` c``")]),
        ("```\na\n```", [("fence", "```\na\n```")]),
        ("~~~ js\na\n~~~", [("fence", "~~~ js\na\n~~~")]),
        ("    a\n", [("code", "a\n")]),
        ("$a$", [("math", "$a$")]),
        ("$$\na\n$$", [("math", "$$\na\n$$")]),
        ("$5 and $6", []),
        ("a %% b %% c", [("comment", "%% b %%")]),
        ("%%\na\n%%", [("comment", "%%\na\n%%")]),
        ("%%\n```\n%%\na", [("comment", "%%\n```\n%%")]),
        ("```\n%%\n```\na", [("fence", "```\n%%\n```")]),
        ("`%%` a `%%`", [("code", "`%%`"), ("code", "`%%`")]),
        ("<!-- a -->", [("comment", "<!-- a -->")]),
        ("a <br> b", [("html", "<br>")]),
        ("text", []),
    ],
)
def test_zones_are_where_no_markdown_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(z.kind, note(text).text((z.start, z.end))) for z in facts(text).zones] == expected


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("[[]]", "empty-link", "[[]]"),
        ("[[ ]]", "empty-link", "[[ ]]"),
        ("[a]()", "empty-link", "[a]()"),
        ("[[A", "unclosed-link", "[[A"),
        ("[[A]\nb", "unclosed-link", "[[A]"),
        ("[[A](b.md) c", "extra-bracket", "[[A](b.md)"),
        ("a [b](c d.md) e", "spaced-address", "[b](c d.md)"),
        ("![](中文 图.PNG)", "spaced-address", "![](中文 图.PNG)"),
        ("- [b](c d.md#e f)", "spaced-address", "[b](c d.md#e f)"),
        ("%%\na", "unclosed-comment", "%%"),
        ("$$\na", "unclosed-math", "$$"),
        ("```js\na", "unclosed-fence", "```js"),
        ("~~~\na\n```", "unclosed-fence", "~~~"),
        ("````\na\n```", "unclosed-fence", "````"),
    ],
)
def test_what_is_malformed_is_marked(text: str, kind: str, marked: str) -> None:
    (problem,) = facts(text).problems
    assert (problem.kind, note(text).text(problem.span)) == (kind, marked)


def test_headings_in_quotes_and_lists_are_none() -> None:
    text = "# A\n\n> # B\n> C\n> ===\n\n- # D\n\n  # E\n\n  - # F\n\n# G\n\n> [!x]\n> # H\n# I\n\n1. a\n# J\n"
    assert [h.text for h in facts(text).headings] == ["A", "G", "I", "J"]


def test_a_link_with_nothing_before_the_bar_has_all_of_it_as_its_target() -> None:
    links = facts("[[|a]] [[\\|a]] [[|#a]] [[ |a]]").links
    assert [(k.target, k.subpath, k.display) for k in links] == [
        ("|a", "", None),
        ("\\|a", "", None),
        ("|", "#a", None),
        (" |a", "", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```\na\n```",
        "```\na\n````",
        "- ```\n  a\n  ```",
        "> ```\n> a\n> ```",
        "%% a %%",
        "100%% sure",
        "$$ a $$",
        "a $$ b",
        "```\n[[A\n```",
        "[[A]] [[B]]",
        "[a]: <>",
        "array[[0]]",
        "[[a](b.md)]",
        "[[a] b](c.md)",
        "[see [[a] b](c.md)",
        '[a](b.md "c d.md")',
        "`[a](b c.md)`",
        "<!-- [a](b c.md) -->",
        "$x](b c.md)$",
        "[a](see below)",
        "[a](http://x.y/b c.md)",
        "a](b c.md)",
        "[a](<b c.md>)",
        "[a](b%20c.md)",
    ],
)
def test_what_is_well_formed_is_not(text: str) -> None:
    assert facts(text).problems == ()


BODY = "# H\n\n[[A|b]] #t é\n\n- x ^id\n\n```\n[[C]]\n```\n\n%%\nz\n%%\n"


@pytest.mark.parametrize("front", ["", "---\na: 1\n---\n", "\ufeff", "\ufeff---\nb: é\n---\n"])
def test_line_breaks_and_front_matter_only_move_what_is_read(front: str) -> None:
    expected = told(BODY)
    assert told(front + BODY) == expected
    assert told((front + BODY).replace("\n", "\r\n")) == expected


def told(text: str) -> list[tuple[str, ...]]:
    """All that is read of a body, as it is written."""
    read, body = note(text), facts(text)
    links = [("link", read.text(k.span), k.target, read.text(k.target_span)) for k in body.links]
    headings = [("heading", read.text((h.start, h.end)), h.text) for h in body.headings]
    blocks = [("block", read.text((b.start, b.end)), b.id) for b in body.blocks]
    tags = [("tag", read.text((t.start, t.end)), t.name) for t in body.tags]
    zones = [(z.kind, read.text((z.start, z.end)).replace("\r", "")) for z in body.zones]
    return [*links, *headings, *blocks, *tags, *zones]


@given(st.text(st.sampled_from("[]|#^`%$ab \n\\!()<>-=~:é書\t/.1&"), max_size=80))
def test_spans_hold_what_was_read(text: str) -> None:
    read = note(text)
    body = read.facts
    for link in body.links:
        assert link.start <= link.target_start <= link.target_end <= link.end
    for tag in body.tags:
        assert read.text((tag.start, tag.end)) == f"#{tag.name}"
    for block in body.blocks:
        assert read.text((block.start, block.end)) == f"^{block.id}"
    for starts in (body.links, body.headings, body.blocks, body.tags, body.zones, body.problems):
        assert [s.start for s in starts] == sorted(s.start for s in starts)
