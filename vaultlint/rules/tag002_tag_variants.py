"""A tag that differs from another of the vault only in case, hyphens, plural or Unicode form.

`to-do` and `todo`, `Books` and `book`, full-width `ｂｏｏｋ` divide what belongs together. The spelling
that most notes use is proposed. What takes a dictionary is out of reach: `colour` and `color`,
traditional and simplified characters. Off until selected.

```md with file="One.md"
#to-do
```

```md with file="Two.md"
#to-do
```

```md bad
Something #todo
          ^^^^^ `todo` is spelled `to-do` in 2 notes
```

```md fixed
Something #to-do
```

```md good
Something #to-do and #done
```
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.predicate import scalars
from vaultlint.schema.writing import respell
from vaultlint.text import Edit, Span, counted


@rule(severity=Severity.WARNING, default=False)
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for tag in note.facts.tags:
        better = ctx.vault.tag_spelling(tag.name)
        if better is not None:
            span = Span(tag.start, tag.end)
            fix = Fix(
                f"Write `#{better[0]}`", (Edit(note.path, span, f"#{better[0]}"),), Safety.UNSAFE
            )
            yield Finding(span, _message(tag.name, *better), (fix,))
    prop = note.properties.get("tags")
    for value in scalars(prop.value) if prop else ():
        better = ctx.vault.tag_spelling(value.text) if value.kind == "text" else None
        if better is not None:
            edit = Edit(note.path, value.span, respell(value, better[0], note))
            fix = Fix(f"Write `{better[0]}`", (edit,), Safety.UNSAFE)
            yield Finding(value.span, _message(value.text, *better), (fix,), "tags")


def _message(name: str, better: str, count: int) -> str:
    where = f"in {counted(count, 'note')}"
    if normalize("NFC", name) == normalize("NFC", better):
        return f"`{name}` is spelled in other Unicode characters {where}, though it looks the same"
    return f"`{name}` is spelled `{better}` {where}"
