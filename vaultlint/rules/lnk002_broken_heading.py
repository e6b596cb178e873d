"""A link leads to a heading that its note does not have.

Obsidian opens the note at its top and says nothing. Headings are compared as Obsidian does:
without case, and with punctuation as spaces. One in a callout, a quote or a list is none to it. In a
comment, which nobody is shown, only the note must be there.

```md with file="Engine.md"
# The engine
## Notes
> [!quote] Menabrea
> ## Weaving
```

```md bad
See [[Engine#Nots|them]].
    ^^^^^^^^^^^^^^^^^^^^ `Engine` has no heading `Nots`: Obsidian opens it at the top; did you mean `Notes`?
```

```md fixed
See [[Engine#Notes|them]].
```

```md bad
See [it](Engine.md#Letters).
    ^^^^^^^^^^^^^^^^^^^^^^^ `Engine` has no heading `Letters`: Obsidian opens it at the top
```

```md bad
See [[Engine#The engin#Notes]].
    ^^^^^^^^^^^^^^^^^^^^^^^^^^ `Engine` has no heading `The engin > Notes`: Obsidian opens it at the top; did you mean `The engine > Notes`?
```

```md fixed
See [[Engine#The engine#Notes]].
```

```md bad
See [[Engine#Weaving]].
    ^^^^^^^^^^^^^^^^^^ `Engine` has no heading `Weaving` but in a callout, quote or list, where it does not count: Obsidian opens it at the top
```

```md good
See [[Engine#notes]], [[Engine#The engine#Notes]], [[#Here]]. %% [[Engine#Gone]] %%

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
from vaultlint.vault.rewrite import resubpath
from vaultlint.vault.subpath import is_nested, segments


@rule(severity=Severity.ERROR, on=("unsettled",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link, answer in ctx.vault.unsettled(note):
        if isinstance(answer, Missing) and answer.part == "heading" and not link.embed:
            yield _finding(note, link, answer.path or note.path, ctx)


def _finding(note: Note, link: Link, path: str, ctx: Context[NoOptions]) -> Finding:
    written = " > ".join(s.strip() for s in segments(link.subpath))
    target = ctx.vault.notes[path]
    message = f"`{target.name}` has no heading `{written}`"
    if is_nested(target.data, segments(link.subpath)[-1]):
        message += " but in a callout, quote or list, where it does not count"
    message += ": Obsidian opens it at the top"
    near = ctx.vault.near_headings(path, link.subpath)
    if not near:
        return Finding(link.span, message, (), note.field_of(link))
    meant = " > ".join(near)
    edit = resubpath(note, link, near)
    fixes = (Fix(f"Link to the heading `{meant}`", (edit,), Safety.UNSAFE),) if edit else ()
    return Finding(link.span, f"{message}; did you mean `{meant}`?", fixes, note.field_of(link))
