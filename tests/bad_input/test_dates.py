"""Dates and times that are none, or could be two."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.bad_input.notes import Case, Results, Table, case, each

FILES = {
    ".vaultlint/rules/dated.yaml": """
schema: dated
match: {has: kind}
fields:
  kind: text
  day: date
  must: date
  moment: datetime
  later: {type: datetime, min: $moment}
  bounded: {type: date, min: 2020-01-01, max: 2026-01-01}
  clock: time
""",
    ".vaultlint/rules/must.yaml": """
schema: must
match: {has: must}
fields: {must: "date!"}
""",
    ".obsidian/types.json": '{"types": {"seen": "date", "when": "datetime"}}',
}


def dated(**properties: str) -> str:
    """A note of the schema."""
    return "---\nkind: x\n" + "".join(f"{k}: {v}\n" for k, v in properties.items()) + "---\n"


def day(row: int, text: str, finds: str, says: str = "", becomes: str | None = None, **more: str) -> Case:  # fmt: skip
    """A day, and what it becomes if it has one reading."""
    return _valued(row, "day", text, finds, says, becomes, **more)


def moment(row: int, text: str, finds: str, says: str = "", becomes: str | None = None, **more: str) -> Case:  # fmt: skip
    """A moment."""
    return _valued(row, "moment", text, finds, says, becomes, **more)


def _valued(row: int, key: str, text: str, finds: str, says: str, becomes: str | None, name: str = "") -> Case:  # fmt: skip
    fixed = dated(**{key: becomes}).encode() if becomes else None
    plain = name or text.translate(str.maketrans("-/:\"'[]{}", "_" * 9)).strip()
    note = dated(**{key: text})
    return case(row, f"{key} {plain}", note, finds, says=says, fixed=fixed)


IMPOSSIBLE = [
    day(37, "2026-13-45", "DAT001", "month 13"),
    day(37, "2026-02-30", "DAT001", "February 2026 has no day 30"),
    day(37, "0000-00-00", "DAT001", "month 0"),
    day(37, "2023-02-29", "DAT001", "February 2023 has no day 29"),
    day(37, "1900-02-29", "DAT001", "February 1900 has no day 29"),
    day(37, "2024-02-29", ""),
    day(37, "2026-04-31", "DAT001", "April 2026 has no day 31"),
    day(37, "0000-01-01", "DAT001", "year 0"),
    day(37, "2026-1-32", "DAT001", "no day 32"),
    day(37, "32/13/2026", "DAT001"),
    day(37, "2025-27-08", "DAT001", "month 27"),
    case(37, "in a list without a type", "---\nlist: [2026-02-30, 2026-01-01]\n---\n", "DAT001"),
    case(37, "in a property of Obsidian's types", "---\nseen: 2026-13-45\n---\n", "DAT001"),
    case(37, "in text", "On 2026-13-45.\n"),
]
ODD = [
    day(38, "2026-1-5", "DAT003", becomes="2026-01-05"),
    day(38, "2025/8/27", "DAT003", becomes="2025-08-27"),
    day(38, "27 Aug 2025", "DAT003", becomes="2025-08-27"),
    day(38, "2025.8.27", "DAT003", becomes="2025-08-27"),
    day(38, "August 27th, 2025", "DAT003", becomes="2025-08-27"),
    day(38, "2025年8月27日", "DAT003", becomes="2025-08-27"),
    day(38, "13/04/2026", "DAT003", becomes="2026-04-13"),
    day(38, "04/13/2026", "DAT003", becomes="2026-04-13"),
    day(38, "05/05/2026", "DAT003", becomes="2026-05-05"),
    day(38, '"2026-1-5"', "DAT003", becomes='"2026-01-05"', name="in quotes"),
    day(38, "2025-8", "DAT003", "names no day"),
    case(38, "comment and line ends stay", b"---\r\nkind: x\r\nday:  2026-1-5  # why\r\n---\r\n", "DAT003",
         fixed=b"---\r\nkind: x\r\nday:  2026-01-05  # why\r\n---\r\n"),
    day(39, "03/04/2026", "DAT002"),
    day(39, "3-4-2026", "DAT002"),
    day(39, '"03/04/2026"', "DAT002", name="in quotes"),
    day(39, "1/2/26", "DAT002"),
    day(39, "26-01-05", "DAT002"),
]  # fmt: skip
TIMES = [
    moment(40, "2026-01-01T25:61", "DAT001", "no time 25:61"),
    moment(40, "2026-01-01T24:00", "DAT001", "no time 24:00"),
    moment(40, "2026-01-01T10:10:60", "DAT001", "no time 10:10:60"),
    moment(40, "2026-01-01T10:60", "DAT001", "no time 10:60"),
    moment(40, "2026-01-01T99:99:99", "DAT001", "no time 99:99:99"),
    moment(40, "2026-01-01T-1:00", "DAT001"),
    moment(40, "2026-01-01T", "DAT001"),
    case(40, "clock 24_00", dated(clock="24:00"), "DAT001"),
    case(40, "clock 10_75", dated(clock="10:75"), "DAT001"),
    case(40, "clock 10_07_75", dated(clock="10:07:75"), "DAT001"),
    case(40, "clock noon", dated(clock="noon"), "SCH003"),
    case(40, "clock 23_59_59", dated(clock="23:59:59")),
    moment(41, "2026-01-01T10:10:10+99:99", "DAT001", "no time zone +99:99"),
    moment(41, "2026-01-01T10:10:10+24:00", "DAT001", "no time zone +24:00"),
    moment(41, "2026-01-01T10:10:10+01:60", "DAT001", "no time zone +01:60"),
    moment(41, "9999-12-31T23:59-14:00", ""),
    moment(41, "0001-01-01T00:00+14:00", ""),
    case(41, "the last moment compared",
         dated(moment="9999-12-31T23:59-14:00", later="9999-12-31T23:59+14:00"), "DAT005"),
    case(41, "the first moment compared",
         dated(moment="0001-01-01T00:00+14:00", later="0001-01-01T00:00-14:00")),
    case(41, "the last moment and a day", dated(moment="9999-12-31T23:59-14:00", later="9999-12-31")),
]  # fmt: skip
FORMS = [
    day(42, "2026-W01-1", "DAT003", becomes="2025-12-29"),
    day(42, "2026-W54-1", "DAT001", "has no week 54"),
    day(42, "20260101", "DAT003", becomes="2026-01-01"),
    day(42, "20261301", "DAT001", "month 13"),
    day(42, "２０２６-01-01", "DAT003", becomes="2026-01-01", name="full width"),
    day(42, "٢٠٢٦-٠١-٠١", "DAT003", becomes="2026-01-01", name="Arabic"),
    day(42, "२०२६-०१-०१", "DAT003", becomes="2026-01-01", name="Devanagari"),
    day(42, "²026-01-01", "DAT001", name="superscript"),
    day(42, "2026‐01‐01", "DAT003", becomes="2026-01-01", name="other dashes"),
    day(42, "2026-001", "DAT001"),
    moment(42, "2026-01-01T１０:10", "DAT003", becomes="2026-01-01T10:10", name="full width"),
    day(43, "[2026-01-01]", "SCH003", becomes="2026-01-01", name="list of one"),
    day(43, "[2026-01-01, 2026-01-02]", "SCH003", name="list"),
    day(43, "{a: 1}", "SCH003", name="object"),
    day(43, "true", "SCH003"),
    day(43, "0", "SCH003"),
    day(43, "1.5", "SCH003"),
    day(43, "-5", "SCH003"),
    day(43, "2026", "SCH003"),
    day(43, '""', "", name="empty"),  # an optional property may be empty
    case(43, "required and empty", '---\nmust: ""\n---\n', "SCH002"),
    case(43, "required and null", "---\nmust: ~\n---\n", "SCH002"),
    case(43, "required and an empty list", "---\nmust: []\n---\n", "SCH002"),
    case(43, "required and an empty object", "---\nmust: {}\n---\n", "SCH002"),
    case(43, "required and a list of nothing", "---\nmust: [~]\n---\n", "SCH002"),
    day(43, "today", "SCH003"),
    case(43, "list in a property of Obsidian's types", "---\nseen: [x]\n---\n", "SCH011"),
]
ORDER = [
    case(44, "zone only later", dated(moment="2026-01-01T10:00", later="2026-01-01T10:00Z")),
    case(44, "zone only earlier", dated(moment="2026-01-01T10:00:00+02:00", later="2026-01-01T09:00"),
         "DAT005"),
    case(44, "zones compared as instants",
         dated(moment="2026-01-01T10:00:00+02:00", later="2026-01-01T08:30:00Z")),
    case(44, "zones compared as instants, before",
         dated(moment="2026-01-01T10:00:00+02:00", later="2026-01-01T07:30:00Z"), "DAT005"),
    case(44, "a day and a moment", dated(moment="2026-01-01T10:00:00+02:00", later="2026-01-01")),
    case(44, "no date on one side", dated(moment="2026-13-01", later="2026-01-01"), "DAT001"),
    case(44, "another type on one side", dated(moment="[x]", later="2026-01-01"), "SCH003"),
]  # fmt: skip
RANGES = [
    day(45, "10000-01-01", "DAT001"),
    day(45, "12026-01-01", "DAT001"),
    day(45, "-44-03-15", "DAT001"),
    day(45, '"-0044-03-15"', "DAT001", name="four digits below zero"),
    day(45, "1e9", "SCH003"),
    day(45, "1000000000", "SCH003"),
    case(45, "below min", dated(bounded="2019-12-31"), "DAT004"),
    case(45, "above max", dated(bounded="9999-12-31"), "DAT004"),
    case(45, "year 10000 with bounds", dated(bounded="10000-01-01"), "DAT001"),
    moment(45, "2016-12-31T23:59:60Z", ""),
    moment(45, "2015-06-30T23:59:60", ""),
    moment(45, "2017-01-01T00:59:60+01:00", ""),
    moment(45, "2016-12-31T18:59:60-05:00", ""),
    moment(45, "9999-12-31T23:59:60Z", ""),
    moment(45, "2016-12-30T23:59:60Z", "DAT001"),
    moment(45, "2016-12-31T23:59:61Z", "DAT001"),
    case(45, "leap second compared",
         dated(moment="2016-12-31T23:59:60Z", later="2017-01-01T00:00:00Z")),
    moment(45, "2026-03-29T02:30", ""),
    moment(45, "2026-03-08T02:30:00", ""),
]  # fmt: skip

TABLE = Table([*IMPOSSIBLE, *ODD, *TIMES, *FORMS, *ORDER, *RANGES], FILES)


@each(TABLE.together)
def test_a_bad_note_gives_its_outcome(results: Results, case: Case) -> None:
    results.hold(case)


def test_clean_notes_exit_zero(results: Results) -> None:
    results.clean_ones_exit_zero()


@pytest.mark.parametrize(
    "zone",
    ["Europe/Berlin", "America/New_York", "Pacific/Apia"],
    ids=["45-Berlin", "45-New-York", "45-Apia"],
)
def test_no_time_zone_of_the_machine_changes_a_finding(
    results: Results, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system has no zones of processes")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert TABLE.run(tmp_path, TABLE.together) == results.checked
    finally:
        monkeypatch.undo()
        time.tzset()
