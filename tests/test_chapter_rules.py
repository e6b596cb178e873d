"""What the rules on chapters do to notes: sorting, padding, links, lengths."""

from __future__ import annotations

import pytest

from tests.harness import active, fixed_text, run
from vaultlint.durations import duration_seconds
from vaultlint.rules import all_rules
from vaultlint.vault import Vault


def found(code: str, text: str) -> list[str]:
    vault = Vault.of({"Note.md": text})
    return [d.finding.message for d in run(vault, "Note.md", [active(all_rules()[code])])]


def fixed(code: str, text: str) -> str:
    return fixed_text(Vault.of({"Note.md": text}), "Note.md", (active(all_rules()[code]),))


SORTED = [
    # before, after
    ("00:00 a\n24:10 c\n10:30 b\n", "00:00 a\n10:30 b\n24:10 c\n"),
    ("00:00 a\r\n24:10 c\r\n10:30 b", "00:00 a\r\n10:30 b\r\n24:10 c"),
    ("24:10 c\n00:00 Intro\n10:30 b\n", "00:00 Intro\n10:30 b\n24:10 c\n"),
    ("10:30 b\n0:00 Intro\n24:10 c\n", "0:00 Intro\n10:30 b\n24:10 c\n"),
    # numbers of a list stay, tasks travel
    ("1. 00:00 a\n2. 24:10 c\n3. 10:30 b\n", "1. 00:00 a\n2. 10:30 b\n3. 24:10 c\n"),
    ("- [x] 00:00 a\n- [ ] 24:10 c\n- [x] 10:30 b\n", "- [x] 00:00 a\n- [x] 10:30 b\n- [ ] 24:10 c\n"),
    # tables, quotes, blank lines between
    (
        "|t|n|\n|-|-|\n|00:00|a|\n|24:10|c|\n|10:30|b|\n\nafter\n",
        "|t|n|\n|-|-|\n|00:00|a|\n|10:30|b|\n|24:10|c|\n\nafter\n",
    ),
    ("> 00:00 a\n> 24:10 c\n> 10:30 b\n", "> 00:00 a\n> 10:30 b\n> 24:10 c\n"),
    ("00:00 a  \n\n24:10 c  \n\n\n10:30 b\n\nafter\n", "00:00 a  \n\n10:30 b\n\n\n24:10 c  \n\nafter\n"),
    # with the text under them: block ids, links, code and all
    (
        "00:00 a\n\n24:10 c\n\nsee [[X#Y]] ^c1\n\n```\n10:00 no chapter\n```\n\n10:30 b\n\n- one\n- two\n\n# End\n",
        "00:00 a\n\n10:30 b\n\n- one\n- two\n\n24:10 c\n\nsee [[X#Y]] ^c1\n\n```\n10:00 no chapter\n```\n\n# End\n",
    ),
    (
        "- 00:00 a\n- 24:10 c\n  - deeper\n- 10:30 b\n  - other\n  - more\n",
        "- 00:00 a\n- 10:30 b\n  - other\n  - more\n- 24:10 c\n  - deeper\n",
    ),
    (
        "## 00:00 a\n## 24:10 c\ntext\n### deeper\n## 10:30 b\nother\n# End\n",
        "## 00:00 a\n## 10:30 b\nother\n## 24:10 c\ntext\n### deeper\n# End\n",
    ),
    ("00:00 a\n24:10 c\nthree\n10:30 b\ntwo\n\n---\nfoot\n", "00:00 a\n10:30 b\ntwo\n24:10 c\nthree\n\n---\nfoot\n"),
    (
        "> 00:00 a\n> 24:10 c\n> > three\n>\n> 10:30 b\n> two\n",
        "> 00:00 a\n> 10:30 b\n> two\n>\n> 24:10 c\n> > three\n",
    ),
    ("Intro – 0:00\nC – 24:10\nB – 10:30\n", "Intro – 0:00\nB – 10:30\nC – 24:10\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), SORTED, ids=range(len(SORTED)))
def test_a_list_is_sorted_with_its_text(before: str, after: str) -> None:
    assert fixed("CHP001", before) == after


NOT_SORTED = [
    ("00:00 a\n24:10 c\n## Between\n30:20 d\n24:20 b\n", "the heading `Between` stands between"),
    ("- 00:00 a\n- 24:10 c\n* 10:30 b\n", "its lines are not written alike"),
    ("# 00:00 a\n## 24:10 c\n## 10:30 b\n", "its lines are not written alike"),
    ("00:00 a\n24:75 x\n24:10 c\n10:30 b\n", "`24:75` is no time"),
    ("9. 00:00 a\n10. 24:10 c\n    text\n11. 10:30 b\n    text\n", "text stands between its lines"),
    ("> 00:00 a\n> 24:10 c\n\ntext\n\n> 10:30 b\n", "not all of it stands in the quote"),
    ("00:00 a\n24:10 c\nx\n10:30 b\n\n|t|n|\n|-|-|\n|x|y|\n", "would be read otherwise"),
    ("00:00 a\n24:10 c\nx\n10:30 b\n\n> text\n", "would be read otherwise"),
    ("00:00 a\n24:10 c\nx\n10:30 b\n\n<div>\n\n# End\n", "would be read otherwise"),
    ("|t|n|\n|-|-|\n|00:00|a|\n|24:10|c|\n\n|t|n|\n|-|-|\n|10:30|b|\n", "text stands between its lines"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), NOT_SORTED, ids=range(len(NOT_SORTED)))
def test_what_cannot_be_sorted_is_said(text: str, why: str) -> None:
    messages = found("CHP001", text)
    assert any(why in message for message in messages), messages
    assert fixed("CHP001", text) == text


FORMATS = [
    ("00:00 a\n1:2:03 b\n", "00:00 a\n1:02:03 b\n"),
    ("00:00 a\n2:10 b\n", "00:00 a\n02:10 b\n"),
    ("0:00 a\n2:10 b\n04:10 c\n", "0:00 a\n2:10 b\n4:10 c\n"),
    ("00:00 a\n２４：５８ b\n", "00:00 a\n24:58 b\n"),
    ("00:00 a\n24：58：01 b\n", "00:00 a\n24:58:01 b\n"),
    # the address and what else the line holds stay
    (
        "[00:00](https://youtu.be/x?t=0&list=y) a\n[2:10](https://youtu.be/x?list=y&t=130s#z) b\n",
        "[00:00](https://youtu.be/x?t=0&list=y) a\n[02:10](https://youtu.be/x?list=y&t=130s#z) b\n",
    ),
    ("[[v.mp4#t=0|00:00]] a\n[[v.mp4#t=130|2:10]] b\n", "[[v.mp4#t=0|00:00]] a\n[[v.mp4#t=130|02:10]] b\n"),
    # columns stay
    ("00:00    a\n2:10     b\n", "00:00    a\n02:10    b\n"),
    ("00:00  a\n２:10  b\n", "00:00  a\n02:10  b\n"),
    ("| 00:00 | a |\n|-|-|\n| 2:10  | b |\n", "| 00:00 | a |\n|-|-|\n| 02:10 | b |\n"),
    ("| 00:00 | a |\n|-|-|\n| ０２：１０ | b |\n", "| 00:00 | a |\n|-|-|\n| 02:10      | b |\n"),
    ("(00:00)  a\n(2:10)   b\n", "(00:00)  a\n(02:10)  b\n"),
    ("00:00 a  \n2:10 b  \n", "00:00 a  \n02:10 b  \n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), FORMATS, ids=range(len(FORMATS)))
def test_a_time_is_padded_and_nothing_else_moves(before: str, after: str) -> None:
    assert fixed("CHP003", before) == after


LINKS = [
    ("t=100", "t=109"), ("t=100s", "t=109s"), ("t=1m40s", "t=1m49s"), ("t=1:40", "t=01:49"), ("start=100", "start=109"),
    ("t=99.5", "t=109"), ("t=0h1m40s", "t=1m49s"), ("list=y&t=100&si=z", "list=y&t=109&si=z"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), LINKS)
def test_a_link_leads_to_what_is_shown(before: str, after: str) -> None:
    for form in (
        "[01:49](https://youtu.be/x?{}) a\n",
        "- a [01:49](https://youtu.be/x?{})\n",
        "[01:49 a](https://e.org/x?{})\n",
    ):
        assert fixed("CHP008", form.format(before)) == form.format(after)
        assert found("CHP008", form.format(after)) == []


@pytest.mark.parametrize(
    "query", ["t=109", "t=109.4", "t=1m49s", "t=109,200", "v=x", "t=", "t=abc", "utm=1&list=t"]
)
def test_a_link_that_agrees_or_says_nothing(query: str) -> None:
    assert (
        found(
            "CHP008",
            f"[01:49](https://youtu.be/x?{query}) a\n[02:49](https://youtu.be/x?t=169) b\n",
        )
        == []
    )


DURATIONS = [
    ("1:25:05", 5105), ("5105", 5105), ("PT1H25M5S", 5105), ("85 min", 5100), ("85min", 5100), ("85 minutes", 5100), ("1h25m", 5100),
    ("1h25", 5100), ("1 h 25 min 5 s", 5105), ("1 hour, 25 minutes", 5100), ("1 hour and 25 minutes", 5100), ("1.5 h", 5400),
    ("1,5 Std.", 5400), ("85 Minuten", 5100), ("85分钟", 5100), ("1小时25分", 5100), ("８５分", 5100), ("1：25：05", 5105),
    ("90s", 90), ("P1D", 86400), ("pt90m", 5400), ("", None), ("long", None), ("85 pages", None), ("1.5", None), ("1:75", None), ("PT", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "seconds"), DURATIONS)
def test_a_duration_is_read_in_seconds(text: str, seconds: int | None) -> None:
    assert duration_seconds(text) == seconds


LENGTHS = [
    # property, how many of the chapters are past the end
    ("duration: 1:25:05", 0), ("duration: 85 min", 0), ("duration: PT1H25M5S", 0), ("duration: 5105", 0), ("duration: 45 min", 1),
    ("Duration: 45 min", 1), ("length: 45 min", 1), ("runtime: 45m", 1), ("时长: 45分钟", 1), ('duration: "45:00"', 1),
    ("duration: 2700", 1), ("duration: 45", 1), ("duration: 85", 0), ("duration: 1:25", 0), ("duration:", 0),
    ("duration: long", 0), ("pages: 45", 0), ("length: 320 pages", 0),
]  # fmt: skip


@pytest.mark.parametrize(("line", "count"), LENGTHS)
def test_the_end_of_the_recording(line: str, count: int) -> None:
    text = f"---\n{line}\n---\n0:00 a\n20:00 b\n44:59 c\n50:00 d\n"
    assert len(found("CHP006", text)) == count


def test_a_log_under_the_next_heading_is_no_chapter_list() -> None:
    chapters = "## Chapters\n0:00 a\n4:00 b\n9:00 c\n\n## Notes\n"
    assert not found("CHP001", f"{chapters}10:30 met\n10:10 called\n")
    assert found("CHP001", f"{chapters}30:30 d\n29:10 e\n")
