"""A suppression silences nothing, names no rule, or is a range with one end.

What it silenced is mended: it would hide the next mistake. The fix takes it out. A range that is
never ended silences the rest of the note; `vaultlint-disable-file` says so.

```md bad
Text. %% vaultlint-disable-line LNK001: not written yet %%
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no finding of `LNK001` is silenced here
```

```md fixed
Text.
```

```md bad
[[Nobody]] <!-- vaultlint-disable-line LNK001, LNK002 -- later -->
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no finding of `LNK002` is silenced here
```

```md fixed
[[Nobody]] <!-- vaultlint-disable-line LNK001 -- later -->
```

```md bad
Text. %% vaultlint-disable-line LNK01 %%
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no rule is named `LNK01`
```

```md bad
Text. <!-- vaultlint-ignore LNK001 -->
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no suppression begins with `vaultlint-ignore`; did you mean `vaultlint-disable-line`?
```

```md bad
%% vaultlint-disable LNK001 %%
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is never ended: write `vaultlint-enable LNK001` where it should be
See [[Nobody there]].
```

```md good
See [[Nobody there]]. %% vaultlint-disable-line LNK001: not written yet %%
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.directives import IGNORE_PROPERTY, WORDS
from vaultlint.parse.facts import Directive
from vaultlint.patterns import later
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.nearest import nearest
from vaultlint.schema.writing import removed_item
from vaultlint.text import BOM, Edit, Span
from vaultlint.vault.sense import is_read_the_same

BLANK = BOM + b" \t\r\n"
TRIED = 20
"""Suppressions that are taken out of a note one by one, where all together is too much."""
HALVES = ("begin", "end", "open", "stray")  # they belong to another one, or should
_KEYWORD = later(rb"vaultlint-[a-z-]+")


@rule(severity=Severity.WARNING, on=("directives",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    idle: dict[Directive, list[str]] = {}
    for unused in ctx.unused:
        idle.setdefault(unused.directive, []).append(unused.code)
    gone = [d for d in idle if all(code in idle[d] for code in d.codes)]
    removals = _removals(note, gone)
    done: set[tuple[int, int]] = set()
    for unused in ctx.unused:
        directive = unused.directive
        span = Span(directive.start, directive.end)
        fixes: tuple[Fix, ...] = ()
        if unused.known and span not in done:
            kept = [code for code in directive.codes if code not in idle[directive]]
            edit = _with_codes(note, directive, kept) if kept else removals.get(directive)
            title = "Remove the code" if kept else "Remove the suppression"
            fixes = (Fix(title, (edit,)),) if edit else ()
            done.add(span)
        yield Finding(span, _message(unused.code, directive, known=unused.known), fixes)


def _message(code: str, directive: Directive, *, known: bool) -> str:
    if directive.kind == "unknown":
        near = nearest(code, WORDS) or "vaultlint-disable-line"
        return f"no suppression begins with `{code}`; did you mean `{near}`?"
    if directive.kind == "stray":
        return "no suppression is open that this would end"
    if not code:
        return "a suppression must name the rules that it silences, such as `LNK001`"
    if directive.kind == "open" and known:
        return f"this is never ended: write `vaultlint-enable {code}` where it should be"
    return f"no finding of `{code}` is silenced here" if known else f"no rule is named `{code}`"


def _with_codes(note: Note, directive: Directive, kept: list[str]) -> Edit | None:
    """Leave only these codes. A range stays as it is: its other half names the same ones."""
    if directive.kind in HALVES:
        return None
    keyword = _KEYWORD.search(note.data, directive.start, directive.end)
    at = keyword.end() if keyword else directive.start
    ends = []
    for code in map(str.encode, directive.codes):
        start = note.data.find(code, at, directive.end)
        if start < 0:
            return None
        at = start + len(code)
        ends += [start, at]
    blank = " " if keyword and ends[0] == keyword.end() else ""
    return Edit(note.path, Span(ends[0], ends[-1]), blank + ", ".join(kept))


def _removals(note: Note, directives: list[Directive]) -> dict[Directive, Edit]:
    """The edits that take comments out, but for those without which what stands around them
    would be read otherwise. They are tried together, a few also one after the other."""
    edits = {d: edit for d in directives if (edit := _without(note, d)) is not None}
    if not edits or is_read_the_same(note, edits, IGNORE_PROPERTY):
        return edits
    kept: dict[Directive, Edit] = {}
    for directive, edit in list(edits.items())[:TRIED]:
        if is_read_the_same(note, {**kept, directive: edit}, IGNORE_PROPERTY):
            kept[directive] = edit
    return kept


def _without(note: Note, directive: Directive) -> Edit | None:
    """Take the comment out. One of a range stays: its other half would be left over."""
    if directive.kind in HALVES:
        return None
    if directive.start < note.body_start and note.data[directive.start] != 0x23:
        return _without_item(note, directive)
    return Edit(note.path, _with_blanks(note.data, directive), "")


def _with_blanks(data: bytes, directive: Directive) -> Span:
    """The comment with the blank space before it, or with its line if it is alone there. Of the
    last line, the break before it goes if it has none, so that the note still ends without."""
    start = data.rfind(b"\n", 0, directive.start) + 1
    stop = data.find(b"\n", directive.end)
    end = stop + 1 if stop >= 0 else len(data)
    before, after = data[start : directive.start], data[directive.end : end]
    if after.strip():
        return Span(directive.start, directive.end)
    if before.strip(BLANK):
        return Span(start + len(before.rstrip()), directive.end)
    start += len(BOM) if before.startswith(BOM) else 0
    if stop < 0:
        start = len(data[:start].removesuffix(b"\n").removesuffix(b"\r"))
    return Span(start, end)


def _without_item(note: Note, directive: Directive) -> Edit | None:
    """Take it out of the list of a property; the first item stays, as does a text."""
    prop = note.properties.get(IGNORE_PROPERTY)
    items = prop.value.items if prop is not None else ()
    item = next((i for i in items if i.start == directive.start), None)
    return removed_item(note, prop.value, item) if prop and item else None
