"""Front matter that is none, or says what it should not."""

from __future__ import annotations

from tests.bad_input.notes import Case, Results, Table, case, each

TABLE = Table(
    [
        case(1, "empty", ""),
        case(1, "only blank", " \n\n\t\n"),
        case(
            7,
            "never closed",
            b"---\nstatus: todo\n" + b"text\n" * 1_000_000,
            "YML004",
            at=(1, 1),
            seconds=10,
        ),
        case(15, "tab indent", "---\na:\n\t- b\n---\n", "YML001"),
    ]
)


@each(TABLE.together)
def test_note(results: Results, case: Case) -> None:
    results.hold(case)


@each(TABLE.alone)
def test_heavy_note(results: Results, case: Case) -> None:
    results.hold_alone(case)


def test_clean_notes_exit_zero(results: Results) -> None:
    results.clean_ones_exit_zero()
