"""Links that a fix rewrites keep the form that a person chose; all else stays byte for byte."""

from __future__ import annotations

import pytest

from tests.harness import TODAY, active, default_rules
from vaultlint.engine import check
from vaultlint.engine.fix import fix
from vaultlint.finding import Safety
from vaultlint.rule import Active
from vaultlint.rules import all_rules
from vaultlint.text import apply
from vaultlint.vault import Vault

COMPANY = {
    "People/Jane Doe.md": "---\naliases: [JD2000, 阿里巴巴]\n---\n# Life\n## Notes on it\n## On [[Émile Zola|him]]\n",
    "People/Émile Zola.md": "# Résumé\n",
    "People/中文 笔记.md": "# 第一章 开始\n",
    "People/O'Neil.md": "",
    "img/pic one.png": "",
    "img/50% off.png": "",
    "img/Slide #1.png": "",
    "a/Same.md": "",
    "b/Same.md": "",
}  # fmt: skip

GUESSES = [
    ("[[Jane Do]]", "[[Jane Doe]]"),
    ("[[Jane Do|her]]", "[[Jane Doe|her]]"),
    ("[[Jane Do#Life]]", "[[Jane Doe#Life]]"),
    ("[[Jane Do.md]]", "[[Jane Doe.md]]"),
    ("[[People/Jane Do]]", "[[People/Jane Doe]]"),
    ("[[/People/Jane Do]]", "[[/People/Jane Doe]]"),
    ("[[../People/Jane Do#Life|x]]", "[[../People/Jane Doe#Life|x]]"),
    ("[[Emile Zola]]", "[[Émile Zola]]"),
    ("[x](Jane%20Do.md)", "[x](Jane%20Doe.md)"),
    ("[x](Jane%20Do)", "[x](Jane%20Doe)"),
    ("[x](<Jane Do.md>)", "[x](<Jane Doe.md>)"),
    ('[x](../People/Jane%20Do.md#Life "t")', '[x](../People/Jane%20Doe.md#Life "t")'),
    ("[x](/People/Jane%20Do.md)", "[x](/People/Jane%20Doe.md)"),
    ('[x](<../People/Jane Do.md#Life> "t")', '[x](<../People/Jane Doe.md#Life> "t")'),
    ("[x](Émile%20Zol.md)", "[x](Émile%20Zola.md)"),
    ("[x](%C3%89mile%20Zol.md)", "[x](%C3%89mile%20Zola.md)"),
    ("[x](中文%20笔.md)", "[x](中文%20笔记.md)"),
    ("[x][r]\n\n[r]: <Jane Do.md> 'T'", "[x][r]\n\n[r]: <Jane Doe.md> 'T'"),
    ("[x][R  r]\n\n[r r]:\n  Jane%20Do.md", "[x][R  r]\n\n[r r]:\n  Jane%20Doe.md"),
    ("| a |\n|---|\n| [[Jane Do\\|x]] |", "| a |\n|---|\n| [[Jane Doe\\|x]] |"),
    ("![[pic on.png|100x50]]", "![[pic one.png|100x50]]"),
    ("![alt|100](pic%20on.png)", "![alt|100](pic%20one.png)"),
    ("![](<../img/pic on.png>)", "![](<../img/pic one.png>)"),
    ("[[Jane Doe#Notes on i]]", "[[Jane Doe#Notes on it]]"),
    ("[[Jane Doe#Life#Notes on i|x]]", "[[Jane Doe#Life#Notes on it|x]]"),
    ("[[Jane Doe#Lief#Notes on it]]", "[[Jane Doe#Life#Notes on it]]"),
    ("[[Jane Doe#On hym]]", "[[Jane Doe#On him]]"),
    ("[x](Jane%20Doe.md#Notes%20on%20i)", "[x](Jane%20Doe.md#Notes%20on%20it)"),
    ("[x](<Jane Doe.md#Notes on i>)", "[x](<Jane Doe.md#Notes on it>)"),
    ("[[中文 笔记#第一章 开]]", "[[中文 笔记#第一章 开始]]"),
    ("![[Jane Doe#Notes on i]]", "![[Jane Doe#Notes on it]]"),
    ('---\nup: "[[Jane Do|x]]"\n---', '---\nup: "[[Jane Doe|x]]"\n---'),
    ("---\nup: '[[Jane Do]]'\n---", "---\nup: '[[Jane Doe]]'\n---"),
    ("[[ONeil]]", "[[O'Neil]]"),
    ("[[Same]]", "[[a/Same]]"),
    ("[x](Same.md)", "[x](a/Same.md)"),
]

