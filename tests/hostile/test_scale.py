"""Twice as much of anything costs about twice the time; `benchmarks/hostile.py` is the full run, with
10 MiB of each shape in processes of their own."""

from __future__ import annotations

import time
from datetime import date
from statistics import median

import pytest

from tests.harness import active
from tests.hostile.shapes import NOTES, OTHERS
from vaultlint.engine.fix import fix
from vaultlint.note import Note
from vaultlint.rules import all_rules
from vaultlint.vault import Vault

KIB = 1024
QUICK = 1.0
"""Seconds below which no ratio is looked at: they are all start and noise."""
SHAPES = {name: ("Bad.md", shape) for name, shape in NOTES.items()} | OTHERS
_RULES = tuple(active(rule) for rule in all_rules().values())


def cost(name: str, size: int) -> float:
    """CPU seconds to check and mend a note of a shape with all rules."""
    path, shape = SHAPES[name]
    texts = {path: shape(size), "Some note.md": "", "Other.md": "[[Bad]]\n"}
    start = time.process_time()
    fixed = fix(Vault.of(texts), lambda _: _RULES, date(2026, 6, 15), unsafe=True)
    spent = time.process_time() - start
    assert fixed.report.crashes == ()
    return spent


@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_with_the_size(name: str) -> None:
    small, large = cost(name, 8 * KIB), cost(name, 32 * KIB)
    if not is_in_bounds(small, large):  # the machine may have been: medians tell
        again = [(cost(name, 8 * KIB), cost(name, 32 * KIB)) for _ in range(4)]
        small, large = map(median, zip((small, large), *again, strict=True))
    assert is_in_bounds(small, large), f"{large:.2f} s where a quarter takes {small:.2f} s"


def is_in_bounds(small: float, large: float) -> bool:
    return small < QUICK and (large < QUICK or large < 4 * 2.5 * small)


def test_a_list_of_more_items_than_a_person_writes_is_left_out_by_name() -> None:
    facts = Note.parse("A.md", b"---\na:\n" + b"- b\n" * 30_000 + b"---\n").facts
    assert facts.frontmatter is not None
    assert [p.kind for p in facts.frontmatter.problems] == ["too-many"]
    few = Note.parse("A.md", b"---\na:\n" + b"- bcdefgh\n" * 15_000 + b"---\n").facts
    assert few.frontmatter is not None
    assert few.frontmatter.problems == ()
