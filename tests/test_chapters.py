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
    "{} 🙂 {}", "{} [[{}]]", "{} [{}](https://example.org)", "{} `{}`", "{} *{}*",
    # bullets and emoji of descriptions, brackets of all kinds, escaped ones
    "• {} {}", "· {} {}", "→ {} {}", "► {} - {}", "⏱️ {} {}", "🎬 {} - {}", "① {} {}", "1、{} {}", "１．{} {}",
    "「{}」{}", "『{}』{}", "〔{}〕{}", "［{}］{}", "<{}> {}", "\\[{}\\] {}", "{} / {}", "{} “{}”", "{}《{}》", "{}“{}”",
    "{}\u00a0{}", "{}\u3000{}", "**[{}]** {}", "- **{}:** {}", "**{}** : {}", "{}. {}",
    # links
    "([{}](https://youtu.be/x?t=0)) {}", "[({})](https://www.youtube.com/watch?v=x&t=0) – {}",
    "[{}](https://example.org/a_(b)?t=0) {}", "[{}](<https://example.org/a b?t=0>) {}",
    '[{}](https://youtu.be/x?t=0 "go there") {}', "[{} {}](https://youtu.be/x?t=0)", "- [[talk.mp4#t=0|{}]] {}",
    "| [{}](https://youtu.be/x?t=0) | {} |", "| 1 | {} | {} |", "> | {} | {} |",
    # ranges and fractions
    "{} – 59:59 {}", "{}-59:59 {}", "[{} - 59:59] {}", "({}–59:59) {}", "{}.000 {}", "{}.5 {}",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_a_line(form: str) -> None:
    found = chapters(two(form))
    assert [c.seconds for c in found] == [0, 1498], form
    assert {c.list for c in found} == {0}


TITLE_FIRST = [
    "{} - {}", "{} – {}", "{} {}", "{} ({})", "{}: {}", "{}：{}", "- {} [{}]", "* {} · {}", "1. {} — {}", "{} | {}",
    "**{}** {}", "| {} | {} |", "- {} [{}](https://youtu.be/x?t=0)", "[{}](https://youtu.be/x?t=0) {}",
    "[{} – {}](https://youtu.be/x?t=0)", "> {} ({})", "## {} ({})", "{} {}<br>",
]  # fmt: skip


@pytest.mark.parametrize("form", TITLE_FIRST)
def test_the_title_may_come_first(form: str) -> None:
    text = form.format("Intro", "00:00") + "\n" + form.format("Middle", "24:58") + "\n"
    assert [(c.seconds, c.title) for c in chapters(text)] == [(0, "Intro"), (1498, "Middle")], form


TIMES = [
    ("0:00", 0), ("00:00", 0), ("1:49", 109), ("01:49", 109), ("24:58", 1498), ("59:59", 3599),
    ("75:10", 4510), ("120:05", 7205), ("1:02:03", 3723), ("01:25:05", 5105), ("10:00:00", 36000),
    ("01：49", 109), ("０１：４９", 109), ("1：02：03", 3723), ("0:00:00", 0), ("00:00:00", 0),
    ("24:75", None), ("1:60:00", None), ("1:2:03", 3723), ("100:00", 6000),
]  # fmt: skip


@pytest.mark.parametrize(("time", "seconds"), TIMES)
def test_a_time_is_read_in_seconds(time: str, seconds: int | None) -> None:
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
    # what introduces a list
    ("**Chapters**\n\n01:10 a\n03:15 b\n", [2]),
    ("Timestamps:\n01:10 a\n03:15 b\n", [2]),
    ("时间轴：\n01:10 a\n03:15 b\n", [2]),
    ("【时间轴】\n01:10 a\n03:15 b\n", [2]),
    ("> [!abstract]- Chapters\n> 01:10 a\n> 03:15 b\n", [2]),
    ("![](https://www.youtube.com/watch?v=x)\n\n01:10 a\n03:15 b\n", [2]),
    ("![[talk.mp4]]\n01:10 a\n03:15 b\n", [2]),
    ("---\nsource: https://www.youtube.com/watch?v=x\n---\n01:10 a\n03:15 b\n", [2]),
    ("---\nurl: https://www.xiaoyuzhoufm.com/episode/x\n---\n01:10 a\n03:15 b\n", [2]),
    ("---\naudio: talk.mp3\n---\n01:10 a\n03:15 b\n", [2]),
    ("---\nepisode: 12\n---\n01:10 a\n03:15 b\n", [2]),
    # the order is wrong, and still it is a list
    ("10:00 b\n0:00 Intro\n20:00 c\n", [3]),
    ("10:00 b\n00:00 Intro\n20:00 c\n", [3]),
    ("54:08 c\n24:58 b\n01:49 a\n01:25:05 d\n", [4]),
    ("01:25:05 d\n24:58 b\n54:08 c\n01:49 a\n", [4]),
    # chapters as headings, with headings below them
    ("## 00:00 a\n### Notes\ntext\n## 24:10 b\n### Notes\ntext\n", [2]),
    # a second list, which does not begin at zero
    ("01:49 a\n24:58 b\n\n**Part two**\n01:10 c\n30:00 d\n", [2, 2]),
    ("01:49 a\n24:58 b\n\n---\n\n00:30 c\n30:00 d\n", [2, 2]),
    ("01:49 a\n24:58 b\n\nPart two:\n\n01:10 c\n30:00 d\n", [2, 2]),
    ("01:49 a\n54:08 c\n\n**A word**\n\n24:58 b\n1:25:05 d\n", [4]),
    # some are linked, and all are chapters
    ("## Chapters\n0:00 a\n01:10 b\n[02:10](https://youtu.be/x?t=130) c\n01:20 d\n", [4]),
    ("0:00 a\n01:10 b\n[02:10](https://youtu.be/x?t=130) c\n02:20 d\n", [4]),
    # only the linked lines
    ("- 09:00 breakfast\n- [09:30](https://youtu.be/x?t=570) seen\n- 08:00 up\n", [1]),
    (
        "## Log\n- [01:49](https://youtu.be/x?t=109) seen\n- [02:49](https://youtu.be/x?t=169) too\n",
        [2],
    ),
]


