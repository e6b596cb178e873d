"""The engine: judging, silencing, fixing to a fixpoint, and refusing to do harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from tests.harness import rule_of
from vaultlint.engine import check
from vaultlint.engine.fix import Fixed, fix
from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.rule import Active, Check, Context, NoOptions
from vaultlint.text import Edit, Span
from vaultlint.vault import Vault

TODAY = date(2026, 1, 1)


def a_rule(code: str, check_: Check, severity: Severity = Severity.ERROR) -> Active:
    made = rule_of(f"{code}_{code.lower()}", check_, severity)
    return Active(made, severity, NoOptions())


def replacing(word: bytes, new: str, safety: Safety = Safety.SAFE) -> Check:
    """A rule that finds `word` everywhere and puts `new` in its place."""

    def check_(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        at = -1
        while (at := note.data.find(word, at + 1)) >= 0:
            span = Span(at, at + len(word))
            mended = Fix("mend", (Edit(note.path, span, new),), safety)
            yield Finding(span, f"found `{word.decode()}`", (mended,))

    return check_


def run_fix(texts: dict[str, str], *rules: Active, unsafe: bool = False) -> Fixed:
    return fix(Vault.of(texts), lambda _: rules, TODAY, unsafe=unsafe)


def after(fixed: Fixed) -> dict[str, str]:
    return {path: new.decode() for path, (_, new) in fixed.changed.items()}


def test_fixes_are_made_until_none_is_left() -> None:
    fixed = run_fix(
        {"A.md": "a"}, a_rule("T1", replacing(b"a", "b")), a_rule("T2", replacing(b"b", "cc"))
    )
    assert after(fixed) == {"A.md": "cc"}
    assert fixed.report.diagnostics == ()
    assert fixed.report.fixed == 2


def test_unsafe_fixes_are_made_on_request_only() -> None:
    rule = a_rule("T1", replacing(b"a", "b", Safety.UNSAFE))
    assert after(run_fix({"A.md": "a"}, rule)) == {}
    assert after(run_fix({"A.md": "a"}, rule, unsafe=True)) == {"A.md": "b"}


def test_rules_that_undo_each_other_are_named_and_nothing_is_written() -> None:
    fixed = run_fix(
        {"A.md": "a", "B.md": "x"},
        a_rule("T1", replacing(b"a", "b")),
        a_rule("T2", replacing(b"b", "a")),
        a_rule("T3", replacing(b"x", "y")),
    )
    assert after(fixed) == {"B.md": "y"}
    assert [(c.path, c.error) for c in fixed.report.crashes] == [
        ("A.md", "T1 and T2 undo each other")
    ]


def test_a_fix_that_grows_for_ever_is_named_and_nothing_is_written() -> None:
    fixed = run_fix({"A.md": "a"}, a_rule("T1", replacing(b"a", "aa")))
    assert after(fixed) == {}
    assert fixed.report.crashes


def test_a_fix_whose_finding_stays_is_dropped() -> None:
    def check_(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        end = len(note.data)
        mended = Fix("mend", (Edit(note.path, Span(end, end), "!"),))
        yield Finding(Span(0, 1), "never content", (mended,))

    fixed = run_fix({"A.md": "a"}, a_rule("T1", check_))
    assert after(fixed) == {}
    assert "still there" in fixed.report.crashes[0].error


def test_a_fix_that_brings_a_new_error_is_dropped() -> None:
    def at_b(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        for at in range(note.data.count(b"b")):
            yield Finding(Span(0, 1), f"b number {at}")

    fixed = run_fix({"A.md": "a"}, a_rule("T1", replacing(b"a", "bb")), a_rule("T2", at_b))
    assert after(fixed) == {}
    assert "T2" in fixed.report.crashes[0].error


def test_a_fix_over_two_notes_is_made_in_both_or_in_none() -> None:
    def check_(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        if note.path == "A.md" and b"old" in note.data:
            edits = (Edit("A.md", Span(0, 3), "new"), Edit("B.md", Span(0, 3), "new"))
            yield Finding(Span(0, 3), "old", (Fix("rename", edits),))

    rule = a_rule("T1", check_)
    texts = {"A.md": "old", "B.md": "old"}
    assert after(run_fix(texts, rule)) == {"A.md": "new", "B.md": "new"}
    one = fix(Vault.of(texts), lambda _: (rule,), TODAY, ["A.md"])
    assert one.changed == {}


def test_overlapping_fixes_wait_for_the_next_round() -> None:
    fixed = run_fix(
        {"A.md": "abc"}, a_rule("T1", replacing(b"ab", "x")), a_rule("T2", replacing(b"bc", "y"))
    )
    assert after(fixed) == {"A.md": "xc"}


def test_a_rule_that_raises_is_named_and_the_others_go_on() -> None:
    def raising(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        yield Finding(Span(0, 1), "before the fall")
        raise RuntimeError("oops")

    rules = (a_rule("T1", raising), a_rule("T2", replacing(b"a", "b")))
    report = check(Vault.of({"A.md": "a", "B.md": "b"}), lambda _: rules, TODAY)
    assert [(c.path, c.code) for c in report.crashes] == [("A.md", "T1"), ("B.md", "T1")]
    assert [d.code for d in report.diagnostics] == ["T1", "T2", "T1"]


def test_order_of_rules_and_paths_changes_nothing() -> None:
    rules = [a_rule("T2", replacing(b"b", "c")), a_rule("T1", replacing(b"a", "b"))]
    texts = {"B.md": "ab", "A.md": "ba"}
    results = []
    select: Callable[[list[Active]], Fixed] = lambda r: fix(  # noqa: E731
        Vault.of(dict(sorted(texts.items(), reverse=len(results) > 0))), lambda _: tuple(r), TODAY
    )
    results.append(select(rules))
    results.append(select(rules[::-1]))
    assert after(results[0]) == after(results[1]) == {"A.md": "cc", "B.md": "cc"}


def test_facts_that_are_not_of_the_bytes_that_there_are_mislead_no_fix() -> None:
    """As where the file changed since its facts were remembered, or the memory is forged."""
    rule = a_rule("T1", at_heading)
    remembered = Note.parse("A.md", b"text above\n\n# old\n")
    now = Note("A.md", remembered.facts, b"# old\n\nwhat else there is, and long enough\n")
    fixed = fix(Vault.of({}).with_notes([now]), lambda _: (rule,), TODAY)
    assert after(fixed) == {"A.md": "# new\n\nwhat else there is, and long enough\n"}


def at_heading(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for heading in note.facts.headings:
        if heading.text == "old":
            end = heading.start + len("# old")
            mended = Fix("mend", (Edit(note.path, Span(heading.start + 2, end), "new"),))
            yield Finding(Span(heading.start, end), "old", (mended,))
