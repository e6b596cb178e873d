"""A link names a note by its alias.

Obsidian's suggester writes `[[Note|Alias]]`, because an alias resolves no link: `[[Alias]]` would
make a new, empty note. Where exactly one note has the alias, the fix writes what the suggester
would.

```md with file="Artificial Intelligence.md"
---
aliases: [AI, Machine minds]
---
```

```md bad
About [[AI]] and [[machine minds|them]].
      ^^^^^^ `AI` is an alias of `Artificial Intelligence`: write `[[Artificial Intelligence|AI]]`
                 ^^^^^^^^^^^^^^^^^^^^^^ `machine minds` is an alias of `Artificial Intelligence`: write `[[Artificial Intelligence|them]]`
```

```md fixed
About [[Artificial Intelligence|AI]] and [[Artificial Intelligence|them]].
```

```md good
About [[Artificial Intelligence|AI]].
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import fold
from vaultlint.vault.answer import Missing
from vaultlint.vault.missing import why_missing
from vaultlint.vault.rewrite import link_text, through_alias


@rule(severity=Severity.ERROR, on=("unsettled",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link, answer in ctx.vault.unsettled(note):
        if not isinstance(answer, Missing) or answer.part != "file":
            continue
        if why_missing(ctx.vault, link) != "alias":
            continue
        alias = link.target.strip()
        paths = ctx.vault.aliases[fold(alias).strip()]
        field = link.key.partition(".")[0] if link.key else None
        if len(paths) > 1:
            names = ", ".join(f"`{ctx.vault.notes[p].name}`" for p in paths[:3])
            yield Finding(
                link.span, f"`{alias}` is an alias of {names}: link to one of them", (), field
            )
            continue
        name = ctx.vault.notes[paths[0]].name
        target = link_text(ctx.vault.names, paths[0], note.path)
        edit = through_alias(note, link, ctx.vault.names, paths[0], alias)
        shown = link.display if link.display is not None else alias
        bar = "\\|" if link.in_table else "|"
        written = f"[[{target}{link.subpath}{bar}{shown}]]"
        message = f"`{alias}` is an alias of `{name}`: write `{written}`"
        fixes = (Fix(f"Link to `{name}`", (edit,)),) if edit else ()
        yield Finding(link.span, message, fixes, field)
