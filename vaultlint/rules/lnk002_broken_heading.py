"""A link leads to a heading that its note does not have.

Obsidian opens the note at its top and says nothing. Headings are compared as Obsidian does:
without case, and with punctuation as spaces.

```md with file="Engine.md"
# The engine
## Notes
```

```md bad
See [[Engine#Nots|them]].
    ^^^^^^^^^^^^^^^^^^^^ `Engine` has no heading `Nots`; did you mean `Notes`?
```

```md fixed
See [[Engine#Notes|them]].
```

```md bad
See [it](Engine.md#Letters).
    ^^^^^^^^^^^^^^^^^^^^^^^ `Engine` has no heading `Letters`
```

```md good
See [[Engine#notes]], [[Engine#The engine#Notes]], [[#Here]].

# Here
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault.answer import Missing
from vaultlint.vault.rewrite import heading_subpath, resubpath
from vaultlint.vault.subpath import segments


@rule(severity=Severity.ERROR, on=("unsettled",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link, answer in ctx.vault.unsettled(note):
        if isinstance(answer, Missing) and answer.part == "heading" and not link.embed:
            yield _finding(note, link, answer.path or note.path, ctx)


def _finding(note: Note, link: Link, path: str, ctx: Context[NoOptions]) -> Finding:
    target = ctx.vault.notes[path]
    written = segments(link.subpath)
    near = ctx.vault.near_heading(path, written[-1])
    fixes: tuple[Fix, ...] = ()
    if near is not None:
        edit = resubpath(note, link, heading_subpath(near))
        fixes = (Fix(f"Link to the heading `{near}`", (edit,), Safety.UNSAFE),) if edit else ()
    hint = f"; did you mean `{near}`?" if near else ""
    shown = " > ".join(s.strip() for s in written)
    field = link.key.partition(".")[0] if link.key else None
    return Finding(link.span, f"`{target.name}` has no heading `{shown}`{hint}", fixes, field)
