"""Guards: a rule of the test does harm on purpose. The note keeps its bytes, the rule is named, and
other notes are mended all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.harness import default_rules, rule_of
from tests.test_cli import make
from tests.test_engine import TODAY, a_rule, after, replacing, run_fix
from vaultlint.cli.app import run
from vaultlint.engine.check import Judged
from vaultlint.engine.fix import fix
from vaultlint.engine.guard import broken_promise
from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Active, Check, Context, NoOptions
from vaultlint.rules import all_rules
from vaultlint.schema.load import load_schemas
from vaultlint.text import Edit, Span
from vaultlint.vault import Vault

NOTE = """\
---
# mine
title: old
list:
  - a # why
  - b
map:
  x: 1
  y: 2
done: true
---
# Head

[[Ada]] #tag `old [[Eve]]`
"""
MENDED = NOTE.replace("title: old", "title: new")


def doing(*edits: tuple[str, str]) -> Check:
    """A rule that finds the old title, and whose fix makes edits, each given as what stands there
    and what is put in its place; after `|` as what is put before it."""

    def check_(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        if b"title: old" not in note.data:
            return
        made = []
        for was, new in edits:
            at = note.data.index(was.lstrip("|").encode())
            end = at if was.startswith("|") else at + len(was.encode())
            made.append(Edit(note.path, Span(at, end), new))
        at = note.data.index(b"title: old")
        yield Finding(Span(at, at + 10), "is old", (Fix("mend", tuple(made)),))

    return check_


OLD = ("title: old", "title: new")
HARM: list[tuple[str, tuple[tuple[str, str], ...], str]] = [
    ("empties the note", ((NOTE, ""),), "the fixed note would be empty"),
    ("puts a NUL", (OLD, ("|#tag", "\0")), "the fixed note could not be read"),
    ("puts half a character", (OLD, ("|#tag", "\ud800")), "surrogates not allowed"),
    ("breaks the YAML", (("old", "'new"),), "front matter that could be read no longer can"),
    ("loses the front matter", (OLD, ("|---", " ")), "front matter that could be read no longer can"),
    ("indents a property", (OLD, ("|done", "  ")), "`map` changed though no edit names it"),
    ("comments a property out", (OLD, ("|done", "# ")), "`done` changed though no edit names it"),
    ("swallows a property", (OLD, ("|done", "more: >\n  ")), "`done` changed though no edit names it"),
    ("ends the block early", (OLD, ("|done", "---\n")), "`done` changed though no edit names it"),
    ("puts an anchor before a list", (OLD, ("|  - a", "  - new\n# ")), "a part of `list` changed though no edit names it"),
    ("comments an item out", (OLD, ("|  - b", "#")), "a part of `list` changed though no edit names it"),
    ("changes an order", (OLD, ("|# mine", "done: true\n"), ("|done", "# ")), "changed their order"),
    ("hides the text", (OLD, ("|# Head", "%% ")), "`Head` in the text would be read otherwise"),
    ("opens a fence", (OLD, ("|[[Ada", "```\n")), "`Ada` in the text would be read otherwise"),
    ("makes a link of what is code", (OLD, ("`old", "old")), "`Eve` in the text would be read otherwise"),
    ("mends nothing", (("- b", "- b "),), "T1 is still there after its fix"),
    ("overlaps itself", (OLD, ("old", "new")), "edit of bytes"),
    ("inserts twice at one place", (OLD, ("|# Head", "a"), ("|# Head", "b")), "edit of bytes"),
]  # fmt: skip


IDS = [harm[0] for harm in HARM]


@pytest.mark.parametrize(("harm", "edits", "why"), HARM, ids=IDS)
def test_harm_is_undone_and_named(harm: str, edits: tuple[tuple[str, str], ...], why: str) -> None:
    good = a_rule("T2", replacing(b"bad", "good"))
    fixed = run_fix({"A.md": NOTE, "B.md": "bad"}, a_rule("T1", doing(*edits)), good)
    assert after(fixed) == {"B.md": "good"}
    ((path, code, error),) = fixed.report.crashes
    assert (path, code) == ("A.md", "T1")
    assert why in error


@pytest.mark.parametrize(("harm", "edits", "why"), HARM, ids=IDS)
def test_harm_is_undone_in_a_file_with_crlf(
    harm: str, edits: tuple[tuple[str, str], ...], why: str
) -> None:
    crlf = [(was.replace("\n", "\r\n"), new.replace("\n", "\r\n")) for was, new in edits]
    fixed = run_fix({"A.md": NOTE.replace("\n", "\r\n")}, a_rule("T1", doing(*crlf)))
    assert fixed.changed == {}
    assert why in fixed.report.crashes[0].error


def test_the_rule_that_harms_is_the_only_harm() -> None:
    """The same rule without the harm mends the note: no case above passes for another reason."""
    assert after(run_fix({"A.md": NOTE}, a_rule("T1", doing(OLD)))) == {"A.md": MENDED}


def test_bytes_outside_the_edits_are_compared() -> None:
    old = Note.parse("A.md", NOTE.encode())
    at = NOTE.index("old")
    edits = [Edit("A.md", Span(at, at + 3), "new")]
    for data in (MENDED.replace("# mine", "# Mine"), f"{MENDED} ", MENDED[:-1], f" {MENDED}"):
        note = Note.parse("A.md", data.encode())
        why = broken_promise(old, note, edits, [], (), Judged(()))
        assert why == "bytes outside the edits changed"
    note = Note.parse("A.md", MENDED.encode())
    assert broken_promise(old, note, edits, [], (), Judged(())) is None


def test_a_new_error_is_named_a_new_warning_is_let_be() -> None:
    def of_new(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        if b"title: new" in note.data:
            yield Finding(Span(len(note.data) - 2, len(note.data)), "new is worse")

    mending = a_rule("T1", doing(OLD))
    fixed = run_fix({"A.md": NOTE}, mending, a_rule("T2", of_new))
    assert fixed.changed == {}
    assert [c.error for c in fixed.report.crashes] == ["the fix would bring a new error (T2)"]
    fixed = run_fix({"A.md": NOTE}, mending, a_rule("T2", of_new, Severity.WARNING))
    assert after(fixed) == {"A.md": MENDED}


def raising_at(word: bytes) -> Check:
    def check_(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        if word in note.data:
            raise RuntimeError("oops")
        yield from ()

    return check_


@pytest.mark.parametrize("word", [b"title: old", b"title: new"], ids=["before", "after"])
def test_a_note_that_a_rule_cannot_judge_is_not_fixed(word: bytes) -> None:
    rules = (a_rule("T1", doing(OLD)), a_rule("T2", raising_at(word)))
    fixed = run_fix({"A.md": NOTE, "B.md": NOTE.replace("[[Ada]]", "x")}, *rules)
    assert fixed.changed == {}
    assert {c.path for c in fixed.report.crashes} == {"A.md", "B.md"}
    assert all("T2" in c.code + c.error for c in fixed.report.crashes)
    alone = run_fix({"A.md": f"{NOTE}x"}, a_rule("T1", doing(OLD)), a_rule("T2", raising_at(b"y!")))
    assert after(alone) == {"A.md": f"{MENDED}x"}


def test_a_fix_over_two_notes_that_harms_one_is_made_in_none() -> None:
    def check_(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        if note.path == "A.md" and b"title: old" in note.data:
            at = note.data.index(b"old")
            harm = Edit("B.md", Span(0, 3), "")
            made = Fix("rename", (Edit("A.md", Span(at, at + 3), "new"), harm))
            yield Finding(Span(at, at + 3), "old", (made,))

    fixed = run_fix({"A.md": NOTE, "B.md": NOTE, "C.md": "bad"}, a_rule("T1", check_),
                    a_rule("T2", replacing(b"bad", "good")))  # fmt: skip
    assert after(fixed) == {"C.md": "good"}
    assert [(c.path, c.code) for c in fixed.report.crashes] == [("B.md", "T1")]


def test_fixes_that_hang_together_over_5000_notes_go_together() -> None:
    """Each fix mends the end of a note and the beginning of the next; then the last one is harmed."""

    def check_(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        following = f"{int(note.path[:4]) + 1:04}.md"
        if note.data.endswith(b"b") and following in ctx.vault.notes:
            end = len(note.data)
            edits = (Edit(note.path, Span(end - 1, end), "B"), Edit(following, Span(0, 1), "A"))
            yield Finding(Span(end - 1, end), "ends with `b`", (Fix("mend", edits),))

    texts = {f"{n:04}.md": "a-b" for n in range(5_000)} | {"9998.md": "bad"}
    harmful = a_rule("T2", replacing(b"A-b", ""), Severity.WARNING)
    rules = (a_rule("T1", check_), harmful, a_rule("T3", replacing(b"bad", "good")))
    fixed = run_fix(texts, *rules)
    assert after(fixed) == {"9998.md": "good"}
    assert [(c.path, c.code) for c in fixed.report.crashes] == [("4999.md", "T2")]
    assert len(fixed.report.diagnostics) == 4_999


def test_fixes_of_earlier_rounds_go_with_the_harmful_one() -> None:
    """The note is as it was before the run, not half mended."""
    rules = (a_rule("T1", replacing(b"first", "second")), a_rule("T2", replacing(b"second", "")))
    fixed = run_fix({"A.md": "first", "B.md": "first x"}, *rules)
    assert after(fixed) == {"B.md": " x"}
    assert [(c.path, c.code) for c in fixed.report.crashes] == [("A.md", "T2")]


@pytest.mark.parametrize("steps", [9, 10, 11])
def test_ten_rounds_are_the_most(steps: int) -> None:
    rules = [a_rule(f"T{n:02}", replacing(b"<%d>" % n, f"<{n + 1}>")) for n in range(steps)]
    fixed = run_fix({"A.md": "<0>", "B.md": "<8>"}, *rules)
    if steps <= 10:
        assert after(fixed) == {"A.md": f"<{steps}>", "B.md": f"<{steps}>"}
        assert fixed.report.crashes == ()
    else:
        assert after(fixed) == {"B.md": "<11>"}
        assert [(c.path, c.error) for c in fixed.report.crashes] == [
            ("A.md", "fixes do not settle in 10 rounds")
        ]


@pytest.mark.parametrize(
    ("cycle", "named"),
    [("ab", "T1 and T2 undo each other"), ("abc", "T1 and T2 and T3 undo each other"),
     ("abcdefghi", " and ".join(f"T{n}" for n in range(1, 10)) + " undo each other")],
)  # fmt: skip
def test_rules_that_undo_each_other_are_named(cycle: str, named: str) -> None:
    ends = cycle[1:] + cycle[0]
    rules = [
        a_rule(f"T{n}", replacing(b"<%s>" % a.encode(), f"<{b}>"))
        for n, (a, b) in enumerate(zip(cycle, ends, strict=True), 1)
    ]
    fixed = run_fix(
        {"A.md": f"<{cycle[0]}>", "B.md": "x"}, *rules, a_rule("X", replacing(b"x", "y"))
    )
    assert after(fixed) == {"B.md": "y"}
    assert [c.error for c in fixed.report.crashes] == [named]


def test_rules_before_the_circle_are_not_blamed() -> None:
    rules = (a_rule("T1", replacing(b"<0>", "<a>")), a_rule("T2", replacing(b"<a>", "<b>")),
             a_rule("T3", replacing(b"<b>", "<a>")))  # fmt: skip
    fixed = run_fix({"A.md": "<0>"}, *rules)
    assert fixed.changed == {}
    assert [c.error for c in fixed.report.crashes] == ["T2 and T3 undo each other"]


def test_a_rule_that_undoes_itself_is_named() -> None:
    def check_(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        new = "b" if note.data == b"a" else "a"
        made = Fix("mend", (Edit(note.path, Span(0, 1), new),))
        yield Finding(Span(0, 1), f"should be {new}", (made,))

    fixed = run_fix({"A.md": "a"}, a_rule("T1", check_))
    assert fixed.changed == {}
    assert [c.error for c in fixed.report.crashes] == ["T1 undoes itself"]


@pytest.fixture
def harmful(monkeypatch: pytest.MonkeyPatch) -> Callable[[Check], None]:
    """Puts a rule of the test among all rules, as LNK999."""
    rules = all_rules()
    assert isinstance(rules, dict)

    def put(check_: Check) -> None:
        made = rule_of("lnk999_harm", check_)
        monkeypatch.setitem(rules, "LNK999", made)

    return put


@pytest.mark.parametrize(("harm", "edits", "why"), HARM, ids=IDS)
def test_the_command_names_a_harm_as_our_bug(
    harm: str,
    edits: tuple[tuple[str, str], ...],
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    harmful: Callable[[Check], None],
    capfd: pytest.CaptureFixture[str],
) -> None:
    make(tmp_path, {"A.md": NOTE, "B.md": "---\nx: [[B]]\n---\n", ".obsidian/app.json": "{}"})
    harmful(doing(*edits))
    monkeypatch.chdir(tmp_path)
    assert run(["--fix", "--no-cache"]) == 3
    assert (tmp_path / "A.md").read_bytes() == NOTE.encode()
    assert (tmp_path / "B.md").read_bytes() == b'---\nx: "[[B]]"\n---\n'
    said = capfd.readouterr()
    assert "a bug of vaultlint, the note keeps its bytes: A.md: LNK999 failed: " in said.err
    assert why.replace("T1", "LNK999") in said.err
    assert "A.md" in said.out  # the finding is still told
    assert run(["--diff", "--no-cache"]) == 3
    assert capfd.readouterr().out == ""


SCHEMA = b"""\
schema: episode
match: {has: published}
fields: {published: date, created: {type: date, min: $published}, status: text}
checks: [{id: done-needs-notes, when: {field: {status: done}}, require: {heading: Notes}}]
"""
EPISODE = """\
---
title: old
published: 2025-01-01
created: 2025-06-01
status: done
---
## Notes

