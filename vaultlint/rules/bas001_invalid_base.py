"""A base that Obsidian cannot read, or that names what is not there.

A base is a file, or a code block `base` in a note. Checked: YAML, the keys at the top, the shape of filters and views; whether filters and formulas can
be read; the notes, folders, formulas and summaries that they and views name. Plugins add functions
and views, and notes come by new properties, so a function, a summary, a field of `file` or a
property that is not known is told only where a known one has almost its name.

```md with file="Books/Engines.md"
---
rating: 5
---
```

```yaml bad file="Books.base"
filters:
  and:
    - file.inFolder("Boks")
                     ^^^^ no folder `Boks`; did you mean `Books`?
    - file.hasLink("Engine")
                    ^^^^^^ no note named `Engine`; did you mean `Engines`?
    - todya() > file.mtime
      ^^^^^ no function `todya`; did you mean `today`?
    - raitng > 3
      ^^^^^^ no note has the property `raitng`; did you mean `rating`?
    - rating = 3
      ^^^^^^^^^^ `=` compares nothing: write `==`
views:
  - type: table
    name: All
    order: [file.name, raitng, formula.aeg]
                       ^^^^^^ no note has the property `raitng`; did you mean `rating`?
                               ^^^^^^^^^^^ this base has no formula `aeg`; did you mean `age`?
formulas:
  age: (now() - file.ctime).days
filter: x
^^^^^^ unknown key `filter`; did you mean `filters`?
```

````md bad
```base
filters: file.inFolder("Boks")
                        ^^^^ no folder `Boks`; did you mean `Books`?
views:
  - type: table
```
````

```yaml good file="Books.base"
filters:
  and:
    - file.inFolder("Books")
    - file.hasLink("Engines")
formulas:
  age: (now() - file.ctime).days
views:
  - type: table
    name: All
    order: [file.name, rating, formula.age]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.base import (
    KEYS,
    SUMMARIES,
    bases_in,
    columns,
    expressions,
    place,
    summaries,
)
from vaultlint.parse.facts import BASE_FENCE
from vaultlint.parse.formula import fault, mentions
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.nearest import did_you_mean, nearest
from vaultlint.vault.answer import Missing
from vaultlint.vault.unknown import unknown_column, unknown_mention


@rule(severity=Severity.ERROR, on=(BASE_FENCE,), files=(".base", ".md"))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    if note.ending == ".base":
        yield from _base(note, ctx)
        return
    for facts in bases_in(note.data, note.facts.zones):
        yield from _base(Note(note.path, facts, note.data), ctx)


def _base(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for problem in note.facts.problems:
        if problem.kind == "base-key":
            message = f"unknown key `{problem.detail}`{did_you_mean(problem.detail, KEYS)}"
        elif problem.kind == "duplicate-key":
            message = f"this key stands twice, first on line {problem.detail}"
        else:
            message = problem.detail
        yield Finding(problem.span, message)
    for link in note.facts.links:
        answer = ctx.vault.resolve(link, note)
        if isinstance(answer, Missing) and answer.part == "file":
            near = ctx.vault.near.nearest(link.target.rpartition("/")[2])
            hint = f"; did you mean `{near}`?" if near else ""
            yield Finding(link.span, f"no note named `{link.target}`{hint}")
    yield from _names(note, ctx)


def _names(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    properties = tuple(note.properties.values())
    formulas = {p.key for f in properties if f.key == "formulas" for p in f.value.properties}
    for value in expressions(properties):
        problem = fault(value.text)
        if problem:
            yield Finding(value.span, problem)
            continue
        for mention in mentions(value.text):
            message = unknown_mention(mention, formulas, ctx.vault)
            if message:
                yield Finding(place(mention.name, value, note.data), message)
    for name, span in columns(properties):
        message = unknown_column(name, formulas, ctx.vault)
        if message:
            yield Finding(span, message)
    known = SUMMARIES | {
        p.key for s in properties if s.key == "summaries" for p in s.value.properties
    }
    for value in summaries(properties):
        near = nearest(value.text, known) if value.text not in known else None
        if near is not None:
            yield Finding(value.span, f"no summary `{value.text}`; did you mean `{near}`?")
