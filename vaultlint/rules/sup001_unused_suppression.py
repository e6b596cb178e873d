"""A suppression silences nothing, or names no rule.

What it silenced is mended: it would hide the next mistake. The fix takes it out.

```md bad
Text. %% vaultlint-disable-line LNK001: not written yet %%
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no finding of `LNK001` is silenced here
```

```md fixed
Text.
```

```md bad
Text. %% vaultlint-disable-line LNK01 %%
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no rule is named `LNK01`
```

```md good
See [[Nobody there]]. %% vaultlint-disable-line LNK001: not written yet %%
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Directive
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit, Span


@rule(severity=Severity.WARNING, on=("directives",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    idle: dict[Directive, list[str]] = {}
    for unused in ctx.unused:
        idle.setdefault(unused.directive, []).append(unused.code)
    done: set[tuple[int, int]] = set()
    for unused in ctx.unused:
        directive = unused.directive
        span = Span(directive.start, directive.end)
        fixes: tuple[Fix, ...] = ()
        if unused.known and span not in done and len(idle[directive]) == len(directive.codes):
            edit = _without(note, directive)
            fixes = (Fix("Remove the suppression", (edit,)),) if edit else ()
            done.add(span)
        yield Finding(span, _message(unused.code, known=unused.known), fixes)


def _message(code: str, *, known: bool) -> str:
    if not code:
        return "a suppression must name the rules that it silences, such as `LNK001`"
    return f"no finding of `{code}` is silenced here" if known else f"no rule is named `{code}`"


def _without(note: Note, directive: Directive) -> Edit | None:
    """Take the comment out, with the blank space before it, or with its line if it is alone
    there. One of a range stays: its other half would be left over. So does a property."""
    data = note.data
    block = note.facts.frontmatter
    in_property = (
        block is not None and directive.start < block.end and data[directive.start] != 0x23
    )
    if directive.kind in ("begin", "end") or in_property:
        return None
    start = data.rfind(b"\n", 0, directive.start) + 1
    stop = data.find(b"\n", directive.end)
    line_end = stop + 1 if stop >= 0 else len(data)
    before, after = data[start : directive.start], data[directive.end : line_end]
    if not before.strip() and not after.strip():
        return Edit(note.path, Span(start, line_end), "")
    if re.fullmatch(rb"\s*", after):
        return Edit(note.path, Span(start + len(before.rstrip()), directive.end), "")
    return Edit(note.path, Span(directive.start, directive.end), "")
