"""A comment, a code fence or a block of math is never closed.

All that follows is hidden, or shown as code.

```md bad
Text.

%%
^^ this comment is never closed: add a line `%%`
A remark.
```

````md bad
Text.

```python
^^^^^^^^^ this code fence is never closed
print("hello")
````

```md good
%%
A remark.
%%

$$
x = 1
$$
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule

_WORDS = {
    "unclosed-comment": "this comment is never closed: add a line `%%`",
    "unclosed-html": "this comment is never closed: add `-->`",
    "unclosed-math": "this math is never closed: add a line `$$`",
    "unclosed-fence": "this code fence is never closed",
}


@rule(severity=Severity.WARNING, on=("problems",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for problem in note.facts.problems:
        if problem.kind in _WORDS:
            yield Finding(problem.span, _WORDS[problem.kind])
