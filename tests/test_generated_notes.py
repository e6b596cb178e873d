"""Generated notes through parse, check and fix: no traceback, no promise broken.

The full run, on two cores: `pytest -n 2 --dist load tests/test_generated_notes.py --notes 200000`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.promises import keep_all, twins_agree
from tests.strategies import mutated, notes, schemas, texts
from vaultlint.schema.load import load_schemas

PART = 10_000
"""Notes in one test: Hypothesis remembers what it tried, so that more would take ever more memory."""


class Kind(NamedTuple):
    """A kind of generated notes: how many of a hundred, how they are made, what is true of them."""

    percent: int
    made: st.SearchStrategy[Any]
    holds: Callable[[Any, bool], object]


def keeps_promises(data: bytes, unsafe: bool) -> None:
    keep_all(data, unsafe=unsafe)


def keeps_promises_under_schema(given_: tuple[bytes, bytes], unsafe: bool) -> None:
    schema, data = given_
    keep_all(data, unsafe=unsafe, schemas=load_schemas({"s.yaml": schema}))


def agrees_with_twins(data: bytes, unsafe: bool) -> None:
    twins_agree(data, unsafe=unsafe)


KINDS = {
    "notes": Kind(50, mutated(), keeps_promises),
    "any texts": Kind(10, texts().map(lambda text: text.encode(errors="surrogatepass")), keeps_promises),
    "under any schema": Kind(25, st.tuples(schemas(), mutated()), keeps_promises_under_schema),
    "twins": Kind(15, notes(), agrees_with_twins),
}  # fmt: skip


FEW = 600
"""As many are the same ones every time, so that a change alone fails a run of the tests."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    wanted = metafunc.config.getoption("--notes")
    parts = [min(PART, wanted - at) for at in range(0, wanted, PART)]
    metafunc.parametrize("part", parts, ids=[f"part {n}" for n in range(len(parts))])


@pytest.mark.parametrize("kind", KINDS)
def test_generated_notes(kind: str, part: int, record_property: Callable[[str, int], None]) -> None:
    percent, made, holds = KINDS[kind]
    ran = 0

    @settings(
        max_examples=part * percent // 100,
        derandomize=part <= FEW,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(made, st.booleans())
    def holds_of(drawn: Any, unsafe: bool) -> None:
        nonlocal ran
        ran += 1
        holds(drawn, unsafe)

    holds_of()
    record_property("generated notes", ran)
