"""A placeholder of a template was left behind.

`{{title}}` and `<% … %>` belong into templates, which are not checked. In a note they mean that
the template was not run, or was pasted by hand.

```md bad
---
created: "{{date}}"
          ^^^^^^^^ a placeholder was left behind: `{{date}}`
---
# <% tp.file.title %>
  ^^^^^^^^^^^^^^^^^^^ a placeholder was left behind: `<% tp.file.title %>`
```

Code is not looked at, nor are words that no template plugin knows; `words` adds more of them.

```md good
Write `{{date}}` in a template. In maths, {{a}, {b}} is a set of sets.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.ranges import Ranges
from vaultlint.patterns import later
from vaultlint.rule import Context, rule
from vaultlint.text import Span

_ANY = later(rb"\{\{\s*([\w-]+)\s*(?:[:|][^{}\r\n]*)?\}\}|<%[^%\r\n][^\r\n]*?%>")
_CORE = frozenset(("date", "time", "title"))


@dataclass(frozen=True, slots=True)
class Options:
    """`words`: names in `{{…}}` besides `date`, `time` and `title` (and whatever stands in front
    matter) that are placeholders."""

    words: tuple[str, ...] = (
        "content",
        "author",
        "url",
        "published",
        "description",
        "value",
        "name",
    )


@rule(severity=Severity.WARNING, options=Options, on=("{{", "<%"))
def check(note: Note, ctx: Context[Options]) -> Iterator[Finding]:
    data = note.data
    hidden = Ranges((z.start, z.end) for z in note.facts.zones)
    for match in _ANY.finditer(data):
        start, end = match.span()
        in_block = start < note.body_start
        if not in_block and hidden.hold(start):
            continue
        word = (match[1] or b"").decode("utf-8", "replace").lower()
        if match[1] and not in_block and word not in _CORE and word not in ctx.options.words:
            continue
        text = match[0].decode("utf-8", "replace")
        yield Finding(Span(start, end), f"a placeholder was left behind: `{text}`")
