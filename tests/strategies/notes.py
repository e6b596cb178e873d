"""Notes as bytes: any line ends, with and without BOM and a last line break, whole and damaged."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st

from tests.strategies import body, front_matter
from tests.strategies.grammar import Text

MARK = "qz%dx"
PROPERTIES = Text(front_matter.GRAMMAR)
BLOCKS = Text(body.GRAMMAR)
HOW_MANY = st.sampled_from([1, 0, 2, 3, 4, 5, 7, 9])
PARTS = st.sampled_from(["both"] * 4 + ["properties", "body"])
BREAKS = st.sampled_from(["\n"] * 4 + ["\n\n"])
ENDS = st.sampled_from(["lf"] * 3 + ["crlf", "mixed"])
LAST = st.sampled_from(["\n", "", "\n\n", "  ", "\n "])
EIGHTH = st.integers(0, 7)


@st.composite
def notes(draw: st.DrawFn) -> bytes:
    """A note's bytes."""
    parts = draw(PARTS)
    text = _block(draw) if parts != "body" else ""
    if parts != "properties":
        blocks = [BLOCKS.draw(draw, "block") + draw(BREAKS) for _ in range(draw(HOW_MANY))]
        text += "".join(blocks).removesuffix("\n")
    text = _with_ends(numbered(text) + draw(LAST), draw(ENDS))
    bom = "\ufeff" if draw(EIGHTH) == 7 else ""
    return (bom + text).encode()


def _block(draw: st.DrawFn) -> str:
    lines = [PROPERTIES.draw(draw, "property") for _ in range(draw(HOW_MANY))]
    inner = "".join(f"{line}\n" for line in lines)
    return PROPERTIES.draw(draw, "opening") + inner + PROPERTIES.draw(draw, "closing")


def numbered(text: str) -> str:
    """`text`, each `§` in it a word of its own."""
    pieces = text.split("§")
    numbers = count(1)
    return pieces[0] + "".join(MARK % next(numbers) + piece for piece in pieces[1:])


def _with_ends(text: str, ends: str) -> str:
    if ends == "crlf":
        return text.replace("\n", "\r\n")
    if ends == "mixed":
        lines = text.split("\n")
        broken = [f"{x}\r\n" if n % 3 == 1 else f"{x}\n" for n, x in enumerate(lines[:-1])]
        return "".join(broken) + lines[-1]
    return text


DAMAGES = st.sampled_from([0, 0, 1, 1, 2, 3, 5])
DAMAGE = st.sampled_from(["lose", "double", "move", "put", "cut"])
SHARE = st.integers(0, 1000)
LENGTH = st.integers(0, 12)
PUT = st.binary(max_size=3) | st.sampled_from(
    [b"\n", b"\r", b" ", b"  ", b"\t", b"#", b"%%", b"`", b"|", b"[[", b"]]", b":", b"- ", b"'", b'"', b"---\n", b"\0", b"&a ", b"*a ", b"<", b">"]
)  # fmt: skip


def mutated() -> st.SearchStrategy[bytes]:
    """A note, whole or damaged."""
    return damaged(notes())


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """A text with up to five bytes or runs of bytes lost, doubled, moved or put in, or cut off."""
    data = draw(whole)
    for _ in range(draw(DAMAGES)):
        at = len(data) * draw(SHARE) // 1000
        to = min(at + draw(LENGTH), len(data))
        kind = draw(DAMAGE)
        if kind == "lose":
            data = data[:at] + data[to:]
        elif kind == "double":
            data = data[:to] + data[at:to] + data[to:]
        elif kind == "move":
            rest = data[:at] + data[to:]
            place = len(rest) * draw(SHARE) // 1000
            data = rest[:place] + data[at:to] + rest[place:]
        elif kind == "put":
            data = data[:at] + draw(PUT) + data[at:]
        elif draw(EIGHTH) == 0:
            data = data[:at]
    return data
