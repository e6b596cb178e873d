"""A callout is not written as one: its bracket is not closed, or it has lost its `>`.

```md bad
> [!note A thought
  ^^^^^^^^^^^^^^^^ this callout's type is not closed: write `[!note]`
> More of it.

[!warning] Mind the gap
^^^^^^^^^^ a callout must stand in a quote: write `> [!warning]`
```

```md good
> [!note] A thought
> More of it.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.inline import Ranges
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Span

_CALLOUT = re.compile(rb"^([ \t]*(?:>[ \t]*)*)(\[!([A-Za-z]+)([^\r\n]*))", re.MULTILINE)


@rule(severity=Severity.WARNING, on=("[!",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    hidden = Ranges((z.start, z.end) for z in note.facts.zones)
    block = note.facts.frontmatter
    for match in _CALLOUT.finditer(note.data, block.end if block else 0):
        if hidden.hold(match.start(2)):
            continue
        name, rest = match[3].decode(), match[4]
        if b">" in match[1]:
            if b"]" not in rest and b"|" not in rest:
                end = match.start(2) + len(match[2].rstrip())
                message = f"this callout's type is not closed: write `[!{name}]`"
                yield Finding(Span(match.start(2), end), message)
        elif rest.startswith((b"] ", b"]-", b"]+")) or rest.strip() == b"]":
            end = match.end(3) + 1
            message = f"a callout must stand in a quote: write `> [!{name}]`"
            yield Finding(Span(match.start(2), end), message)
