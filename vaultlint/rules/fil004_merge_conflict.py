"""Conflict markers of git were left in a note.

Which of the two sides is right, only a person knows. Until then no fix is made in the note. One
marker that was left over, with nothing to decide any more, is found too.

```md bad
Some text.
<<<<<<< HEAD
^^^^^^^^^^^^ a merge conflict is not resolved
Mine.
=======
Theirs.
>>>>>>> topic
```

```md good
A heading of old
=======

Text with `<<<<<<< HEAD` in code.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule


@rule(severity=Severity.ERROR, on=("problems",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for problem in note.facts.problems:
        if problem.kind == "merge-conflict":
            yield Finding(problem.span, "a merge conflict is not resolved")
