"""A note links to no other note.

Links to itself, to attachments and to the web do not count; one to a note that is yet to be written
does. Off until selected.

```md bad
# A wall
^^^^^^^^ this note links to no other
```

```md with file="Other.md"
```

```md bad
![[#A wall]]
^^^^^^^^^^^^ this note links to no other

# A wall
```

```md good
# A door to [[Other]]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.violations import opening
from vaultlint.vault.answer import Ambiguous, Missing


@rule(severity=Severity.INFO, default=False)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    if not any(_leads_on(link, note, ctx) for link in note.facts.links):
        yield Finding(opening(note), "this note links to no other")


def _leads_on(link: Link, note: Note, ctx: Context[NoOptions]) -> bool:
    if link.form == "url" or not link.target:
        return False
    answer = ctx.vault.resolve(link, note)
    if isinstance(answer, Missing) and answer.part == "file":
        return not link.embed
    if isinstance(answer, Ambiguous):
        return True  # one of the files is another note
    return answer.path != note.path and answer.path in ctx.vault.notes
