"""A link is not closed, is empty, or holds characters that no note's name can have.

```md bad
Not closed: [[Ada and her engine.
            ^^^^^^^^^^^^^^^^^^^^^ this link is never closed: add `]]`
Empty: [[]] and [here]().
       ^^^^ this link has no target
                ^^^^^^^^ this link has no target
On the web: [[https://example.org]].
            ^^^^^^^^^^^^^^^^^^^^^^^ a web address is no note: write `<https://example.org>`
A block without `#`: [[Ada^loom]].
                     ^^^^^^^^^^^^ no note can be named `Ada^loom`: `^` is not allowed in a name
```

```md with file="Ada.md"
```

```md good
[[Ada]], `[[`, \\[[no link]], <https://example.org>.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.links import has_scheme
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault.answer import Missing
from vaultlint.vault.missing import illegal_in, why_missing

_WORDS = {
    "unclosed-link": "this link is never closed: add `]]`",
    "empty-link": "this link has no target",
}


@rule(severity=Severity.ERROR, on=("unsettled", "problems"))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for problem in note.facts.problems:
        if problem.kind in _WORDS:
            yield Finding(problem.span, _WORDS[problem.kind])
    for link, answer in ctx.vault.unsettled(note):
        if not isinstance(answer, Missing) or answer.part != "file":
            continue
        if why_missing(ctx.vault, link) != "malformed":
            continue
        target = link.target.strip()
        field = link.key.partition(".")[0] if link.key else None
        if has_scheme(target) and "//" in target:
            address = target + link.subpath
            message = f"a web address is no note: write `<{address}>`"
        else:
            mark = illegal_in(target)
            message = f"no note can be named `{target}`: `{mark}` is not allowed in a name"
        yield Finding(link.span, message, (), field)
