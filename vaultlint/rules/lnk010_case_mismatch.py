"""A link spells the file's name otherwise: in case, or in Unicode form.

Obsidian does not mind; a published site, git on Linux or another tool may. Off until selected.

```md with file="People/Ada Lovelace.md"
```

```md bad
By [[ada lovelace]] and [[people/Ada Lovelace|her]].
   ^^^^^^^^^^^^^^^^ the file is spelled `Ada Lovelace`: Obsidian does not mind, others may
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the file is spelled `People/Ada Lovelace`: Obsidian does not mind, others may
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
from vaultlint.vault.answer import Missing
from vaultlint.vault.rewrite import respell


@rule(severity=Severity.WARNING, default=False, on=("links",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for link in note.facts.links:
        if link.form == "url" or not link.target.strip():
            continue
        answer = ctx.vault.resolve(link._replace(subpath=""), note)
        if isinstance(answer, Missing):
            continue
        spelled = _spelled(link.target.strip(), answer.path)
        if spelled == link.target.strip():
            continue
        edit = respell(note, link, spelled)
        fixes = (Fix(f"Write `{spelled}`", (edit,)),) if edit else ()
        message = f"the file is spelled `{spelled}`: Obsidian does not mind, others may"
        yield Finding(link.span, message, fixes, note.field_of(link))


def _spelled(written: str, path: str) -> str:
    """`written` with the names of `path` in the place of its own, as many as it has."""
    if written[-3:].lower() != ".md" and path[-3:].lower() == ".md":
        path = path[:-3]
    names, spelled = written.split("/"), path.split("/")
    for at in range(1, min(len(names), len(spelled)) + 1):
        if names[-at] in ("", ".", ".."):
            break
        names[-at] = spelled[-at]
    return "/".join(names)
