"""A link leads to a heading that stands several times in its note.

Obsidian opens the first; `[[Note#Parent#Heading]]` picks another. Off until selected.

```md with file="Log.md"
# Monday
## Done
# Tuesday
## Done
```

```md bad
See [[Log#Done]].
    ^^^^^^^^^^^^ `Log` has 2 headings `Done`: this link leads to the first
```

```md good
See [[Log#Tuesday#Done]].
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.predicate import plain_heading
from vaultlint.vault.answer import Missing
from vaultlint.vault.subpath import segments


@rule(severity=Severity.WARNING, default=False, on=("links",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link in note.facts.links:
        if not link.subpath or link.form == "url":
            continue
        answer = ctx.vault.resolve(link, note)
        if isinstance(answer, Missing) or answer.heading is None or len(segments(link.subpath)) > 1:
            continue
        name = plain_heading(answer.heading.text)
        target = ctx.vault.notes[answer.path]
        number = sum(plain_heading(h.text) == name for h in target.facts.headings)
        if number > 1:
            yield Finding(
                link.span,
                f"`{target.name}` has {number} headings `{answer.heading.text}`:"
                " this link leads to the first",
            )
