"""Notes, canvases and bases made to be costly, of any size."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, pairwise

MIB = 1024 * 1024
Shape = Callable[[int], bytes]


def repeated(token: str, before: str = "", after: str = "\n") -> Shape:
    """The token as often as it fits."""
    data = token.encode()
    return lambda size: before.encode() + data * (size // len(data)) + after.encode()


def numbered(token: str, before: str = "", after: str = "") -> Shape:
    """The token with a number in it, counted up, as often as it fits."""

    def made(size: int) -> bytes:
        parts, length = [before], 0
        for number in count():
            part = token.replace("%", str(number))
            length += len(part.encode())
            if length > size:
                break
            parts.append(part)
        return "".join((*parts, after)).encode()

    return made


def sparse(token: str) -> Shape:
    """The token between words, so often that the note is just not too dense to be read."""
    marks = sum(c in MARKS for c in token)
    filler = "x" * max(11 * max(marks, 1) - len(token.encode()) - 1, 0)
    return repeated(f"{filler} {token}")


def front(shape: Shape) -> Shape:
    """Front matter that is just not too big to be read, and text below it."""

    def made(size: int) -> bytes:
        block = shape(min(size, MIB - 64))
        return block + b"word " * ((size - len(block)) // 5)

    return made


def backticks(size: int) -> bytes:
    """Runs of backticks, each longer than the one before: none closes another."""
    parts, length = [], 0
    for number in count(1):
        length += number + 2
        if length > size:
            return b"".join(parts)
        parts.append(b"`" * number + b"a ")
    raise AssertionError


def staircase(size: int) -> bytes:
    """Lists within lists, each deeper than the one before."""
    parts, length = [], 0
    for number in count():
        length += number + 4
        if length > size:
            return b"".join(parts)
        parts.append(b" " * number + b"- a\n")
    raise AssertionError


def alias_bomb(size: int) -> bytes:
    """Lists of the list before, and so on."""
    names = [f"a{n}" for n in range(size // 64)]
    lines = [f"{n}: &{n} [{', '.join([f'*{b}'] * 9)}]\n" for b, n in pairwise(names)]
    return f"---\n{names[0]}: &{names[0]} x\n{''.join(lines)}---\n".encode()[:size]


YAML = "---\n", "---\n"
MARKS = "\n\\`*_[]<>&!#$|~^{%"
"""What makes a note dense."""
TOKENS = (
            "[", "[[", "![", "![[", "](", "]]", "[]", "()", "[a](", "[a](b ", "[a](b)", "[[a]] ", "[[a|",
            "[[a#", "<", "<a ", "<!--", "<!-- a -->", "<!", "<?", "<a@b.c>", "%%", "%% ", "%%\n", "%% a\n\n", "`", "`` ` ",
            "```\n", "~~~\n", "*", "*a ", "*_", "**a **", "_a_ ", "~~a", "> ", ">", "- ", "-\n", "1. ", "+ a\n",
            "|", "| a ", "|-", "a|b\n-|-\n", "$", "$$", "$$\n", "$a", "$a$ ", "#", "# ", "#a ", "#a/", "# a\n", "# a ", "^a", "^a\n\n",
            "a ^a\n\n", "0:00 ", "0:", "0:00 a\n", "- 0:00 a\n", "1:2:3 x\n", "\\", "&amp;", "&", "[^1]", "[^1]: a\n", "[a]: b\n", "[a]: ", "[a]\n",
            "\n", "\r", "\r\n", " ", "\t", " \n", "a", "a ", "a\n", "a\n\n", "🙂", "家", "é", "\u0301", "\u202e", "\u200d",
            "http://a ", "https://a.b/c\n", "www.a ", "mailto:a@b ", "![[a.png]]\n", "[a](a%20b.md)\n", "[a](<b c>)\n",
            "2026-13-45 ", "---\n", "--- \n", "===\n", "a\n=\n", "<<<<<<< a\n", "=======\n", ">>>>>>> a\n",
            "%% vaultlint-disable LNK001 %%\n", "%% vaultlint-disable-line X %%\n", "<div>\n", "</a>", "> [!note] a\n", "> [!a\n\n", "{{a}} ", "<% a %> ", "- [ ] a\n", "    a\n",
)  # fmt: skip
NOTES: dict[str, Shape] = {
    **{f"{token!r}": repeated(token) for token in TOKENS},
    **{f"sparse {token!r}": sparse(token) for token in TOKENS},
    "growing backticks": backticks,
    "staircase of lists": staircase,
    "headings, one name": repeated("# Same\n\n"),
    "headings, all others": numbered("# Name %\n\n"),
    "links to headings": numbered("[[#Name %]]\n"),
    "links to missing notes": numbered("[[Some note about thing %]]\n"),
    "links to missing pictures": numbered("![[picture %.png]]\n"),
    "Markdown links": numbered("[a](Some%20note%20%.md)\n"),
    "footnotes": numbered("[^%]: a\n"),
    "footnotes called": numbered("a[^%]\n"),
    "definitions": numbered("[a%]: b\n"),
    "definitions used": numbered("[a%]\n[a%]: b\n\n"),
    "block ids": numbered("a ^b%\n\n"),
    "tags": numbered("#tag% "),
    "chapters": numbered("- 0:00 Chapter %\n"),
    "chapters that count": numbered("%:00 Chapter\n"),
    "table of rows": repeated("| a | [[b\\|c]] | 0:00 |\n", "| a | b | c |\n|---|---|---|\n"),
    "table of columns": lambda size: b"|a" * (size // 4) + b"|\n" + b"|-" * (size // 4) + b"|\n",
    "suppressions": numbered("%% vaultlint-disable-next-line LNK001: reason % %%\n"),
    "ranges of suppressions": repeated("%% vaultlint-disable LNK001 %%\n[[a]]\n%% vaultlint-enable LNK001 %%\n"),
    "YAML: one text": front(lambda size: b"---\na: " + b"x" * size + b"\n---\n"),
    "YAML: block": front(repeated("  x\n", "---\na: |\n", "---\n")),
    "YAML: keys": front(numbered("key%: a\n", *YAML)),
    "YAML: same key": front(repeated("key: a\n", *YAML)),
    "YAML: list": front(repeated("- a\n", "---\na:\n", "---\n")),
    "YAML: links": front(numbered('- "[[Some note %]]"\n', "---\na:\n", "---\n")),
    "YAML: unquoted links": front(numbered("a%: [[Note]]\n", *YAML)),
    "YAML: dates": front(numbered("date%: 2026-13-45\n", *YAML)),
    "YAML: anchors": front(numbered("key%: &a% b\n", *YAML)),
    "YAML: aliases": front(repeated("- *a\n", "---\na: &a b\nb:\n", "---\n")),
    "YAML: merges": front(repeated("  <<: *a\n", "---\na: &a {b: c}\nb:\n", "---\n")),
    "YAML: bomb": front(alias_bomb),
    "YAML: comments": front(repeated("# a\n", *YAML)),
    "YAML: brackets": front(repeated("[", "---\na: ", "\n---\n")),
    "YAML: braces": front(repeated("{a: ", "---\na: ", "\n---\n")),
    "YAML: dashes": front(repeated("- ", "---\na:\n  ", "\n---\n")),
    "YAML: questions": front(repeated("? ", "---\n", "\n---\n")),
    "YAML: quotes": front(repeated('"', "---\na: ", "\n---\n")),
    "YAML: tags": front(repeated("!a ", "---\na: ", "\n---\n")),
    "YAML: one number": front(lambda size: b"---\na: " + b"9" * size + b"\n---\n"),
    "YAML: sexagesimal": front(repeated("59:", "---\na: ", "59\n---\n")),
    "YAML: closed never": repeated("a: b\n", "---\n", ""),
    "YAML: small, then text": repeated("word ", "---\na: [[b]]\n---\n"),
    "all at once": repeated("# A [[b]] #c ^d\n> - | `e` | 0:00 *f* [g](h) ![[i]] %% j %% <k> $l$ [^m]\n\n"),
}  # fmt: skip
OTHERS: dict[str, tuple[str, Shape]] = {
    "canvas: brackets": ("Bad.canvas", repeated("[")),
    "canvas: nodes": ("Bad.canvas", numbered('{"id":"%","type":"file","file":"Missing %.md"},', '{"nodes":[', "{}]}")),
    "canvas: texts": ("Bad.canvas", numbered('{"id":"%","type":"text","text":"[[Missing %]]"},', '{"nodes":[', "{}]}")),
    "canvas: edges": ("Bad.canvas", numbered('{"id":"%","fromNode":"a","toNode":"b"},', '{"nodes":[],"edges":[', "{}]}")),
    "canvas: one text": ("Bad.canvas", repeated("[[a]] ", '{"nodes":[{"id":"1","type":"text","text":"', '"}]}')),
    "canvas: escapes": ("Bad.canvas", repeated("\\u005b", '{"nodes":[{"id":"1","type":"text","text":"', '"}]}')),
    "base: brackets": ("Bad.base", repeated("[", "filters: ")),
    "base: parentheses": ("Bad.base", repeated("(", "filters: '", "'\n")),
    "base: filters": ("Bad.base", numbered("  - note.key% == 1\n", "filters:\n  and:\n")),
    "base: formulas": ("Bad.base", numbered("  f%: note.a + 1\n", "formulas:\n")),
    "base: one formula": ("Bad.base", repeated("a + ", "formulas:\n  a: '", "1'\n")),
}  # fmt: skip
