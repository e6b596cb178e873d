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
      ^^^^^^ `AI` is an alias of `Artificial Intelligence`, which Obsidian does not follow: write `[[Artificial Intelligence|AI]]`
                 ^^^^^^^^^^^^^^^^^^^^^^ `machine minds` is an alias of `Artificial Intelligence`, which Obsidian does not follow: write `[[Artificial Intelligence|them]]`
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
from vaultlint.parse.facts import Link
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit
from vaultlint.vault.missing import alias_of, links_to_no_file
from vaultlint.vault.rewrite import through_alias

_IDLE = ", which Obsidian does not follow"


@rule(severity=Severity.ERROR, on=("unsettled",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link in links_to_no_file(ctx.vault, note, "alias"):
        alias = link.target.strip()
        paths = ctx.vault.aliases[alias_of(link)]
        if len(paths) > 1:
            names = ", ".join(f"`{ctx.vault.notes[p].name}`" for p in paths[:3])
            more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
            message = f"`{alias}` is an alias of {names}{more}{_IDLE}: link to one of them"
            yield Finding(link.span, message, (), note.field_of(link))
            continue
        name = ctx.vault.notes[paths[0]].name
        edit = through_alias(note, link, ctx.vault.names, paths[0], alias)
        message = f"`{alias}` is an alias of `{name}`{_IDLE}: {_advice(note, link, edit)}"
        fixes = (Fix(f"Link to `{name}`", (edit,)),) if edit else ()
        yield Finding(link.span, message, fixes, note.field_of(link))


def _advice(note: Note, link: Link, edit: Edit | None) -> str:
    """The link as the fix writes it; it may do so where the link's address is defined."""
    if edit is None or not link.start <= edit.span.start <= edit.span.end <= link.end:
        return "link to that"
    start, end = edit.span
    written = note.text((link.start, start)) + edit.text + note.text((end, link.end))
    return f"write `{written}`"
