"""A footnote is referred to and not defined, or defined and not referred to.

The first is shown as it is written; the second is mostly left over from a sentence that went. What
looks like a pattern (`[^a-z]+`) is no reference.

```md bad
The engine weaves.[^1]
                  ^^^^ the footnote `1` is defined nowhere
```

```md bad
The engine weaves.

[^loom]: A loom does too.
^^^^^^^ no text refers to the footnote `loom`
```

```md good
The engine weaves.[^1][^loom] In code: `[^2]`.

[^1]: Said Ada.
[^loom]: A loom does too.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.ranges import Ranges
from vaultlint.patterns import later
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Span

_FOOTNOTE = later(rb"(?<![\\\[])\[\^([^\]\[\s^]+)\](:)?")
_OPENS_LINE = later(rb"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t>]+)*")
_NAME = later(r"(?!(?:.-.)+\Z)[\w-]+")
"""What a person calls a footnote: not the ranges of a pattern."""
_REPEATS = (b"*", b"+", b"?", b"{")


@rule(severity=Severity.WARNING, on=("[^",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    data = note.data
    hidden = Ranges((z.start, z.end) for z in note.facts.zones)
    used: dict[str, Span | None] = {}
    defined: dict[str, Span] = {}
    line = looked = note.body_start
    for match in _FOOTNOTE.finditer(data, line):
        if hidden.hold(match.start()):
            continue
        name = match[1].decode("utf-8", "replace")
        span = Span(match.start(), match.end(1) + 1)
        newline = data.rfind(b"\n", looked, span.start)
        is_first = newline >= 0 or looked == line
        line, looked = newline + 1 if newline >= 0 else line, span.end
        if is_first and match[2] and _OPENS_LINE.fullmatch(data, line, span.start):
            defined.setdefault(name.lower(), span)
        elif used.get(name.lower()) is None:
            used[name.lower()] = span if _is_surely_meant(name, data, span) else None
    for name, place in used.items():
        if name not in defined and place is not None:
            written = note.text(place)[2:-1]
            yield Finding(place, f"the footnote `{written}` is defined nowhere")
    for name, span in defined.items():
        if name not in used:
            written = note.text(span)[2:-1]
            yield Finding(span, f"no text refers to the footnote `{written}`")


def _is_surely_meant(name: str, data: bytes, span: Span) -> bool:
    """Whether `[^name]` is a reference even where no definition says so."""
    if not _NAME.fullmatch(name):
        return False
    after = data[span.end : span.end + 1]
    if name.isdigit():
        return after not in _REPEATS
    before = data[span.start - 1 : span.start] if span.start else b""
    return before not in (b"]", b"!", b"(") and after not in (*_REPEATS, b"(", b"[")
