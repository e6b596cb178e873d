"""A link leads to a note that is not there.

Links are resolved as Obsidian resolves them, in the body and in properties. Where a schema says
that the note may be unwritten (`link?`, `link(person?)`), and for targets that `planned` names
(`People/`, `20*`), only a near miss is reported, as a warning: that is a typo, not a plan. Where many
links go to unwritten notes, `planned` may instead be a severity, such as `info` or `off`, for all
links without a near miss.

```md with file="People/Jane Doe.md"
```

```md bad
---
guests:
  - "[[Jane Do]]"
     ^^^^^^^^^^^ no note named `Jane Do`; did you mean `Jane Doe`?
---
```

```md fixed
---
guests:
  - "[[Jane Doe]]"
---
```

```md bad
With [[Jane Doe]] and [[Nobody]].
                      ^^^^^^^^^^ no note named `Nobody`: Obsidian would create it
```

```md with file="Li.md"
---
aliases: [Li Xiaolai]
---
```

```md bad
With [[Li Xiaolaj]].
     ^^^^^^^^^^^^^^ no note named `Li Xiaolaj`; did you mean `Li Xiaolai`, an alias of `Li`?
```

```md fixed
With [[Li|Li Xiaolai]].
```

```md good
[[Jane Doe]], [[People/Jane Doe]], [she](Jane%20Doe.md), [out](https://example.org).
```

```yaml options
planned: ["Ideas/**"]
```

```md good
A breadcrumb: [[Ideas/A machine that thinks]].
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.globs import any_match, refuse_faulty
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.rule import Context, rule
from vaultlint.schema.shape import Field
from vaultlint.schema.typed import field_at, leads_to_kind
from vaultlint.text import fold
from vaultlint.vault import missing
from vaultlint.vault.answer import Found, Missing
from vaultlint.vault.names import join
from vaultlint.vault.rewrite import retarget, through_alias, with_plain_marks


@dataclass(frozen=True, slots=True)
class Options:
    """`planned`: targets, as patterns of paths, that may be unwritten; or the severity of all links
    that no name comes near, `off` to pass over them."""

    planned: tuple[str, ...] | Severity | Literal["off"] = ()

    def __post_init__(self) -> None:
        refuse_faulty(() if isinstance(self.planned, str) else self.planned)


@rule(severity=Severity.ERROR, options=Options, on=("unsettled",))
def check(note: Note, ctx: Context[Options]) -> Iterator[Finding]:
    for link in missing.links_to_no_file(ctx.vault, note, "unwritten"):
        if link.embed:  # LNK004 says so
            continue
        field = _field(note, link, ctx)
        new = missing.renamed_to(ctx.vault, link, note)
        nearest = () if new else missing.near_names(ctx.vault, link)
        near = nearest[0] if len(nearest) == 1 else None
        severity = field.severity if field else None
        lost = missing.deleted(ctx.vault, link, note)
        if not (new or near or lost):
            if ctx.options.planned == "off" or _is_planned(note, link, field, ctx):
                continue
            if isinstance(ctx.options.planned, Severity):
                severity = ctx.options.planned
        elif not lost and _is_planned(note, link, field, ctx):
            severity = Severity.WARNING
        if new:
            hint, fixes = _renamed(note, link, ctx, new)
        elif uncommitted := missing.beside(ctx.vault, link, note):
            hint, fixes = uncommitted, ()
        elif near:
            hint, fixes = _guess(note, link, ctx, near, field)
        else:
            hint, fixes = (f": `{lost}` goes" if lost else missing.doubt(nearest)), ()
        message = f"no {missing.kind_of(link)} named {missing.named(link)}{hint}"
        schema = field.schema if field else None
        yield Finding(link.span, message, fixes, note.field_of(link), schema, severity)


def _field(note: Note, link: Link, ctx: Context[Options]) -> Field | None:
    return field_at(ctx.vault.shape_of(note).asked, note.steps_to(link))


def _is_planned(note: Note, link: Link, field: Field | None, ctx: Context[Options]) -> bool:
    if field and field.type.planned:
        return True
    plan = ctx.options.planned
    if isinstance(plan, str) or not plan:
        return False
    target = link.target.strip()
    path = join(note.folder, target) if target.startswith(".") else target.lstrip("/")
    if not path:
        return False
    return any_match((p.removesuffix(".md") for p in plan), path.removesuffix(".md"))


Mended = tuple[str, tuple[Fix, ...]]
"""How a message goes on, and the fixes."""


def _renamed(note: Note, link: Link, ctx: Context[Options], new: str) -> Mended:
    name = ctx.vault.notes[new].name if new in ctx.vault.notes else new.rpartition("/")[2]
    edit = retarget(note, link, ctx.vault.names, new)
    return f": it is `{name}` now", (Fix(f"Link to `{name}`", (edit,)),) if edit else ()


def _guess(note: Note, link: Link, ctx: Context[Options], near: str, field: Field | None) -> Mended:
    names = ctx.vault.names
    hint = f"; did you mean `{near}"
    place = names.find(near, note.path)
    edit, path = None, ""
    if isinstance(place, Found):
        path = place.path
        edit = with_plain_marks(note, link, names) or retarget(note, link, names, path)
    elif isinstance(place, Missing):  # an alias, or a file with blanks at the ends of its name
        holders = ctx.vault.aliases.get(fold(near).strip(), ())
        if len(holders) == 1:
            (path,) = holders
            edit = through_alias(note, link, names, path, near)
            near = ctx.vault.notes[path].name
            hint += f"`, an alias of `{near}"
    if edit is None or not _suits(path, field, ctx):
        return f"{hint}`?", ()
    return f"{hint}`?", (Fix(f"Link to `{near}`", (edit,), Safety.UNSAFE),)


def _suits(path: str, field: Field | None, ctx: Context[Options]) -> bool:
    """Whether the file is of the type that the field asks for: a guess brings no other error."""
    note = ctx.vault.notes.get(path)
    return field is None or leads_to_kind(field, ctx.vault.schemas_of(note) if note else ())
