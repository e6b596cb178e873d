"""Arithmetic on text, for every text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint.text import Edit, LineIndex, OverlappingEditsError, Position, Span, apply, fold


@given(st.binary(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.text(max_size=4))))
def test_apply_keeps_every_byte_outside_the_edits(data: bytes, raw: list[tuple[int, str]]) -> None:
    cuts = sorted({min(at, len(data)) for at, _ in raw})
    pairwise = zip(cuts[::2], cuts[1::2], strict=False)
    edits = [Edit("n", Span(a, b), text) for (a, b), (_, text) in zip(pairwise, raw, strict=False)]
    result = apply(data, reversed(edits))
    expected, at = b"", 0
    for edit in edits:
        expected += data[at : edit.span.start] + edit.text.encode()
        at = edit.span.end
    assert result == expected + data[at:]


@pytest.mark.parametrize(
    "spans", [[(0, 2), (1, 3)], [(1, 1), (1, 1)], [(0, 9)], [(2, 1)], [(-1, 0)]]
)
def test_edits_that_overlap_or_lie_outside_raise(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(OverlappingEditsError):
        apply(b"abcd", [Edit("n", Span(*s), "x") for s in spans])


@pytest.mark.parametrize(
    ("data", "offset", "position"),
    [
        (b"", 0, (1, 1)),
        (b"ab\ncd", 3, (2, 1)),
        (b"ab\r\ncd", 4, (2, 1)),
        (b"\xef\xbb\xbf---", 3, (1, 1)),
        (b"\xef\xbb\xbf---\na", 7, (2, 1)),
        ("杨植麟x".encode(), 9, (1, 4)),
        ("😀x".encode(), 4, (1, 2)),
        (b"a\rb\x0bc\xc2\x85d", 7, (1, 7)),
    ],
)
def test_positions_count_code_points(data: bytes, offset: int, position: tuple[int, int]) -> None:
    assert LineIndex(data).position(offset) == Position(*position)


def test_line_spans_leave_line_breaks_out() -> None:
    index = LineIndex(b"ab\r\ncd\n\n")
    assert [index.line_span(n) for n in range(1, index.lines + 1)] == [
        (0, 2), (4, 6), (7, 7), (8, 8),
    ]  # fmt: skip


def test_names_compare_as_obsidian_compares_them() -> None:
    assert fold("Cafe\u0301\u00a0X") == fold("caf\u00e9 x")
    assert fold("ÉCOLE") == "école"
