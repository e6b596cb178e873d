"""A footnote is referred to and not defined, or defined and not referred to.

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
The engine weaves.[^1] In code: `[^2]`.

[^1]: Said Ada.
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

_FOOTNOTE = re.compile(rb"(?<![\\\]\[!])\[\^([^\]\[\s^]+)\](:)?")
_INDENT = re.compile(rb"[ \t>]*")


@rule(severity=Severity.WARNING)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    data = note.data
    if b"[^" not in data:
        return
    hidden = Ranges((z.start, z.end) for z in note.facts.zones)
    block = note.facts.frontmatter
    used: dict[str, Span] = {}
    defined: dict[str, Span] = {}
    for match in _FOOTNOTE.finditer(data, block.end if block else 0):
        if hidden.hold(match.start()):
            continue
        name = match[1].decode("utf-8", "replace").lower()
        line_start = data.rfind(b"\n", 0, match.start()) + 1
        opens_line = _INDENT.fullmatch(data, line_start, match.start()) is not None
        span = Span(match.start(), match.end(1) + 1)
        (defined if match[2] and opens_line else used).setdefault(name, span)
    for name, span in used.items():
        if name not in defined:
            yield Finding(span, f"the footnote `{name}` is defined nowhere")
    for name, span in defined.items():
        if name not in used:
            yield Finding(span, f"no text refers to the footnote `{name}`")
