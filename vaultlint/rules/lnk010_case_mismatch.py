"""A link spells the file's name otherwise: in case, or in Unicode form.

Obsidian does not mind; a published site, git on Linux or another tool may. Off until selected.

```md with file="People/Ada Lovelace.md"
```

```md bad
By [[ada lovelace]] and [[people/Ada Lovelace|her]].
   ^^^^^^^^^^^^^^^^ the file is spelled `Ada Lovelace`
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the file is spelled `People/Ada Lovelace`
```

```md fixed
By [[Ada Lovelace]] and [[People/Ada Lovelace|her]].
```

```md good
By [[Ada Lovelace]].
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.text import Edit
from vaultlint.vault.answer import Missing
from vaultlint.vault.rewrite import path_span


@rule(severity=Severity.WARNING, default=False, on=("links",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link in note.facts.links:
        if link.form != "wikilink" or not link.target.strip() or link.target.startswith("."):
            continue
        answer = ctx.vault.resolve(link._replace(subpath=""), note)
        if isinstance(answer, Missing):
            continue
        written = link.target.strip().lstrip("/")
        path = answer.path
        if written[-3:].lower() != ".md" and path[-3:].lower() == ".md":
            path = path[:-3]
        names = written.count("/") + 1
        spelled = "/".join(path.split("/")[-names:])
        if spelled == written:
            continue
        span = path_span(note, link)
        start = link.target.index(written[0]) if span else 0
        fixes: tuple[Fix, ...] = ()
        if span and start == 0 and link.target == written:
            fixes = (Fix(f"Write `{spelled}`", (Edit(note.path, span, spelled),)),)
        field = link.key.partition(".")[0] if link.key else None
        yield Finding(link.span, f"the file is spelled `{spelled}`", fixes, field)
