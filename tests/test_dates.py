"""Dates as people write them."""

from __future__ import annotations

import pytest

from tests.harness import active, fixed_text
from vaultlint.dates import read_date
from vaultlint.rules import all_rules
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
    # digits, dashes and marks of other scripts
    ("２０２５年８月２７日", "2025-08-27"), ("２０２５-08-27", "2025-08-27"), ("٢٠٢٥-٠٨-٢٧", "2025-08-27"), ("2025–08–27", "2025-08-27"),
    ("2025년 8월 27일", "2025-08-27"), ("2025年8月27日（水）", "2025-08-27"), ("2025 08 27", "2025-08-27"), ("2025.08.27.", "2025-08-27"),
    # words of other languages
    ("27 de agosto de 2025", "2025-08-27"), ("27. srpna 2025", "2025-08-27"), ("27 sierpnia 2025 r.", "2025-08-27"), ("27 Ağustos 2025", "2025-08-27"),
    ("27 августа 2025 г.", "2025-08-27"), ("27 ago. 2025", "2025-08-27"), ("27/ago/2025", "2025-08-27"), ("1er août 2025", "2025-08-01"),
    ("Mi., 27. August 2025", "2025-08-27"), ("mercredi 27 août 2025", "2025-08-27"), ("mié 27 ago 2025", "2025-08-27"),
    ("27th of August 2025", "2025-08-27"), ("2025-08-27 Wed", "2025-08-27"), ("2025-08-27 (Wed)", "2025-08-27"), ("Mar 3 2025", "2025-03-03"),
    # times and zones, as precise as they were
    ("202508271030", "2025-08-27T10:30"), ("2025-08-27 10:30:00.123", "2025-08-27T10:30:00.123"), ("27.08.2025 10:30 Uhr", "2025-08-27T10:30"),
    ("Aug 27, 2025 at 3:30 PM", "2025-08-27T15:30"), ("2025-08-27T10:30:00+08:00", "2025-08-27T10:30:00+08:00"), ("2025-08-27 12:05 am", "2025-08-27T00:05"),
    ("2025-08-27 10:30:00 +0800", "2025-08-27T10:30:00+0800"), ("Thursday, October 27th 2022, 12:47:26 pm", "2022-10-27T12:47:26"),
    ("2025W353", "2025-08-27"),
]  # fmt: skip
OTHER = [
    ("03/04/2026", "ambiguous"), ("1/2/26", "ambiguous"), ("2026-13-45", "invalid"), ("2026-02-31", "invalid"),
    ("2025-02-29", "invalid"), ("2024-02-30", "invalid"), ("31/02/2025", "invalid"), ("2025-08-27T25:00", "invalid"),
    ("2025年13月1日", "invalid"), ("2025-W60-1", "invalid"), ("2025-00-10", "invalid"), ("2025-08", "partial"),
    ("2025", "partial"), ("2025-W35", "partial"), ("2025年8月", "partial"), ("2025-Q3", "partial"),
    ("soon", "none"), ("", "none"), ("3 weeks ago", "none"), ("v1.2.3", "none"), ("10:30", "none"),
    ("x" * 500 + "1", "none"), ("Ba 27 2025", "none"), ("27082025", "none"),
    ("1990-1995", "none"), ("2025-08-27 - 2025-08-29", "none"), ("192.168.0.1", "none"), ("12345678", "none"), ("1756278000", "none"),
    ("2025-08-27 24:00", "invalid"), ("2025-08-27T10:60", "invalid"), ("5-6-2026", "ambiguous"), ("27/08/25", "ambiguous"), ("0000-00-00", "invalid"),
    ("27. listopada 2025", "none"),  # October to some, November to others
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), ONE)
def test_one_reading(text: str, iso: str) -> None:
    assert read_date(text).iso == iso


@pytest.mark.parametrize(("text", "kind"), OTHER)
def test_no_reading_or_several(text: str, kind: str) -> None:
    assert read_date(text).kind == kind


WRITTEN = [
    # types, the line, the line after the fix (None: none is made)
    ("date", "published: 2025/8/27", "published: 2025-08-27"),
    ("date", "published: '2025/8/27'", "published: '2025-08-27'"),
    ("date", 'published: "27 Aug 2025" # said so', 'published: "2025-08-27" # said so'),
    ("date", "published: [2025/8/27, '28 Aug 2025']", "published: [2025-08-27, '2025-08-28']"),
    ("date", "published: 20250827", "published: 2025-08-27"),
    ("date", "published: 03/04/2026", None),
    ("date", "published: 2025-08", None),
    ("date", "published: 2025", None),
    ("", "published: 2025/8/27", "published: 2025-08-27"),
    ("", "Created: 27 Aug 2025 10:30", "Created: 2025-08-27T10:30"),
    ("", "published: 2025", None),
    ("", "published: Spring 2025", None),
    ("", "edition: 2025/8/27", None),
    ("", "created: 1756278000", None),
    ("", "start: 10:30", None),
    ("text", "published: 2025/8/27", None),
]


@pytest.mark.parametrize(("kind", "line", "after"), WRITTEN)
def test_what_is_rewritten(kind: str, line: str, after: str | None) -> None:
    settings = Settings(types={line.partition(":")[0]: kind} if kind else {})
    vault = Vault.of({"Note.md": f"---\n{line}\n---\n"}, settings)
    rules = (active(all_rules()["DAT003"]),)
    assert fixed_text(vault, "Note.md", rules) == f"---\n{after or line}\n---\n"