@pytest.mark.parametrize(("text", "sizes"), LISTS, ids=range(len(LISTS)))
def test_lists_are_told_apart(text: str, sizes: list[int]) -> None:
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
    "00.00 a\n24.58 b\n", "12:30:45.123 a\n", "10:0 a\n24:5 b\n", "::\n:00 a\n",
    # days that begin at midnight, tables of hours, opening hours
    "00:00 asleep\n07:30 awake\n08:00 at work\n", "- 00:00 slept\n- 06:30 woke\n- 12:00 lunch\n- 23:30 bed\n",
    "18:00 dinner\n22:00 film\n24:00 bed\n", "- [ ] 00:00 Sleep\n- [ ] 08:00 Breakfast\n- [ ] 09:00 Work\n",
    "| time | what |\n|-|-|\n| 00:00 | doors |\n| 09:00 | talk |\n| 10:30 | break |\n",
    "00:00-24:00 open\n08:00-12:00 holidays\n", "## Log\n00:00 deploy\n00:31 alert\n02:15 fix\n",
    "## Schedule\n0:00 doors\n1:30 talk\n", "## 日程\n00:00 到达\n25:00 出发\n",
    "## Timeline\n- 09:00 call\n- 09:40 outage\n- 10:20 fix\n", "## Outline\n9:00 Welcome\n10:30 Break\n",
    "- 00:00 London\n- 01:00 Berlin\n- 05:30 Delhi\n- 08:00 Perth\n", "+01:00 Berlin\n-05:00 New York\n",
    "00:12 high\n06:40 low\n12:35 high\n18:50 low\n", "10:30 UTC a\n30:30 CET b\n", "22:00 party\n0:00 fireworks\n1:15 home\n",
    # results, lengths, scores, verses
    "25:13 five\n24:50 five\n52:10 ten\n", "3:05:10 Berlin\n3:01:02 Boston\n2:59:40 Chicago\n",
    "1. 3:45 A song\n2. 3:02 Another\n3. 28:10 A long one\n", "- 30:00 run\n- 5:00 walk\n- 30:00 run\n",
    "25:00 work\n5:00 break\n25:00 work\n", "| 25:00 | bread |\n|-|-|\n| 45:00 | roast |\n| 30:00 | fish |\n",
    "0:0 draw\n24:30 handball\n", "16:10 laptop\n32:10 wide\n21:09 wider\n", "1:30:00 e4\n1:29:50 e5\n",
    "1:1 In the beginning\n2:7 man\n24:5 servant\n50:20 evil\n", "23:1 shepherd\n46:10 be still\n",
    "- John 3:16\n- Romans 8:28\n- Psalm 46:10\n", "Bayern – Dortmund 2:1\nKiel – Köln 30:28\n",
    # prose that ends with a time, subtitles
    "We left at 24:58\nand came at 30:10\n", "The first train is at 0:10\nThe last one is at 23:55\n",
    "00:00:00.000 --> 00:02:15.000\nHello\n\n00:02:15.000 --> 00:04:00.000\nYou\n",
    # an agenda, a workout, in a note of a talk or with a length
    "---\nduration: 60 min\n---\n09:00 Welcome\n09:30 Break\n10:30 Talk\n11:00 Break\n",
    "---\nduration: 45 min\n---\n- 0:30 plank\n- 0:30 rest\n- 1:00 plank\n",
    "---\nsource: https://youtu.be/x\n---\n- 0:30 plank\n- 0:30 rest\n- 0:30 plank\n- 0:30 rest\n- 1:00 end\n",
    "---\nsource: https://youtu.be/x\n---\n09:00 Welcome\n09:30 Break\n10:30 Talk\n11:00 Break\n",
    "0:00 warm up\n0:30 plank\n0:30 rest\n0:30 plank\n0:30 rest\n",
    "## Show notes\n9:00 Doors\n9:30 Talk\n",
    "| date | time | what |\n|-|-|-|\n| 2025-08-27 | 10:30 | a |\n| 2025-08-28 | 0:00 | b |\n",
    "| 27.8.2025 | 24:30 | run |\n|-|-|-|\n| 28.8.2025 | 25:10 | run |\n| 29.8.2025 | 26:00 | run |\n",
    "- midnight 00:00\n- lunch 12:00\n- dinner 18:00\n", "Departures:\n0:15 Central\n0:45 Airport\n1:15 Central\n",
    "[00:12.00]Line one\n[00:17.20]Line two\n[00:12.00]Chorus\n", "10:1 horse\n25:1 other\n33:10 third\n",
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


def test_the_tables_hold_120_forms() -> None:
    cases = (FORMS, TITLE_FIRST, TIMES, LISTS, NONE)
    assert sum(len({str(case) for case in table}) for table in cases) >= 120
