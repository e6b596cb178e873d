"""A note was left out: it is too big, too dense or too deep, or could not be opened.

It stays a link target; what is in a folder that cannot be read is not known at all. A note above
10 MiB, front matter or a base above 1 MiB, a million marks of Markdown, 100,000 links, or a hundred
quotes in each other are no person's writing, and a parser may choke on them; what is left out is
always said.

```md bad
>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> deep
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not checked: nested deeper than 100 levels
```

```md good
> > A quote in a quote.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.vault import Vault

_WORDS = {
    "too-big": "{:,} bytes are too many",
    "too-dense": "more than {}",
    "too-deep": "nested deeper than 100 levels",
    "io": "{}",
}


def _beside(vault: Vault) -> Iterator[str]:
    return (path for path in vault.files if path.endswith("/"))


@rule(
    severity=Severity.WARNING,
    on=("unreadable", "yaml-faults"),
    files=(".md", ".canvas", ".base"),
    beside=_beside,
)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    problem = note.facts.unreadable
    if problem is not None and problem.kind in _WORDS:
        detail = int(problem.detail) if problem.kind == "too-big" else problem.detail
        yield Finding(problem.span, f"not checked: {_WORDS[problem.kind].format(detail)}")
    block = note.facts.frontmatter
    for problem in block.problems if block else ():
        if problem.kind == "too-many":
            yield Finding(problem.span, f"properties not checked: more than {problem.detail}")
        if problem.kind == "too-big":
            size = int(problem.detail)
            yield Finding(problem.span, f"properties not checked: {size:,} bytes are too many")
