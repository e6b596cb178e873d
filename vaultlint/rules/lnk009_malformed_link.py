"""A link is not closed, is empty, or holds characters that no note's name can have.

```md with file="Ada.md"
# Ada
```

```md bad
Not closed: [[Ada and her engine.
            ^^^^^^^^^^^^^^^^^^^^^ this link is never closed, so Obsidian shows it as text: add `]]`
Too many: [[Ada](Ada.md).
          ^^^^^^^^^^^^^^ a Markdown link has one `[`: delete the first
Spaces: [a plan](Ada's plan.png).
        ^^^^^^^^^^^^^^^^^^^^^^^^ a space ends the address, so Obsidian shows it as text: write `<Ada's plan.png>`
Empty: [[]], [[|Ada]] and [here]().
       ^^^^ this link has no target, so it leads nowhere: name a note
             ^^^^^^^^ this link has no target, so it leads nowhere: name a note
                          ^^^^^^^^ this link has no target, so it leads nowhere: name a note
On the web: [[https://example.org]] and [there](www.example.org).
            ^^^^^^^^^^^^^^^^^^^^^^^ to Obsidian this is a note, not a web address: write `<https://example.org>`
                                        ^^^^^^^^^^^^^^^^^^^^^^^^ to Obsidian this is a note, not a web address: write `https://www.example.org`
A block without `#`: [[Ada^loom]].
                     ^^^^^^^^^^^^ no note can be named `Ada^loom`, for it holds `^`: write `Ada#^loom` for a block
```

```md good
[[Ada]], `[[`, \\[[no link]], <https://example.org>, [[Ada](Ada.md)].
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault.missing import illegal_in, is_address, links_to_no_file

_EMPTY = "this link has no target, so it leads nowhere: name a note"
_WORDS = {
    "unclosed-link": "this link is never closed, so Obsidian shows it as text: add `]]`",
    "extra-bracket": "a Markdown link has one `[`: delete the first",
    "empty-link": _EMPTY,
    "spaced-address": "a space ends the address, so Obsidian shows it as text: write `<{}>`",
}


@rule(severity=Severity.ERROR, on=("unsettled", "problems"))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for problem in note.facts.problems:
        if problem.kind in _WORDS:
            yield Finding(problem.span, _WORDS[problem.kind].format(problem.detail))
    for link in links_to_no_file(ctx.vault, note, "malformed"):
        yield Finding(link.span, _message(link), (), note.field_of(link))


def _message(link: Link) -> str:
    target = link.target.strip()
    if not target or target.lstrip("\\").startswith("|"):
        return _EMPTY
    if is_address(target):
        address = target.lstrip("(<") + link.subpath.rstrip(")>")
        address = address if "://" in address else f"https://{address}"
        address = address if link.form == "markdown" else f"<{address}>"
        return f"to Obsidian this is a note, not a web address: write `{address}`"
    mark = illegal_in(target)
    message = f"no note can be named `{target}`, for it holds `{mark}`"
    name, _, block = target.partition("^")
    return f"{message}: write `{name}#^{block}` for a block" if mark == "^" else message
