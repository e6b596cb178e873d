"""A base that Obsidian cannot read, or that names what is not there.

Checked: YAML, the keys at the top, the shape of filters and views, functions that Obsidian does
not have, notes and folders that filters name, and properties that no note has but almost.

```md with file="Books/Engines.md"
---
rating: 5
---
```

```yaml bad file="Books.base"
filters:
  and:
    - file.inFolder("Boks")
      ^^^^^^^^^^^^^^^^^^^^^ no folder `Boks`; did you mean `Books`?
    - file.hasLink("Engine")
                    ^^^^^^ no note named `Engine`; did you mean `Engines`?
    - todya() > file.mtime
      ^^^^^^^^^^^^^^^^^^^^ no function `todya`; did you mean `today`?
views:
  - type: table
    name: All
    order: [file.name, raitng]
                       ^^^^^^ no note has the property `raitng`; did you mean `rating`?
filter: x
^^^^^^ unknown key `filter`; did you mean `filters`?
```

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

import re
from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.base import FUNCTIONS, KEYS, texts
from vaultlint.parse.facts import Value
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.nearest import did_you_mean, nearest
from vaultlint.vault.answer import Missing

_CALL = re.compile(r"(?<![.\w])([A-Za-z_]\w*)\(")
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|/(?:[^/\\\s]|\\.)+/")
_FOLDER = re.compile(r"\binFolder\(\s*\"([^\"]+)\"")


@rule(severity=Severity.ERROR, files=(".base",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
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
    for prop in note.properties.values():
        if prop.key in ("filters", "formulas", "views"):
            for text in texts(prop.value):
                yield from _expression(text, ctx)
    yield from _columns(note, ctx)


def _expression(value: Value, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for match in _FOLDER.finditer(value.text):
        folder = match[1].strip("/")
        if folder and folder not in ctx.vault.folders:
            hint = did_you_mean(folder, ctx.vault.folders)
            yield Finding(value.span, f"no folder `{folder}`{hint}")
    for match in _CALL.finditer(_STRING.sub("''", value.text)):
        if match[1] not in FUNCTIONS:
            hint = did_you_mean(match[1], FUNCTIONS)
            yield Finding(value.span, f"no function `{match[1]}`{hint}")


def _columns(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    """Columns of views that no note can fill, where a property has almost that name."""
    views = note.properties.get("views")
    for view in views.value.items if views else ():
        for prop in view.properties:
            if prop.key != "order":
                continue
            for item in prop.value.items:
                name = item.text.removeprefix("note.")
                if "." in name or item.kind != "text" or name in ctx.vault.property_names:
                    continue
                near = nearest(name, ctx.vault.property_names)
                if near is not None and near.lower() != name.lower() and len(name) > 4:
                    message = f"no note has the property `{name}`; did you mean `{near}`?"
                    yield Finding(item.span, message)
