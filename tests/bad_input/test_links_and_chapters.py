"""Links and chapters that lead nowhere, or are none."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.bad_input.notes import Case, Results, Table, case, each
from tests.bad_input.running import vaultlint

FILES = {
    "Zed.md": "# Head\n\ntext ^id\n",
    "Ada.md": "x\n",
    "a b.md": "x\n",
    "a%20c.md": "x\n",
    "\U0001f469\u200d\U0001f4bb.md": "x\n",
    "\u00e9t\u00e9.md": "x\n",
    "Sub/Deep.md": "x\n",
    "Twin one.md": "x\n",
    "Twin ones.md": "x\n",
    "pic.png": "",
}
VIDEO = "https://www.youtube.com/watch?v=x"


def link(row: int, name: str, text: str, finds: str = "", **more: Any) -> Case:
    """A line of a note."""
    return case(row, name, f"{text}\n", finds, **more)


def table(row: int, name: str, cells: str, finds: str = "", guessed: str = "", **more: Any) -> Case:
    """A table with one row."""
    head = "| a | b |\n|---|---|\n"
    after = f"{head}{guessed}\n".encode() if guessed else None
    return case(row, name, f"{head}{cells}\n", finds, guessed=after, **more)


def chapters(row: int, name: str, *lines: str, finds: str = "", fixed: str = "", **more: Any) -> Case:  # fmt: skip
    """Lines below a first one that begins at zero."""
    after = f"00:00 Start\n{fixed}\n".encode() if fixed else None
    note = "\n".join(("00:00 Start", *lines, ""))
    return case(row, name, note, finds, fixed=after, **more)


def linked(name: str, time: str, finds: str = "", fixed: str = "") -> Case:
    """A chapter that leads into a video."""
    note = f"[00:00]({VIDEO}&t=0) Start\n\n[01:49]({VIDEO}{{}}) Title\n"
    after = note.format(fixed).encode() if fixed else None
    return case(68, name, note.format(time), finds, fixed=after)


MALFORMED = [
    link(46, "nothing", "[[]]", "LNK009"),
    link(46, "blank", "[[ ]]", "LNK009"),
    link(46, "tab", "[[\t]]", "LNK009"),
    link(46, "no-break space", "[[\u00a0]]", "LNK009"),
    link(46, "only a text", "[[|x]]", "LNK009"),
    link(46, "only bars", "[[||]]", "LNK009"),
    link(46, "embed of nothing", "![[]]", "LNK009"),
    link(46, "embed with a width", "![[|100]]", "LNK009"),
    link(46, "Markdown", "[x]() [y](<>) [z](%0a)", "LNK009 LNK009 LNK009"),
    link(46, "own top", "[[#]] [[#|x]]"),
    link(46, "caret", "[[^]]", "LNK009", says="holds `^`"),
    link(47, "open to the end", "text [[Zed", "LNK009", at=(1, 6), says="never closed"),
    case(47, "open, and no line break", "text [[Zed", "LNK009", at=(1, 6)),
    link(47, "over two lines", "[[Zed\nAda]] [[No such]]", "LNK009 LNK001"),
    link(47, "text over two lines", "[[Zed|b\nc]] [[No such]]", "LNK009 LNK001"),
    link(47, "one bracket", "[[Zed] text\n[[No such]]", "LNK009 LNK001"),
    link(47, "one bracket and one below", "[[Zed]\n]", "LNK009"),
    link(47, "one bracket to open", "[Zed]] text"),
    link(47, "brackets left over", "[[Zed]]]] [[Ada]]]"),
    link(47, "Markdown with a bracket too many", "[[Zed](Zed.md) b", "LNK009", says="delete the first"),
    link(48, "four brackets", "[[[[Zed]]]]"),
    link(48, "four brackets around nothing known", "[[[[No such]]]]", "LNK001", at=(1, 3)),
    link(48, "link in a link", "[[Zed[[Ada]]]] [[Zed [[Ada]] x]]"),
    link(48, "link in a link to nothing", "[[No one[[No such]]]]", "LNK001", at=(1, 9)),
    table(49, "bar in a table", "| [[Zed\\|Z]] | ![[pic.png\\|100]] |"),
    table(49, "slip in a table", "| [[Adaa\\|al]] | x |", "LNK001", guessed="| [[Ada\\|al]] | x |"),
    table(49, "heading in a table", "| [[Zed#Haed\\|al]] | x |", "LNK002",
          guessed="| [[Zed#Head\\|al]] | x |"),
    case(49, "plain bar in a table", "| a | b |\n|---|---|\n| [[Zed|Z]] | x |\n", "STR011",
         fixed=b"| a | b |\n|---|---|\n| [[Zed\\|Z]] | x |\n"),
    link(49, "bar outside a table", "[[Zed\\|Z]]"),
    link(50, "empty heading", "[[Zed#]] ![[Zed#]] [[Zed#|x]] [[Zed##########]]"),
    link(50, "empty part", "[[Zed##Head]] [[Zed#Head#]]"),
    link(50, "empty block", "[[Zed#^]]", "LNK003"),
    link(50, "fifty parts", f"[[Zed{'#x' * 50}]]", "LNK002"),
    link(50, "fifty empty parts", f"[[Zed{'#' * 50}Head]]"),
    link(50, "5,000 characters", f"[[Zed#{'a' * 5_000}]]", "LNK002"),
    link(50, "block without a hash", "[[Zed^id]]", "LNK009", says="Zed#^id"),
    link(50, "block and heading", "[[Zed#Head#^id]] [[Zed#^ID]]"),
]  # fmt: skip
OUTSIDE = [
    link(51, "up and up", "[[../../../etc/passwd]]", "LNK001"),
    link(51, "embed up and up", "![[../../../etc/hostname.png]]", "LNK004"),
    link(51, "Markdown up and up", "[x](../../../etc/passwd) [y](..%2f..%2fetc%2fpasswd)",
         "LNK001 LNK001"),
    link(51, "from the root", "[[/etc/passwd]] [x](/etc/passwd.md)", "LNK001 LNK001"),
    link(51, "home", "[[~/x]] [[$HOME/x]]", "LNK001 LNK001"),
    # a colon and a backslash stand in no note's name
    link(51, "drive", "[[C:\\x]] [x](C:/x.md)", "LNK009 LNK009"),
    link(51, "share", "[[\\\\srv\\x]]", "LNK009"),
    link(51, "up and back", "[[Sub/../Zed]]", "LNK006", fixed=b"[[Zed]]\n"),
    link(51, "into the vault", "[[/Zed]] [[./Zed]] [[Sub/Deep]]"),
    link(51, "dots", "[[.]] [[..]] [[/]]", "LNK001 LNK001 LNK001"),
    link(51, "through a note", "[[Zed/]] [[Zed//Ada]]", "LNK001 LNK006", fixed=b"[[Zed/]] [[Ada]]\n",
         left="LNK001"),
    link(52, "file", "[[file:///etc/passwd]]", "LNK009", says="not a web address"),  # as of `:`
    link(52, "address", "[[https://example.com]]", "LNK009", says="not a web address"),
    link(52, "script as a note", "[[javascript:alert(1)]]", "LNK009"),
    link(52, "file in Markdown", "[x](file:///etc/passwd) ![](file:///etc/passwd)"),
    link(52, "script in Markdown", "[x](javascript:alert(1)) <javascript:alert(1)> [y](data:text/html,x)"),
    link(52, "application", "[x](obsidian://open?vault=x) [y](zotero://select/x)"),
    link(52, "no host", "[x](http://) <https://>", "LNK011 LNK011"),
    link(52, "one slash", "[x](http:/x.y)", "LNK011"),
    link(52, "half an address of six bytes", "[x](http://[::1)", "LNK011"),
    link(52, "port", "[x](https://x.y:99999) [y](https://x.y:port/)", "LNK011 LNK011"),
    link(52, "addresses that are fine",
         "[x](HTTPS://x.y:8080/a:b) [y](http://[::1]:80/) [z](//host/x.md) <https://a:b@x.y>"),
    link(53, "angle brackets", "[x](<a b.md>) [y](<Zed.md#Head>)"),
    link(53, "percent", "[x](a%20b.md) [y](Zed%2Emd) [z](Zed.md#%48ead)"),
    link(53, "percent of a percent", "[x](a%2520c.md)"),
    link(53, "NUL", "[x](%00)", "LNK001"),
    link(53, "no hexadecimal", "[x](%zz) [y](%)", "LNK001 LNK001"),
    link(53, "no UTF-8", "[x](%ff) [y](%E9.md) [z](%ED%A0%80.md)", "LNK001 LNK001 LNK001"),
    link(53, "plus is no blank", "[x](a+b.md)", "LNK001"),
    link(53, "blank", "[x](a b.md)", "LNK009", says="<a b.md>"),
]  # fmt: skip
HEAVY = [
    case(54, "a link of a megabyte", lambda: b"[[" + b"x" * 1_000_000 + b"]]\n", "LNK001", seconds=10),
    case(54, "a link of a megabyte of blanks", lambda: b"[[" + b" " * 1_000_000 + b"]]\n", "LNK009",
         seconds=10),
    case(54, "an address of half a megabyte", lambda: b"[x](" + b"x/" * 250_000 + b")\n", "LNK001",
         seconds=10),
    case(54, "a heading of 50,000 parts", lambda: b"[[Zed#" + b"a#" * 50_000 + b"]]\n", "LNK002",
         seconds=10),
    case(54, "10,000 links", "".join(f"[[Note number {n}]] " for n in range(10_000)),
         " ".join(["LNK001"] * 10_000), seconds=50),
    case(54, "100,000 openings", lambda: b"[[" * 100_000 + b"\n", seconds=10),
    case(54, "100,000 embeds", lambda: b"![[" * 100_000 + b"\n", seconds=10),
    case(54, "a megabyte of brackets", lambda: b"[" * 1_000_000 + b"\n", seconds=10),
    case(54, "images opened", lambda: b"![" * 100_000 + b"\n", seconds=10),
    case(54, "Markdown opened", lambda: b"[x](" * 50_000 + b"\n", seconds=10),
]  # fmt: skip
UNSEEN = [
    link(55, "no-break space", "[[a\u00a0b]] [[Zed\u00a0]]"),  # a blank like others, in names
    link(55, "joiner", "[[Ze\u200dd]]", "LNK001", says="invisible U+200D", guessed=b"[[Zed]]\n"),
    link(55, "direction", "[[Zed\u202e]]", "LNK001", says="`Zed\\u{202e}`, which holds invisible U+202E",
         guessed=b"[[Zed]]\n"),
    link(55, "isolates", "[[\u2066Zed\u2069|x]]", "LNK001", says="invisible U+2066",
         guessed=b"[[Zed|x]]\n"),
    link(55, "tab", "[[Ze\td]]", "LNK001", says="invisible U+0009", guessed=b"[[Zed]]\n"),
    link(55, "zero width", "[[\u200bZed]]", "LNK001", says="invisible U+200B", guessed=b"[[Zed]]\n"),
    link(55, "soft hyphen", "[[Zed\u00ad]]", "LNK001", says="invisible U+00AD", guessed=b"[[Zed]]\n"),
    link(55, "BOM", "[[Zed\ufeff]]", "LNK001", says="invisible U+FEFF", guessed=b"[[Zed]]\n"),
    link(55, "line separator", "[[No\u2028such]]", "LNK001", says="invisible U+2028"),
    link(55, "escape sequence", "[[\x1b]0;x\x07]]", "LNK001", says="invisible U+001B"),
    link(55, "in Markdown", "[x](Zed\u202e.md)", "LNK001", says="invisible U+202E",
         guessed=b"[x](Zed.md)\n"),
    link(55, "in an embed", "![[pic\u200b.png]]", "LNK004", says="invisible U+200B",
         guessed=b"![[pic.png]]\n"),
    link(55, "in what is shown", "[[Zed|x\u202ey]]"),
    link(56, "joined emoji", "[[\U0001f469\u200d\U0001f4bb]]"),
    link(56, "joined emoji to nothing", "[[\U0001f469\u200d\U0001f680 in space]]", "LNK001",
         says="named `\U0001f469\u200d\U0001f680 in space`:"),
    link(56, "decomposed", "[[e\u0301te\u0301]] [x](e%CC%81te%CC%81.md)"),
    link(56, "other case", "[[\u00c9T\u00c9]] [[zed]]"),
]  # fmt: skip
CIRCLES = [
    case(57, "to itself", "[[57-to-itself]] [[#Part]]\n# Part\n"),
    case(57, "there", "[[57-and-back]]\n"),
    case(57, "and back", "[[57-there]]\n"),
    case(57, "embeds itself", "![[57-embeds-itself]] ![[#Part]]\n# Part\n"),
    case(57, "embeds there", "![[57-embeds-back]]\n"),
    case(57, "embeds back", "![[57-embeds-there]]\n"),
]
HIDDEN = [
    link(58, "code span", "`[[No such]]` ``[[Adaa]]``"),
    link(58, "code fence", "```\n[[Adaa]]\n```"),
    link(58, "code fence in a quote", "> ```\n> [[Adaa]]\n> ```"),
    link(58, "code fence in an item", "- ```\n  [[Adaa]]\n  ```"),
    link(58, "indented code", "    [[Adaa]]"),
    link(58, "comment block", "%%\n[[No such]]\n%%"),
    link(58, "comment in a line", "%% [[No such]] %%", "LNK001"),  # the app indexes it
    link(58, "comment of HTML", "<!-- [[No such]]\n\n[[No such]] -->\n\n[[No such]]", "LNK001", at=(5, 1)),
    link(58, "math", "$[[No such]]$ and\n\n$$\n[[No such]]\n$$"),
    link(58, "dollars", "$5 and [[No such]] for $6", "LNK001"),
    link(58, "HTML block", "<div>\n[[No such]]\n</div>"),
    link(58, "anchor", '<a href="[[No such]]">x</a> <a href="no.md">y</a>'),
    link(58, "HTML in a line", "<span>[[No such]]</span>", "LNK001"),
    link(58, "escaped", "\\[[No such]] \\[\\[No such]]"),
    link(59, "two equally near", "[[Twin onee]]", "LNK001",
         says="did you mean `Twin one` or `Twin ones`?"),
    link(59, "one nearer", "[[Twin oen]]", "LNK001", guessed=b"[[Twin one]]\n"),
    link(60, "code fence", "```\n[[No such]]\n# x", "STR009", at=(1, 1)),
    link(60, "code fence closed by another", "~~~~\n[[No such]]\n~~~\n```", "STR009"),
    link(60, "code fence in a quote ends with it", "> ```\n> x\n\n[[No such]]", "STR009 LNK001"),
    link(60, "comment", "%%\n[[No such]]", "STR009", at=(1, 1)),
    link(60, "comment of HTML", "<!--\n[[No such]]", "STR009", at=(1, 1)),
    link(60, "comment in a line", "text %% [[No such]]", "LNK001"),
    link(60, "math", "$$\n[[No such]]", "STR009 LNK001"),  # text, to the app
    link(60, "code span", "`[[No such]]", "LNK001"),
]  # fmt: skip
LARGE = [
    case(61, "table of 100,000 rows", lambda: b"| a | b |\n|---|---|\n" + b"| x | [[Zed]] |\n" * 100_000,
         seconds=50),
    case(61, "10,000 quotes", lambda: b">" * 10_000 + b" x\n", "FIL005", seconds=10),
    case(61, "10,000 quotes apart", lambda: b"> " * 10_000 + b"x\n", "FIL005", seconds=10),
    case(61, "5,000 lists in one line", lambda: b"- " * 5_000 + b"x\n", "FIL005", seconds=10),
    case(61, "1,500 lists, one in the other",
         lambda: b"".join(b" " * (2 * n) + b"- x\n" for n in range(1_500)), seconds=30),
    case(61, "30,000 headings", lambda: b"# x\n" * 30_000, seconds=30),
    case(62, "4 MB of one line", lambda: b"x " * 2_000_000 + b"[[No such]]\n", "LNK001", seconds=50),
    case(62, "4 MB of one word", lambda: b"x" * 4_000_000 + b"\n", seconds=50),
    case(62, "4 MB of Chinese", lambda: "\u7b14\u8bb0".encode() * 650_000 + b"[[No such]]\n", "LNK001",
         seconds=50),
]  # fmt: skip
CHAPTERS = [
    chapters(63, "seconds", "24:75 B", finds="CHP002", says="seconds end at 59"),
    chapters(63, "minutes", "1:60:00 B", finds="CHP002", says="minutes end at 59"),
    chapters(63, "both", "99:99:99 B", finds="CHP002"),
    chapters(63, "below zero", "-0:10 B", "01:00 C", finds="CHP002", says="nothing comes before"),
    chapters(63, "below zero in print", "\u22120:10 B", finds="CHP002", says="nothing comes before"),
    chapters(63, "below zero in an item", "- -0:10 B", finds="CHP002"),
    chapters(63, "in brackets", "(24:75) B", finds="CHP002"),
    chapters(63, "full width", "01\uff1a75 B", finds="CHP002"),
    chapters(63, "minutes above an hour", "61:00 B", "100:00 C"),
    case(63, "items whose marks lack a blank", "-00:00 A\n-01:00 B\n-02:75 C\n"),
    # adjacent, it is the order that does not rise; one finding for one line
    chapters(64, "zero twice", "00:00 B", finds="CHP001", says="stands twice"),
    chapters(64, "falling", "05:00 B", "03:00 C", finds="CHP001", says="comes after",
             guessed=b"00:00 Start\n03:00 C\n05:00 B\n"),
    chapters(64, "title twice", "01:00 Start", finds="CHP004"),
    case(65, "four numbers", "0:00:00:00 A\n0:00:01:00 B\n"),
    case(65, "single digits", "1:2\n1:3\n"),
    case(65, "times of a day", "10:30 AM A\n11:00 AM B\n"),
    case(65, "verse", "3:16 God so loved\n3:17 For God\n"),
    case(65, "ratio", "16:9 wide\n4:3 narrow\n"),
    case(65, "in code", "`00:00` A\n`24:75` B\n\n```\n00:00 A\n24:75 B\n```\n"),
    case(65, "in a quote", "> 10:30 a\n> 11:75 b\n"),
    case(65, "in a sentence", "We met at 10:75 and left at 9:99.\n"),
    chapters(66, "full width", "\uff11\uff1a\uff10\uff12 B", finds="CHP003", fixed="01:02 B"),
    case(66, "full width throughout", "# Chapters\n1\uff1a02 A\n\uff13\uff1a\uff10\uff14 B\n", "CHP003 CHP003",
         fixed=b"# Chapters\n1:02 A\n3:04 B\n"),
    chapters(66, "Arabic", "\u0660\u0661:\u0663\u0660 B"),
    chapters(66, "superscript", "\u00b2:30 B"),
    chapters(67, "17 digits", "99999999999999999:00 B", finds="CHP002", says="that long"),
    chapters(67, "17 digits with hours", "99999999999999999:00:00 B", finds="CHP002"),
    chapters(67, "5,000 digits", "9" * 5_000 + ":00 B"),
    linked("letters", "&t=abc"),
    linked("below zero", "&t=-1"),
    linked("exponent", "&t=1e9"),
    linked("nothing", "&t="),
    linked("26 digits", "&t=" + "9" * 26),
    linked("400 digits and an hour", "&t=" + "9" * 400 + "h"),
    linked("full width", "&t=\uff11\uff10\uff10"),
    linked("superscript", "&t=\u00b2"),
    linked("range", "&t=100,200"),
    linked("hours and minutes", "&t=1h2m", "CHP008", fixed="&t=1m49s"),
    linked("seconds", "&t=100s", "CHP008", fixed="&t=109s"),
    linked("clock", "#t=01:40", "CHP008", fixed="#t=01:49"),
    linked("clock of ninety seconds", "#t=01:75", "CHP008", fixed="#t=01:49"),
    linked("before another", "&t=100&list=a", "CHP008", fixed="&t=109&list=a"),
    linked("right", "&t=109"),
    linked("right in parts", "&t=109.5"),
]  # fmt: skip

TABLE = Table(
    [*MALFORMED, *OUTSIDE, *HEAVY, *UNSEEN, *CIRCLES, *HIDDEN, *LARGE, *CHAPTERS],
    FILES,
)


@each(TABLE.together)
def test_a_bad_note_gives_its_outcome(results: Results, case: Case) -> None:
    results.hold(case)


@each(TABLE.alone)
def test_a_heavy_note_gives_its_outcome_in_time(results: Results, case: Case) -> None:
    results.hold_alone(case)


def test_clean_notes_exit_zero(results: Results) -> None:
    results.clean_ones_exit_zero()


@pytest.mark.parametrize("option", [(), ("--fix", "--unsafe-fixes")], ids=["51-check", "51-fix"])
def test_no_link_makes_a_file_outside_be_looked_at(
    option: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [c for c in TABLE.together if c.row in (51, 52, 53)]
    vault = TABLE.vault(tmp_path / "vault", cases)
    asked: list[str] = []

    def watch(name: str) -> None:
        real = getattr(os, name)

        def watched(path: Any, *more: Any, **options: Any) -> Any:
            asked.append(os.fsdecode(path) if not isinstance(path, int) else "")
            return real(path, *more, **options)

        monkeypatch.setattr(os, name, watched)

    for name in ("stat", "lstat", "open", "scandir", "listdir", "readlink", "access"):
        watch(name)
    vaultlint("--no-cache", *option, cwd=vault)
    monkeypatch.undo()
    assert any(path.endswith("51-up-and-up.md") for path in asked)
    assert [p for p in asked if re.search("passwd|hostname|srv|^[~C]", p)] == []


@pytest.mark.parametrize("form", ["html"], ids=["52-html"])
def test_the_report_leads_to_no_script_and_no_file(form: str, tmp_path: Path) -> None:
    cases = [c for c in TABLE.together if c.row in (51, 52)]
    vault = TABLE.vault(tmp_path / "vault", cases)
    page = vaultlint("--no-cache", "--output-format", form, cwd=vault).out
    assert "javascript:alert" in page  # named
    assert re.findall(r'(?:href|src)="?(?:javascript|file|data|vbscript):[^"]*', page) == []


@pytest.mark.parametrize("width", [80], ids=["62-clipped"])
def test_a_caret_line_is_cut_to_the_terminal(width: int, tmp_path: Path) -> None:
    case = next(c for c in TABLE.alone if c.name == "4 MB of Chinese")
    vault = TABLE.vault(tmp_path / "vault", [case])
    lines = vaultlint("--no-cache", case.path, cwd=vault).out.splitlines()
    assert any("^" in line for line in lines)
    assert max(map(len, lines)) <= 200
