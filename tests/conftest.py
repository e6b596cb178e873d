"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--faults",
        type=int,
        default=20,
        help="how often the fixer is killed (1000 for the full run)",
    )
    parser.addoption(
        "--seconds",
        type=float,
        default=3.0,
        help="how long editors race with the fixer (60 for the full run)",
    )
    parser.addoption(
        "--notes",
        type=int,
        default=600,
        help="how many generated notes are parsed, checked and fixed (200000 for the full run)",
    )
    parser.addoption(
        "--edits",
        type=int,
        default=60,
        help="how many times a vault with a cache is changed (5000 for the full run)",
    )
    parser.addoption(
        "--fuzz",
        type=int,
        default=5,
        help="for how many seconds the fuzzer runs (3600 for a long run)",
    )
    parser.addoption(
        "--public-notes",
        type=int,
        default=300,
        help="how many notes of the public vaults are fixed, where they are at hand (0 for all)",
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many generated notes kept every promise, where some were generated."""
    passed = terminalreporter.stats.get("passed", ())
    notes = sum(n for r in passed for name, n in r.user_properties if name == "generated notes")
    if notes:
        terminalreporter.write_line(f"{notes:,} generated notes were parsed, checked and fixed")


@pytest.fixture
def seconds(request: pytest.FixtureRequest) -> float:
    return float(request.config.getoption("--seconds"))


@pytest.fixture
def faults(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--faults"))


@pytest.fixture
def edits(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--edits"))
