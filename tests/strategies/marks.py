"""Texts without a plan: marks of every kind in any order, with any characters between them."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies.notes import BLOCKS, numbered

WORDS = st.sampled_from(
    [
        "---", "\n", "\r\n", " ", "  ", "\t", "- ", "key: ", "tags: ", "tag: x", "aliases: ", "[[", "]]", "|",
        "#", "^id", "![[", "](", "%%", "$$", "```", "`", "<!--", "-->", "<div>", '"', "'", ": ", "{{date}}",
        "01:49", "24:75", "1:2:03", "0:00", "- [ ] ", "> ", "> [!note]", "| a | b |", "|---|---|", "2026-13-45",
        "27 Aug 2025", "2025/8/27", "published: ", "created: ", "Home", "Ada", "Ada|her", "Ada#Notes", "categories: ",
        "[[Ada]]", '"[[Ada]]"', "[a, a]", "杨植麟", "é", "e\u0301", "🙂", "\u200b", "\ufeff", "\x00", "&a ", "*a",
        "!!x ", "null", "yes", "[^1]", "[^1]: ", "vaultlint-disable-line LNK001", "<<<<<<< HEAD", "=======",
        ">>>>>>> x", "status: Done", "rating: \"5\"", "show: [[X]]", "# H", "## Notes",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=60).map("".join)


def texts() -> st.SearchStrategy[str]:
    """Marks of every kind in any order, with any characters between them."""
    return TEXTS


@st.composite
def _blocks(draw: st.DrawFn) -> str:
    return numbered(BLOCKS.draw(draw, "block"))


INLINE = st.sampled_from(
    ["a", "word", "[[x]]", "![[x]]", "[[x|y]]", "[[x#y]]", "[[#h|z]]", "[[ x]]", "[[x", "]]", "[[]]", "[a](b)",
     "[a](https://x.y/z)", "![a](b.png)", "[a](b c.md)", "[a](<b c>)", "[a]()", "[a]", "[ ]", "[a]:", "[^1]", "[a][b]",
     "`c`", "`", "``", "```", "~~~", "~~~~", "<b>", "</b>", "<div>", "<!--", "-->", "<!-- c -->", "<span id=x>", "<br/>",
     "<https://x.y>", "<a@b.c>", "<", "%%", "%% c %%", "#", "# ", "## ", "#tag", "#t/é", "#5", "^id", " ^id-1", "|",
     "| a | b |", "|---|---|", "| - |", "- ", "* ", "1. ", "2) ", "+ ", "-", "--", "---", "===", "***", "  ", "    ",
     "\t", ">", "> ", "&amp;", "[a](b&amp;c)", "(", ")", "!", "$", "\\", "山", "**b**", ":", "[[a]](b)", "[`c`](d)",
     "[<b>x</b>](y)", '[a](b "t")', "[a](b 't')", "[](x)", "[a](#h)", "[a](b%20c)", "[[a`b]]", '<x y="1">', "<x", "<!-->",
     "<script>", "{{x}}", "<% x %>", "\r", "\x0c"]
)  # fmt: skip
LINES = st.lists(INLINE, max_size=4).map("".join)
BODIES = st.lists(LINES | _blocks(), max_size=10).map("\n".join)
"""Text below front matter, of which much is Markdown that is easily taken for something else."""
