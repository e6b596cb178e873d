"""A link gives a path that does not exist, though there is a file of that name elsewhere.

Obsidian does not fall back to the name. Mostly the file was moved outside of Obsidian. Where
exactly one file has the name, the fix links to it; a relative path stays relative.

```md with file="People/Ada.md"
```

```md bad
By [[Persons/Ada]].
   ^^^^^^^^^^^^^^^ nothing is at `Persons/Ada`, and Obsidian looks nowhere else: the file is `People/Ada.md`
```

```md fixed
By [[People/Ada]].
```

```md good
By [[People/Ada]], [[Ada]], [[/People/Ada]].
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault.missing import links_to_no_file
from vaultlint.vault.rewrite import retarget


@rule(severity=Severity.ERROR, on=("unsettled",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link in links_to_no_file(ctx.vault, note, "wrong-path"):
        files = ctx.vault.files_named(link.target.rpartition("/")[2])
        wrong = f"nothing is at `{link.target.strip()}`, and Obsidian looks nowhere else"
        if len(files) > 1:
            shown = ", ".join(f"`{f}`" for f in files[:3])
            more = f" and {len(files) - 3} more" if len(files) > 3 else ""
            message = f"{wrong}: {len(files)} files have the name, {shown}{more}"
            yield Finding(link.span, message, (), note.field_of(link))
            continue
        edit = retarget(note, link, ctx.vault.names, files[0])
        fixes = (Fix(f"Link to `{files[0]}`", (edit,)),) if edit else ()
        yield Finding(link.span, f"{wrong}: the file is `{files[0]}`", fixes, note.field_of(link))
