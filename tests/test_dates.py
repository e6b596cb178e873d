"""Dates as people write them."""

from __future__ import annotations

import pytest

from tests.harness import TODAY, default_rules
from vaultlint.dates import day_of_name, read_date
from vaultlint.engine import check
from vaultlint.settings import Settings
from vaultlint.vault import Vault

ONE = [
    ("2025-08-27", "2025-08-27"), ("2025-08-27T10:30", "2025-08-27T10:30"), ("2025/8/27", "2025-08-27"),
    ("2025.8.27", "2025-08-27"), ("2025-8-7", "2025-08-07"), ("20250827", "2025-08-27"),
    ("27 Aug 2025", "2025-08-27"), ("27 August 2025", "2025-08-27"), ("Aug 27, 2025", "2025-08-27"),
    ("August 27th, 2025", "2025-08-27"), ("27. August 2025", "2025-08-27"), ("27-Aug-2025", "2025-08-27"),
    ("2025年8月27日", "2025-08-27"), ("2025年08月27日 星期三", "2025-08-27"), ("2025年8月27日下午3:30", "2025-08-27T15:30"),
    ("2025-W35-3", "2025-08-27"), ("2025-08-27 10:30", "2025-08-27T10:30"), ("27.8.2025", "2025-08-27"),
    ("27/8/2025", "2025-08-27"), ("8/27/2025", "2025-08-27"), ("03/03/2026", "2026-03-03"),
    ("Wed, 27 Aug 2025 10:30:00 GMT", "2025-08-27T10:30:00Z"), ("27 août 2025", "2025-08-27"),
    ("27 de agosto de 2025", "2025-08-27"), ("２０２５／８／２７", "2025-08-27"), ("2025-08-27 3:30 pm", "2025-08-27T15:30"),
    ("20250827T103000", "2025-08-27T10:30:00"), ("2025 Aug 27", "2025-08-27"),
]  # fmt: skip
OTHER = [
    ("03/04/2026", "ambiguous"), ("1/2/26", "ambiguous"), ("2026-13-45", "invalid"), ("2026-02-31", "invalid"),
    ("2025-02-29", "invalid"), ("2024-02-30", "invalid"), ("31/02/2025", "invalid"), ("2025-08-27T25:00", "invalid"),
    ("2025年13月1日", "invalid"), ("2025-W60-1", "invalid"), ("2025-00-10", "invalid"), ("2025-08", "partial"),
    ("2025", "partial"), ("2025-W35", "partial"), ("2025年8月", "partial"), ("2025-Q3", "partial"),
    ("soon", "none"), ("", "none"), ("3 weeks ago", "none"), ("v1.2.3", "none"), ("10:30", "none"),
    ("x" * 500 + "1", "none"), ("Ba 27 2025", "none"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), ONE)
def test_one_reading(text: str, iso: str) -> None:
    assert read_date(text).iso == iso


@pytest.mark.parametrize(("text", "kind"), OTHER)
def test_no_reading_or_several(text: str, kind: str) -> None:
    assert read_date(text).kind == kind


@pytest.mark.parametrize(
    ("name", "form", "day"),
    [
        ("2025-08-27", "YYYY-MM-DD", "2025-08-27"),
        ("2025/08/2025-08-27", "YYYY/MM/YYYY-MM-DD", "2025-08-27"),
        ("27.8.2025", "D.M.YYYY", "2025-08-27"),
        ("Daily 2025-02-31", "[Daily] YYYY-MM-DD", "2025-02-31"),
        ("Ada", "YYYY-MM-DD", None),
        ("2025-W35", "gggg-[W]ww", None),
    ],
)
def test_names_of_daily_notes(name: str, form: str, day: str | None) -> None:
    assert day_of_name(name, form) == day


def test_a_daily_note_for_no_day() -> None:
    vault = Vault.of(
        {
            "Daily/2025-02-31.md": "",
            "Daily/2025-02-28.md": "",
            "2025-02-31.md": "",
            "Daily/x.md": "",
        },
        Settings(daily_folder="Daily"),
    )
    rules = default_rules()
    found = check(vault, lambda _: rules, TODAY).diagnostics
    assert [(d.path, d.code) for d in found] == [("Daily/2025-02-31.md", "DAT001")]
