"""An embed shows nothing: its file, heading or block is not there.

```md with file="media/engine.png"
```

```md with file="Engine.md"
# Notes
It weaves. ^weave
```

```md bad
![[engin.png]]
^^^^^^^^^^^^^^ no file named `engin.png`; did you mean `engine.png`?
```

```md fixed
![[engine.png]]
```

```md bad
![A picture](loom.png)
^^^^^^^^^^^^^^^^^^^^^^ no file named `loom.png`
![[Engine#Letters]]
^^^^^^^^^^^^^^^^^^^ `Engine` has no heading `Letters`
![[Engine#^loom]]
^^^^^^^^^^^^^^^^^ `Engine` has no block `^loom`
```

```md good
![[engine.png|100]] ![](media/engine.png) ![[Engine#Notes]] ![[Engine#^weave]]
![out](https://example.org/a.png)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault.answer import Found, Missing
from vaultlint.vault.missing import renamed_to, why_missing
from vaultlint.vault.rewrite import heading_subpath, resubpath, retarget
from vaultlint.vault.subpath import segments


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
    name = link.target.rpartition("/")[2].strip()
    new = renamed_to(ctx.vault, link, note)
    near = None if new else ctx.vault.near.nearest(name)
    kind = "file" if "." in name else "note"
    message = f"no {kind} named `{link.target.strip()}`"
    if new is not None:
        now = new.rpartition("/")[2]
        edit = retarget(note, link, ctx.vault.names, new)
        fixes = (Fix(f"Embed `{now}`", (edit,)),) if edit else ()
        return Finding(link.span, f"{message}: it is `{now}` now", fixes)
    if near is None:
        return Finding(link.span, message)
    place = ctx.vault.names.find(near, note.path)
    edit = retarget(note, link, ctx.vault.names, place.path) if isinstance(place, Found) else None
    fixes = (Fix(f"Embed `{near}`", (edit,), Safety.UNSAFE),) if edit else ()
    return Finding(link.span, f"{message}; did you mean `{near}`?", fixes)


def _no_place(note: Note, link: Link, answer: Missing, ctx: Context[NoOptions]) -> Finding:
    target = ctx.vault.notes[answer.path or note.path]
    last = segments(link.subpath)[-1].strip()
    if answer.part == "block":
        return Finding(link.span, f"`{target.name}` has no block `{last}`")
    near = ctx.vault.near_heading(target.path, last)
    edit = resubpath(note, link, heading_subpath(near)) if near else None
    fixes = (Fix(f"Embed the heading `{near}`", (edit,), Safety.UNSAFE),) if edit else ()
    hint = f"; did you mean `{near}`?" if near else ""
    return Finding(link.span, f"`{target.name}` has no heading `{last}`{hint}", fixes)