| who | what |
|---|---|
| [[Ada]] | talk |
"""
LIGHT: list[tuple[str, str, tuple[tuple[str, str], ...], str]] = [
    ("a date that could be read is moved past another", "T1", (OLD, ("2025-01-01", "2026-01-01")), "new error (DAT005)"),
    ("what a check asks for is taken away", "T1", (OLD, ("## Notes", "Notes")), "new error (SCH010)"),
    ("a cell loses its link", "STR011", (OLD, ("|[[Ada]]", "`"), ("| | talk", "`")), "would be read otherwise"),
    ("a cell is made worse", "STR011", (OLD, ("talk", "worse")), "new error (T2)"),
    ("a property's rule breaks the text", "YML003", (OLD, ("talk", "worse")), "new error (T2)"),
    ("a property's rule breaks another", "YML006", (OLD, ("status: done", "status: worse")), "new error (T2)"),
]  # fmt: skip


@pytest.mark.parametrize(("harm", "code", "edits", "why"), LIGHT, ids=[h[0] for h in LIGHT])
def test_what_a_fix_breaks_is_not_taken_for_what_it_brings_to_light(
    harm: str, code: str, edits: tuple[tuple[str, str], ...], why: str
) -> None:
    def of_worse(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        if (at := note.data.find(b"worse")) >= 0:
            yield Finding(Span(at, at + 5), "is worse")
            yield Finding(Span(at, at + 5), "is worse than before")

    checks = [Active(all_rules()[c], Severity.ERROR, NoOptions()) for c in ("DAT005", "SCH010")]
    rules = (a_rule(code, doing(*edits)), a_rule("T2", of_worse), *checks)
    vault = Vault.of({"A.md": EPISODE, "Ada.md": ""}, schemas=load_schemas({"s.yaml": SCHEMA}))
    fixed = fix(vault, lambda _: rules, TODAY)
    assert fixed.changed == {}
    ((path, guilty, error),) = fixed.report.crashes
    assert (path, guilty) == ("A.md", code)
    assert why in error


def test_what_could_not_be_judged_before_is_brought_to_light() -> None:
    """A date that becomes one, a check that speaks only now."""
    texts = {
        "A.md": EPISODE.replace("2025-01-01", "5 Jan 2026"),
        "B.md": EPISODE.replace("done", "Dne").replace("## Notes", "Text"),
    }
    mends = (
        a_rule("T1", replacing(b"5 Jan 2026", "2026-01-05")),
        a_rule("T2", replacing(b"Dne", "done")),
    )
    checks = [Active(all_rules()[c], Severity.ERROR, NoOptions()) for c in ("DAT005", "SCH010")]
    vault = Vault.of(texts, schemas=load_schemas({"s.yaml": SCHEMA}))
    fixed = fix(vault, lambda _: (*mends, *checks), TODAY)
    assert fixed.report.crashes == ()
    assert [d.code for d in fixed.report.diagnostics] == ["DAT005", "SCH010"]


@pytest.mark.parametrize("fault", ["tags: [a, a]", "date: 27 Aug 2025", "A: [[Ada]]"])
def test_a_note_is_not_blamed_for_what_the_fix_of_another_one_makes_of_its_links(
    fault: str,
) -> None:
    """Once `alias` is `aliases`, the link leads to nothing for another reason than before."""
    texts: dict[str, str | bytes] = {
        "Ada.md": "---\nalias: Lady\n---\n",
        "Eve.md": "---\nalias: Lady\n---\n",
        "N.md": f"---\n{fault}\n---\n[[Lady]]\n",
    }
    fixed = fix(Vault.of(texts), lambda _: default_rules(), TODAY, unsafe=True)
    assert fixed.report.crashes == ()
    assert fixed.changed.keys() == texts.keys()
    assert [d.code for d in fixed.report.diagnostics] == ["LNK007"]
