"""Options of the test run."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

OPTIONS: tuple[tuple[str, type, float, str], ...] = (
    ("--faults", int, 20, "how often the fixer is killed (1000 for the full run)"),
    ("--seconds", float, 3.0, "how long editors race with the fixer (60 for the full run)"),
    ("--notes", int, 600, "how many generated notes are parsed, checked and fixed (200000 for the full run)"),
    ("--edits", int, 60, "how many times a vault with a cache is changed (1500 for the full run)"),
    ("--fuzz", int, 0, "for how many seconds the fuzzer runs, by chance (3600 for a long run)"),
    ("--public-notes", int, 300, "how many notes of the public vaults are fixed, where they are at hand (0 for all)"),
)  # fmt: skip

if (
    "VAULTLINT_EXAMPLES" not in os.environ
):  # the same examples every time: a change alone fails a run
    settings.register_profile("repeatable", derandomize=True)
    settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    for name, kind, default, what in OPTIONS:
        parser.addoption(name, type=kind, default=default, help=what)


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
