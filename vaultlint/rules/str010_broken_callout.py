"""A callout is not written as one: its bracket is open, its `>` is lost, or it does not begin a quote.

Obsidian takes only the first line of a quote for that of a callout; two callouts need a blank line
between them, and what stands below without one belongs to the first.

```md bad
> [!note A thought
  ^^^^^^^^^^^^^^^^ this callout's type is not closed: write `[!note]`
> More of it.

[!warning] Mind the gap
^^^^^^^^^^ a callout must stand in a quote: write `> [!warning]`
```

```md bad
> [!note] A thought
> More of it.
> [!tip] Another
  ^^^^^^ a callout must begin its quote: leave a blank line above
> This stands in the first.
```

```md good
> [!note] A thought
> More of it.
> > [!tip] A callout in it

> [!tip] Another
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.ranges import Ranges
from vaultlint.patterns import later
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Span, without_bom

_CALLOUT = later(rb"^([ \t]*(?:>[ \t]*)*)(\[!([A-Za-z]+)([^\r\n]*))", re.MULTILINE)

_HEAD = later(rb"[\w |-]*\](?![(:\[])")
_QUOTE = later(rb"[ \t]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(?:>[ \t]*)*")


@rule(severity=Severity.WARNING, on=("[!",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    hidden = Ranges((z.start, z.end) for z in note.facts.zones)
    data = without_bom(note.data)
    for match in _CALLOUT.finditer(data, note.body_start):
        if hidden.hold(match.start(2)):
            continue
        name, rest = match[3].decode(), match[4]
        if b">" in match[1]:
            if b"]" not in rest and b"|" not in rest:
                end = match.start(2) + len(match[2].rstrip())
                message = f"this callout's type is not closed: write `[!{name}]`"
                yield Finding(Span(match.start(2), end), message)
            elif _HEAD.match(rest) and _is_inside(data, match.start(), match[1]):
                end = match.end(3) + rest.index(b"]") + 1
                message = "a callout must begin its quote: leave a blank line above"
                yield Finding(Span(match.start(2), end), message)
        elif rest.startswith((b"] ", b"]-", b"]+")) or rest.strip() == b"]":
            end = match.end(3) + 1
            message = f"a callout must stand in a quote: write `> [!{name}]`"
            yield Finding(Span(match.start(2), end), message)


def _is_inside(data: bytes, start: int, marks: bytes) -> bool:
    """Whether the line above byte `start` stands in a quote as deep as `marks`, or deeper."""
    above = data[data.rfind(b"\n", 0, max(start - 1, 0)) + 1 : start]
    match = _QUOTE.match(above)
    return match is not None and match[0].count(b">") >= marks.count(b">")
