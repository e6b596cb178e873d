"""A tag that Obsidian does not accept.

A tag has letters of any script, digits, `_`, `-`, `/` and emoji, no spaces, and at least one
character that is no digit. In `tags:` it stands without `#`, as an item of a list: a text with
commas or spaces yields no tag at all, nor does `#book` without quotes, which YAML takes for a
comment. A vocabulary says which tags there are, `*` being any text:
`a/*` allows all below `a`. A property that a schema gives the type `tag` is read the same.

```md bad
---
tags: ["#book", "to read", "1984"]
       ^^^^^^^ write the tag without `#`: `book`
                ^^^^^^^^^ `to read` is no tag: a tag has no spaces
                           ^^^^^^ `1984` is no tag: a tag needs a character that is no digit
---
```

```md bad
---
tags: "#book"
      ^^^^^^^ write the tag without `#`: `book`
---
```

```md fixed
---
tags: "book"
---
```

```md bad
---
tags: book, engine
      ^^^^^^^^^^^^ `book, engine` yields no tag: write a list, `[book, engine]`
---
```

```md fixed
---
tags:
  - book
  - engine
---
```

```md bad
---
tags: #book #engine
      ^^^^^^^^^^^^^ `#book #engine` is a comment to YAML and yields no tag: write the tags without `#`
---
```

```md fixed
---
tags:
  - book
  - engine
---
```

```md bad
---
tags:
  - #book
    ^^^^^ `#book` is a comment to YAML and yields no tag: write the tag without `#`
---
```

```md fixed
---
tags:
  - book
---
```

```md bad
---
tags:
  - engine: steam
    ^^^^^^^^^^^^^ an object yields no tag: write its name alone
---
```

```md good
---
tags: [book, 书/科幻, to-read, y1984]
---
Also #in-text and #🚀.
```

```yaml schema
schema: book
match: {has: genre}
fields: {genre: "tag[]"}
```

```md bad
---
genre: [novel, science fiction]
               ^^^^^^^^^^^^^^^ `science fiction` is no tag: a tag has no spaces
---
```

```yaml options
vocabulary: [book, "project/*"]
```

```md bad
About #project/engine and #boook.
                          ^^^^^^ `boook` is not in the vocabulary; did you mean `book`?
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Property, Value
from vaultlint.parse.tags import value_problem
from vaultlint.patterns import later
from vaultlint.rule import Context, rule
from vaultlint.schema.predicate import scalars
from vaultlint.schema.shape import Field
from vaultlint.schema.tag_values import as_list_of_tags, commented_tags
from vaultlint.schema.typed import typed
from vaultlint.schema.violations import is_placeholder, is_readable, is_unquoted_link
from vaultlint.schema.vocabulary import unknown_tag
from vaultlint.schema.writing import respell
from vaultlint.text import Edit, Span

_TAGS = frozenset(("tag",))
_USUAL = later(r"[A-Za-z0-9/_-]*[A-Za-z_][A-Za-z0-9/_-]*")


@dataclass(frozen=True, slots=True)
class Options:
    """`vocabulary`: the tags that there are, or patterns of them, if not all are welcome."""

    vocabulary: tuple[str, ...] = ()


@rule(severity=Severity.ERROR, options=Options, on=("tags", "frontmatter"))
def check(note: Note, ctx: Context[Options]) -> Iterator[Finding]:
    for tag in note.facts.tags if ctx.options.vocabulary else ():
        message = unknown_tag(tag.name, ctx.options.vocabulary)
        if message:
            yield Finding(Span(tag.start, tag.end), message)
    if not is_readable(note):
        return
    asked = ctx.vault.shape_of(note).asked
    prop = note.properties.get("tags")
    if prop is not None and not is_unquoted_link(prop.value):
        is_list = prop.value.kind == "list"
        for value in scalars(prop.value):
            if is_list and not ctx.options.vocabulary and _USUAL.fullmatch(value.text):
                continue
            yield from _no_text(note, prop, value)
            for found in _property(note, "tags", asked.get("tags"), value, ctx, is_list=is_list):
                edit = None if is_list or found.fixes else as_list_of_tags(note, prop)
                # a guess: it may be a name of two words
                guess = (Fix("Write a list of tags", (edit,), Safety.UNSAFE),) if edit else ()
                yield found._replace(fixes=guess or found.fixes)
    others = [field for name, field in asked.items() if name != "tags"]
    for path, field, _, value, _ in typed(note, others, _TAGS):
        yield from _property(note, path, field, value, ctx, is_list=True)


def _no_text(note: Note, prop: Property, value: Value) -> Iterator[Finding]:
    """What stands in the place of a tag and is no text: a comment, an object, a list."""
    if value.kind in ("list", "object"):
        if not (is_unquoted_link(value) or is_placeholder(value)):
            what = "an object" if value.kind == "object" else "a list in the list"
            instead = "a list" if value is prop.value else "its name alone"
            yield Finding(value.span, f"{what} yields no tag: write {instead}", (), "tags")
        return
    tags = commented_tags(note, prop, value) if value.kind == "null" else None
    if tags is not None:
        message = f"`{note.text(tags.span)}` is a comment to YAML and yields no tag: write"
        message += f" the {'tag' if len(tags.names) == 1 else 'tags'} without `#`"
        # a guess: it may be a comment
        fixes = (Fix("Remove the `#`", (tags.edit,), Safety.UNSAFE),) if tags.edit else ()
        yield Finding(tags.span, message, fixes, "tags")


def _property(
    note: Note,
    path: str,
    field: Field | None,
    value: Value,
    ctx: Context[Options],
    *,
    is_list: bool,
) -> Iterator[Finding]:
    if value.kind in ("list", "object", "null") or value.is_empty or is_placeholder(value):
        return
    text = value.text.strip()
    name = text.removeprefix("#")
    fixes: tuple[Fix, ...] = ()
    message = value_problem(text, alone=not is_list)
    if not message and name != text:
        message = f"write the tag without `#`: `{name}`"
        fixes = (Fix("Remove the `#`", (Edit(note.path, value.span, respell(value, name, note)),)),)
    elif not message:
        message = unknown_tag(name, ctx.options.vocabulary)
    if message:
        schema, severity = (field.schema, field.severity) if field else (None, None)
        yield Finding(value.span, message, fixes, path, schema, severity)
