"""Several files answer to a link, and neither its path nor its folder decides between them.

Obsidian takes the one with the shortest path; another tool, or the next note of that name, may
not agree. The unsafe fix writes the path of the one that Obsidian takes.

```md with file="a/Log.md"
```

```md with file="archive/Log.md"
```

```md bad
See [[Log]].
    ^^^^^^^ 2 files are named `Log`: Obsidian takes `a/Log.md`, and passes over `archive/Log.md`
```

```md fixed
See [[a/Log]].
```

```md good
See [[a/Log]] and [[archive/Log]].
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault.answer import Ambiguous
from vaultlint.vault.rewrite import retarget


@rule(severity=Severity.WARNING, on=("unsettled",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link, answer in ctx.vault.unsettled(note):
        if not isinstance(answer, Ambiguous):
            continue
        edit = retarget(note, link, ctx.vault.names, answer.path, full=True)
        fixes = (Fix(f"Link to `{answer.path}`", (edit,), Safety.UNSAFE),) if edit else ()
        others = ", ".join(f"`{o}`" for o in answer.others[:3])
        more = f" and {len(answer.others) - 3} more" if len(answer.others) > 3 else ""
        yield Finding(
            link.span,
            f"{len(answer.others) + 1} files are named `{link.target.strip()}`: Obsidian takes"
            f" `{answer.path}`, and passes over {others}{more}",
            fixes,
            note.field_of(link),
        )
