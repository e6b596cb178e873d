"""What is a chapter list and what is not, in the forms that people write."""

from __future__ import annotations

import pytest

from vaultlint.parse.facts import Chapter
from vaultlint.parse.note import parse_note


def chapters(text: str) -> tuple[Chapter, ...]:
    return parse_note(text.encode()).chapters


def two(form: str) -> str:
    """A list of two chapters in a form that holds `{}` for the time."""
    return form.format("00:00", "Intro") + "\n" + form.format("24:58", "Middle") + "\n"


FORMS = [
    "{} {}", "{} - {}", "{} – {}", "{} — {}", "{}: {}", "{} | {}", "{}  {}  ", "{}\t{}", "({}) {}",
    "[{}] {}", "【{}】{}", "（{}）{}", "{}、{}", "- {} {}", "* {} {}", "+ {} {}", "1. {} {}", "2) {} {}",
    "- ({}) {}", "- [{}] {}", "- **{}** {}", "**{}** {}", "*{}* {}", "__{}__ {}", "=={}== {}",
    "> {} {}", "> - {} {}", "> > {} {}", "    - {} {}"[4:], "  {} {}", "- [ ] {} {}", "- [x] {} {}",
    "| {} | {} |", "## {} {}", "### {} - {}", "#### ({}) {}", "[{}](https://youtu.be/x?t=1) {}",
    "- [{}](https://www.youtube.com/watch?v=x&t=1s) {}", "* [{}](talk.mp4#t=1) {}",
    "{} · {}", "{} ~ {}", "{} • {}", "{}，{}", "- {} – {}", "{} 第一章{}", "{}一座无限的山{}", "{} 「{}」",
    "{} 🙂 {}", "{} [[{}]]", "{} [{}](https://example.org)", "{} `{}`", "{} *{}*", "{}<br>{}"[:2] + " {}",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_a_line(form: str) -> None:
    found = chapters(two(form))
    assert [c.seconds for c in found] == [0, 1498], form
    assert {c.list for c in found} == {0}


TIMES = [
    ("0:00", 0), ("00:00", 0), ("1:49", 109), ("01:49", 109), ("24:58", 1498), ("59:59", 3599),
    ("75:10", 4510), ("120:05", 7205), ("1:02:03", 3723), ("01:25:05", 5105), ("10:00:00", 36000),
    ("01：49", 109), ("０１：４９", 109), ("1：02：03", 3723), ("0:00:00", 0), ("00:00:00", 0),
    ("24:75", None), ("1:60:00", None), ("1:2:03", 3723), ("100:00", 6000),
]  # fmt: skip


@pytest.mark.parametrize(("time", "seconds"), TIMES)
def test_times(time: str, seconds: int | None) -> None:
    found = chapters(f"00:00 Start\n{time} Here\n54:08 On\n99:59:59 End\n")
    here = next(c for c in found if c.title == "Here")
    assert (here.time, here.seconds) == (time, seconds)
    data = f"00:00 Start\n{time} Here\n".encode()
    assert data[here.time_start : here.time_end].decode() == time


LISTS = [
    # text, lists by the number of their chapters
    ("text\n00:00 a\n01:00 b\n", [2]),
    ("00:00 a\n\nprose between\n\n24:58 b\n\nmore prose\n\n54:08 c\n", [3]),
    ("01:49 a\n24:58 b\n54:08 c\n01:25:05 d\n", [4]),
    ("## Chapters\n01:10 a\n03:15 b\n", [2]),
    ("## Timestamps\n- 02:10 a\n- 03:15 b\n", [2]),
    ("## 时间轴\n01:10 a\n03:15 b\n", [2]),
    ("## 章节\n01:10 a\n03:15 b\n", [2]),
    ("## 目录\n01:10 a\n03:15 b\n", [2]),
    ("## Show notes\n01:10 a\n03:15 b\n", [2]),
    ("### Kapitel\n01:10 a\n03:15 b\n", [2]),
    ("# One\n00:00 a\n01:00 b\n# Two\n00:00 c\n02:00 d\n", [2, 2]),
    ("00:00 a\n10:00 b\n00:00 c\n20:00 d\n", [2, 2]),
    ("# One\n00:00 a\n30:00 b\n# Two\n45:00 c\n", [3]),
    ("- [01:49](https://youtu.be/x?t=109) alone\n", [1]),
    ("> [!note] Chapters\n> 00:00 a\n> 01:10 b\n", [2]),
    ("|time|title|\n|-|-|\n|00:00|a|\n|24:10|b|\n", [2]),
    ("00:00 - 01:30 Intro\n01:30 - 02:40 More\n", [2]),
    ("00:00 a\n09:15 b\n05:10 c\n", [3]),
    ("---\nsource: https://youtu.be/x\n---\n0:00 a\n1:00:00 b\n", [2]),
    ("00:00 a\r\n24:58 b\r\n", [2]),
    ("00:00\n24:58\n", [2]),
    ("\ufeff00:00 a\n24:58 b\n"[1:], [2]),
]


@pytest.mark.parametrize(("text", "sizes"), LISTS, ids=range(len(LISTS)))
def test_lists(text: str, sizes: list[int]) -> None:
    found = chapters(text)
    assert [sum(c.list == n for c in found) for n in range(len(sizes))] == sizes
    assert len(found) == sum(sizes)


NONE = [
    # ratios, scores, verses
    "16:9\n4:3\n", "16:9 screens\n4:3 screens\n", "2:1 Bayern\n3:2 Dortmund\n", "John 3:16\nJohn 3:17\n",
    "3:16 For God so loved\n3:17 For God sent not\n", "Ratio 24:1 to 30:1\n", "1:1\n1:2\n1:3\n",
    "119:10 With my whole heart\n119:11 Thy word have I hid\n", "40:12\n",
    # schedules and clock times
    "09:00 – 10:00 Breakfast\n10:00 – 11:00 Talk\n", "9:00-10:00 a\n10:00-11:00 b\n",
    "09:00 to 10:00 Breakfast\n10:00 to 11:30 Talk\n", "09:00～10:00 早餐\n10:00～11:00 会议\n",
    "09:00 至 10:00 早餐\n10:00 至 11:00 会议\n", "10:30 AM Stand-up\n11:30 AM Review\n",
    "10:30 pm a\n11:30 pm b\n", "9:00 Uhr Start\n10:00 Uhr Ende\n", "14:00 Meeting\n",
    "- 09:00 – 10:00 a\n- 10:00 – 11:30 b\n", "| 09:00 – 10:00 | a |\n|-|-|\n| 10:00 – 11:00 | b |\n",
    # daily logs
    "08:30 woke up\n09:15 coffee\n12:00 lunch\n", "- 08:30 woke\n- 09:15 coffee\n",
    "07:05 起床\n08:10 早餐\n22:30 睡觉\n", "06:00:01 boot\n06:00:05 ready\n07:10:00 idle\n",
    "## Log\n08:30 woke\n21:15 read\n", "- [ ] 09:00 call\n- [x] 10:30 mail\n",
    # prose
    "We met at 12:30 and left at 24:58.\n", "The talk (24:58) was long.\n",
    "24:58 is where it gets good.\n", "It lasted\n24:58 in all.\n",
    # code, math, comments, HTML
    "```\n00:00 a\n24:58 b\n```\n", "~~~\n00:00 a\n24:58 b\n~~~\n", "    00:00 a\n    24:58 b\n",
    "%%\n00:00 a\n24:58 b\n%%\n", "<!--\n00:00 a\n24:58 b\n-->\n", "$$\n00:00 a\n24:58 b\n$$\n",
    "<div>\n00:00 a\n24:58 b\n</div>\n", "`00:00` a\n`24:58` b\n",
    # no times
    "0:00:00:00 a\n1:00:00:00 b\n", "12:345 a\n24:678 b\n", "1234:56 a\n2345:12 b\n", "00:00a\n24:58b\n",
    "00.00 a\n24.58 b\n", "12:30:45.123 a\n", "10:0 a\n24:5 b\n", "::\n:00 a\n", "a 00:00\nb 24:58\n",
    "---\nstart: 00:00\nend: 24:58\n---\n", "http://localhost:8000\n", "00:11:22:33:44:55\n",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE, ids=range(len(NONE)))
def test_what_is_no_chapter_list(text: str) -> None:
    assert chapters(text) == ()


def test_what_a_schema_expects_is_one() -> None:
    from vaultlint.parse.chapters import read_chapters

    data = b"01:10 a\n03:15 b\n"
    assert chapters(data.decode()) == ()
    assert [c.seconds for c in read_chapters(data, 0, (), expected=True)] == [70, 195]


def test_there_are_enough() -> None:
    assert len(FORMS) + len(TIMES) + len(LISTS) + len(NONE) >= 120