SURE = [
    ("[[Persons/Jane Doe]]", "[[People/Jane Doe]]"),
    ("[[Persons/Jane Doe.md|x]]", "[[People/Jane Doe.md|x]]"),
    ("[[../Persons/Jane Doe#Life|x]]", "[[../People/Jane Doe#Life|x]]"),
    ("[[/Persons/Jane Doe]]", "[[/People/Jane Doe]]"),
    ("[x](../Persons/Jane%20Doe.md)", "[x](../People/Jane%20Doe.md)"),
    ("[x](./Jane%20Doe.md)", "[x](../People/Jane%20Doe.md)"),
    ("![](media/50%25%20off.png)", "![](img/50%25%20off.png)"),
    ("![](<media/50%25 off.png>)", "![](<img/50%25 off.png>)"),
    ("![[media/pic one.png|100]]", "![[img/pic one.png|100]]"),
    ("[[JD2000]]", "[[Jane Doe|JD2000]]"),
    ("[[jd2000]]", "[[Jane Doe|jd2000]]"),
    ("[[JD2000|x]]", "[[Jane Doe|x]]"),
    ("[[JD2000#Life]]", "[[Jane Doe#Life|JD2000 > Life]]"),
    ("[[阿里巴巴]]", "[[Jane Doe|阿里巴巴]]"),
    ("[x](JD2000.md)", "[x](Jane%20Doe.md)"),
    ("![[JD2000#Life]]", "![[Jane Doe#Life]]"),
    ("| a |\n|---|\n| [[JD2000]] |", "| a |\n|---|\n| [[Jane Doe\\|JD2000]] |"),
    ('---\nup: ["[[JD2000]]"]\n---', '---\nup: ["[[Jane Doe|JD2000]]"]\n---'),
]

NOTHING = [
    "[[Nobody at all]]",
    "---\nup: '[[ONeil]]'\n---",  # the name holds the quote
    "[[Persons/Same]]",  # two files have the name
    "![[img/Slides #1.png]]",  # no link can hold the `#`
    "![](img/Slides%20%231.png)",
    "[[Same#^x]]",  # the block is missing, whichever file it is
]


def mended(text: str, safety: Safety) -> set[str]:
    """The note after each of its fixes."""
    vault = Vault.of({**COMPANY, "notes/S.md": text + "\n"})
    rules = tuple(a for a in default_rules() if a.rule.code.startswith("LNK"))
    report = check(vault, lambda _: rules, TODAY, ["notes/S.md"])
    fixes = [f for d in report.diagnostics for f in d.finding.fixes if f.safety is safety]
    data = vault.notes["notes/S.md"].data
    return {apply(data, f.edits).decode().removesuffix("\n") for f in fixes}


