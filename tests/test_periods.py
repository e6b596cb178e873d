"""Names of daily and periodic notes, by Moment.js formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.harness import TODAY, default_rules
from vaultlint.disk.obsidian import read_settings
from vaultlint.engine import check
from vaultlint.periods import read_period
from vaultlint.settings import Periodic, Settings
from vaultlint.vault import Vault

DAYS = [
    ("2025-08-27", "YYYY-MM-DD", "2025-08-27", "2025-08-27"),
    ("2025/08/2025-08-27", "YYYY/MM/YYYY-MM-DD", "2025-08-27", "2025-08-27"),
    ("2025/8/2025-08-27", "YYYY/M/YYYY-MM-DD", "2025-08-27", "2025-08-27"),
    ("27.8.2025", "D.M.YYYY", "2025-08-27", "2025-08-27"),
    ("250827", "YYMMDD", "2025-08-27", "2025-08-27"),
    ("Daily 2025-08-27", "[Daily] YYYY-MM-DD", "2025-08-27", "2025-08-27"),
    ("2025-08-27 Wednesday", "YYYY-MM-DD dddd", "2025-08-27", "2025-08-27"),
    ("2025-08-27 mercredi", "YYYY-MM-DD dddd", "2025-08-27", "2025-08-27"),
    ("August 27th, 2025", "MMMM Do, YYYY", "2025-08-27", "2025-08-27"),
    ("27 août 2025", "D MMMM YYYY", "2025-08-27", "2025-08-27"),
    ("2025/08-August/2025-08-27-Wed", "YYYY/MM-MMMM/YYYY-MM-DD-ddd", "2025-08-27", "2025-08-27"),
    ("2025年8月27日", "YYYY年M月D日", "2025-08-27", "2025-08-27"),
    ("2025-239", "YYYY-DDDD", "2025-08-27", "2025-08-27"),
    ("2025-W35-3", "GGGG-[W]WW-E", "2025-08-27", "2025-08-27"),
    ("2025-W35/2025-08-27", "gggg-[W]ww/YYYY-MM-DD", "2025-08-27", "2025-08-27"),
    ("2025-W35", "GGGG-[W]WW", "2025-08-25", "2025-08-31"),
    ("2025-W35", "gggg-[W]ww", "2025-08-17", "2025-08-31"),
    ("2026-W53", "GGGG-[W]WW", "2026-12-28", "2027-01-03"),
    ("2025-08", "YYYY-MM", "2025-08-01", "2025-08-31"),
    ("2024-02", "YYYY-MM", "2024-02-01", "2024-02-29"),
    ("2025-12", "YYYY-MM", "2025-12-01", "2025-12-31"),
    ("August 2025", "MMMM YYYY", "2025-08-01", "2025-08-31"),
    ("2025-Q3", "YYYY-[Q]Q", "2025-07-01", "2025-09-30"),
    ("2025-Q4", "YYYY-[Q]Q", "2025-10-01", "2025-12-31"),
    ("2025", "YYYY", "2025-01-01", "2025-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "form", "first", "last"), DAYS)
def test_a_name_gives_a_period(name: str, form: str, first: str, last: str) -> None:
    period = read_period(name, form)
    assert period is not None
    assert (str(period.first), str(period.last), period.problem) == (first, last, "")


@pytest.mark.parametrize(
    ("name", "form", "problem"),
    [
        ("2025-02-31", "YYYY-MM-DD", "February 2025 has no day 31"),
        ("2025-13-01", "YYYY-MM-DD", "there is no month 13"),
        ("Daily 2025-02-31", "[Daily] YYYY-MM-DD", "February 2025 has no day 31"),
        ("2025-W53", "GGGG-[W]WW", "2025 has no week 53"),
        ("2025-W60", "gggg-[W]ww", "2025 has no week 60"),
        ("2025-W00", "gggg-[W]ww", "2025 has no week 0"),
        ("2025-13", "YYYY-MM", "there is no month 13"),
        ("2025-Q5", "YYYY-[Q]Q", "there is no quarter 5"),
        ("2025-366", "YYYY-DDDD", "2025 has no day 366"),
        ("2025-W35-9", "GGGG-[W]WW-E", "no week has a day 9"),
    ],
)
def test_a_name_of_no_period(name: str, form: str, problem: str) -> None:
    period = read_period(name, form)
    assert period is not None
    assert period.problem == problem


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Ada", "YYYY-MM-DD"),
        ("2025-08-27 Meeting", "YYYY-MM-DD"),
        ("2025-W35", "YYYY-MM-DD"),
        ("2025/09/2025-08-27", "YYYY/MM/YYYY-MM-DD"),  # contradicts itself
        ("27 Huhtikuu 2025", "D MMMM YYYY"),  # a month in a language that is not known
        ("0000", "YYYY"),
        ("", "YYYY"),
        ("08-27", "MM-DD"),
    ],
)
def test_a_name_of_another_form(name: str, form: str) -> None:
    assert read_period(name, form) is None


def found(path: str, text: str, settings: Settings) -> list[str]:
    rules = default_rules()
    report = check(Vault.of({path: text}, settings), lambda _: rules, TODAY)
    return [f"{d.code} {d.severity}" for d in report.diagnostics]


WEEKLY = Settings(daily=Periodic("Daily"), periodic=(Periodic("Weeks", "gggg-[W]ww"), Periodic("", "YYYY-MM")))  # fmt: skip


@pytest.mark.parametrize(
    ("path", "date", "codes"),
    [
        ("Daily/2025-08-27.md", "2025-08-27", []),
        ("Daily/2025-08-27.md", "2025-08-27T10:00", []),
        ("Daily/2025-08-27.md", "27 Aug 2025", ["DAT003 warning"]),
        ("Daily/2025-08-27.md", "2025-08-26", ["DAT006 warning"]),
        ("Daily/2025-08-27.md", "someday", []),
        ("Daily/2025-08-27.md", "", []),
        ("Daily/2025-08-27.md", "03/04/2026", ["DAT002 warning"]),
        ("2025-08-27.md", "2025-08-26", []),  # not where daily notes stand
        ("Daily/2025-02-31.md", "2025-02-28", ["DAT001 error"]),
        ("Weeks/2025-W35.md", "2025-08-25", []),
        ("Weeks/2025-W35.md", "2025-08-24", []),
        ("Weeks/2025-W35.md", "2025-09-24", ["DAT006 warning"]),
        ("Weeks/2025-W60.md", "2025-09-24", ["DAT001 error"]),
        ("2025-08.md", "2025-08-01", []),
        ("2025-08.md", "2025-09-01", ["DAT006 warning"]),
        ("2025-13.md", "2025-09-01", ["DAT001 error"]),
        ("2025-13-45 Trip.md", "", ["DAT001 warning"]),
        ("Trip 2025-13-45.md", "", ["DAT001 warning"]),
        ("Trip 2025-13-45b.md", "", []),
        ("ISBN 978-0-14-044913-6.md", "", []),
        ("2025-13-45-678.md", "", []),
        ("0800-12-34.md", "", []),
    ],
)
def test_periodic_notes(path: str, date: str, codes: list[str]) -> None:
    assert found(path, f"---\ndate: {date}\n---\ntext\n", WEEKLY) == codes


def test_what_the_plugins_say(tmp_path: Path) -> None:
    plugin = tmp_path / ".obsidian" / "plugins" / "periodic-notes" / "data.json"
    plugin.parent.mkdir(parents=True)
    (tmp_path / ".obsidian" / "daily-notes.json").write_text(
        '{"folder": "/Daily/", "template": "T/Day", "format": ""}'
    )
    data = {
        "daily": {"folder": "D", "format": "", "enabled": False},
        "weekly": {"folder": "W", "format": "", "template": "T/Week.md", "enabled": True},
        "yearly": {"folder": "Y/", "format": "YYYY", "enabled": True},
        "monthly": "broken",
        "calendarSets": [{"id": "x", "quarter": {"enabled": True, "templatePath": "T/Q.md"}}, 7],
    }
    plugin.write_text(json.dumps(data))
    settings = read_settings(tmp_path)
    assert settings.daily == Periodic("Daily", "YYYY-MM-DD", "T/Day")
    assert settings.periodic == (
        Periodic("W", "gggg-[W]ww", "T/Week.md"),
        Periodic("Y", "YYYY"),
        Periodic("", "YYYY-[Q]Q", "T/Q.md"),
    )
    plugin.write_text("[]")
    assert read_settings(tmp_path).periodic == ()
