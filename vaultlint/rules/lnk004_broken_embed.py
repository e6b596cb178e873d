"""An embed shows nothing: its file, heading or block is not there.

An attachment may lie in any folder, as in Obsidian, and needs its ending. Embeds in comments are not looked at.

```md with file="media/engine.png"
```

```md with file="Plan.pdf"
```

```md with file="Engine.md"
# Notes
It weaves. ^weave
```

```md bad
![[engin.png]]
^^^^^^^^^^^^^^ no file named `engin.png`: Obsidian shows nothing of it; did you mean `engine.png`?
```

```md fixed
![[engine.png]]
```

```md bad
![[Plan|100]]
^^^^^^^^^^^^^ no note named `Plan`: Obsidian shows nothing of it; did you mean `Plan.pdf`?
```

```md fixed
![[Plan.pdf|100]]
```

```md bad
![A picture](loom.png)
^^^^^^^^^^^^^^^^^^^^^^ no file named `loom.png`: Obsidian shows nothing of it
![[Engine#Letters]]
^^^^^^^^^^^^^^^^^^^ `Engine` has no heading `Letters`: Obsidian shows nothing of it
![[Engine#^loom]]
^^^^^^^^^^^^^^^^^ `Engine` has no block `^loom`: Obsidian shows nothing of it
```

```md good
![[engine.png|100]] ![](media/engine.png) ![[Engine#Notes]] ![[Engine#^weave]]
![out](https://example.org/a.png) %% ![[gone.png]] %%
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault.answer import Found, Missing
from vaultlint.vault.missing import beside, kind_of, named, near_name, renamed_to, why_missing
from vaultlint.vault.rewrite import resubpath, retarget
from vaultlint.vault.subpath import segments

_SHOWN = ": Obsidian shows nothing of it"


@rule(severity=Severity.ERROR, on=("unsettled",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link, answer in ctx.vault.unsettled(note):
        if not isinstance(answer, Missing) or not link.embed:
            continue
        if answer.part == "file":
            if why_missing(ctx.vault, link) == "unwritten":
                yield _no_file(note, link, ctx)
        else:
            yield _no_place(note, link, answer, ctx)


def _no_file(note: Note, link: Link, ctx: Context[NoOptions]) -> Finding:
    names = ctx.vault.names
    message = f"no {kind_of(link)} named {named(link)}"
    new = renamed_to(ctx.vault, link, note)
    if new is not None:
        now = new.rpartition("/")[2]
        edit = retarget(note, link, names, new)
        fixes = (Fix(f"Embed `{now}`", (edit,)),) if edit else ()
        return Finding(link.span, f"{message}: it is `{now}` now", fixes)
    uncommitted = beside(ctx.vault, link, note)
    if uncommitted:
        return Finding(link.span, f"{message}{uncommitted}")
    message += _SHOWN
    near = near_name(ctx.vault, link)
    if near is None:
        return Finding(link.span, message)
    place = names.find(near, note.path)
    edit = retarget(note, link, names, place.path) if isinstance(place, Found) else None
    fixes = (Fix(f"Embed `{near}`", (edit,), Safety.UNSAFE),) if edit else ()
    return Finding(link.span, f"{message}; did you mean `{near}`?", fixes)


def _no_place(note: Note, link: Link, answer: Missing, ctx: Context[NoOptions]) -> Finding:
    target = ctx.vault.notes[answer.path or note.path]
    written = segments(link.subpath)
    if answer.part == "block":
        message = f"`{target.name}` has no block `{written[-1].strip()}`{_SHOWN}"
        return Finding(link.span, message)
    message = f"`{target.name}` has no heading `{' > '.join(s.strip() for s in written)}`{_SHOWN}"
    near = ctx.vault.near_headings(target.path, link.subpath)
    if not near:
        return Finding(link.span, message)
    meant = " > ".join(near)
    edit = resubpath(note, link, near)
    fixes = (Fix(f"Embed the heading `{meant}`", (edit,), Safety.UNSAFE),) if edit else ()
    return Finding(link.span, f"{message}; did you mean `{meant}`?", fixes)