@pytest.mark.parametrize(("text", "expected"), GUESSES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_guess_is_unsafe(text: str, expected: str, newline: str) -> None:
    text, expected = text.replace("\n", newline), expected.replace("\n", newline)
    assert mended(text, Safety.UNSAFE) == {expected}
    assert mended(text, Safety.SAFE) == set()


@pytest.mark.parametrize(("text", "expected"), SURE)
def test_a_sure_fix_is_safe(text: str, expected: str) -> None:
    assert mended(text, Safety.SAFE) == {expected}
    assert mended(text, Safety.UNSAFE) == set()


@pytest.mark.parametrize("text", NOTHING)
def test_no_fix_where_none_can_be_written(text: str) -> None:
    assert mended(text, Safety.SAFE) == mended(text, Safety.UNSAFE) == set()


def through_the_fixer(text: str, *rules: Active) -> str:
    """The note once the fixer, with all its guards, is done with it."""
    vault = Vault.of({**COMPANY, "notes/S.md": text + "\n"})
    fixed = fix(vault, lambda _: rules, TODAY, ["notes/S.md"], unsafe=True)
    assert fixed.report.crashes == ()
    data = vault.notes["notes/S.md"].data
    return fixed.changed.get("notes/S.md", (data, data))[1].decode().removesuffix("\n")


@pytest.mark.parametrize(("text", "expected"), [*GUESSES, *SURE])
def test_the_fixer_takes_them(text: str, expected: str) -> None:
    assert through_the_fixer(text, *default_rules()) == expected


MENDED_TWICE = [
    ("[[Jane Do#Notes on i]]", "[[Jane Doe#Notes on it]]"),
    ("[x](../Persons/Jane%20Do.md#Lief)", "[x](../People/Jane%20Doe.md#Life)"),
    ("[x][r] [y][r] ![z][r]\n\n[r]: <../Persons/Jane Doe.md#Lief>",
     "[x][r] [y][r] ![z][r]\n\n[r]: <../People/Jane Doe.md#Life>"),
    ("[[jd2000#Lief]]", "[[Jane Doe#Life|jd2000 > Lief]]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MENDED_TWICE)
def test_two_faults_in_one_link(text: str, expected: str) -> None:
    assert through_the_fixer(text, *default_rules()) == expected


SPELLINGS = [
    ("[[jane doe]]", "[[Jane Doe]]"),
    ("[[people/jane doe|x]]", "[[People/Jane Doe|x]]"),
    ("[[../people/Jane Doe#Life]]", "[[../People/Jane Doe#Life]]"),
    ("[[/people/jane doe.MD]]", "[[/People/Jane Doe.md]]"),
    ("[x](../people/jane%20doe.md)", "[x](../People/Jane%20Doe.md)"),
    ("[x](<Jane doe.md>)", "[x](<Jane Doe.md>)"),
    ("![[PIC one.PNG|100]]", "![[pic one.png|100]]"),
    ("![](img/Pic%20one.png)", "![](img/pic%20one.png)"),
    ("[[E\u0301mile Zola]]", "[[Émile Zola]]"),
    ('---\nup: "[[jane Doe]]"\n---', '---\nup: "[[Jane Doe]]"\n---'),
    ("[[Jane Doe]] [[People/Jane Doe]] [x](./../People/Jane%20Doe.md)", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPELLINGS)
def test_a_link_is_spelled_as_its_file_is(text: str, expected: str | None) -> None:
    assert through_the_fixer(text, active(all_rules()["LNK010"])) == (expected or text)


ODD_NAMES = [
    (" a/Loom.md", "[[x/Loom]]", None),
    (" a/Loom.md", "[[/x/Loom]]", "[[/ a/Loom]]"),
    (" a/Loom.md", "[x](x/Loom.md)", None),
    ("a/Loom .md", "[[Loum]]", None),
    (" a/Jacquard.md", "---\nup: '[[x/Jacquard]]'\n---\n", None),
    ("[Jacquard.md", "[[Jacquard]]", None),
    ("[Jacquard.md", "[x](Jacquard.md)", "[x](%5BJacquard.md)"),
    ("$x$Jacquard.md", "[[$$Jacquard]]", None),
    ("50$ Jacquard.md", "[[50$ Jacqard]]", "[[50$ Jacquard]]"),
    ("Jac\\quard.md", "[[Jacquard]]", None),
    ("Jac\\quard.md", "[x](<Jacquard.md>)", "[x](<Jac%5Cquard.md>)"),
    ("Jac\\=quard.md", "[x][r]\n\n[r]: <Jac=quard.md>\n", "[x][r]\n\n[r]: <Jac%5C=quard.md>\n"),
    ("a/Trail .canvas", "[x][r]\n\n[r]: <b/Trail #H>\n", "[x][r]\n\n[r]: <a/Trail .canvas#H>\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "becomes"), ODD_NAMES)
def test_a_name_that_a_link_can_hardly_hold(name: str, text: str, becomes: str | None) -> None:
    """A fix is offered only where it leads to the file."""
    vault = Vault.of({name: "# H\n", "S.md": text})
    done = fix(vault, lambda _: default_rules(), TODAY, unsafe=True)
    assert done.report.crashes == ()
    assert done.vault.file("S.md").data.decode() == (becomes or text)
    if becomes:
        assert [d for d in done.report.diagnostics if d.path == "S.md"] == []
