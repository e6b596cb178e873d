"""The same item stands twice in a list.

Links are compared by where they lead: `[[Ada]]` and `[[People/Ada|Ada]]` are the same. One that
shows a text of its own, or leads to a heading, is removed with `--unsafe-fixes` only: what it says
would be lost. A schema may allow repeated items with `unique: false`; where it asks for as many as
there are, there is no fix.

```md with file="People/Ada.md"
```

```md bad
---
guests:
  - "[[Ada]]"
  - "[[People/Ada|her]]"
    ^^^^^^^^^^^^^^^^^^^^ `guests` holds `[[Ada]]` already
tags: [book, Book]
             ^^^^ `tags` holds `book` already
---
```

```md fixed
---
guests:
  - "[[Ada]]"
tags: [book]
---
```

```md good
---
guests:
  - "[[Ada]]"
steps: [stir, bake]
---
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from vaultlint.finding import Finding, Fix, Safety, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Value
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.constraints import list_faults
from vaultlint.schema.predicate import Targets, link_name
from vaultlint.schema.shape import Field
from vaultlint.schema.violations import is_readable
from vaultlint.schema.writing import removed_item
from vaultlint.text import fold

_NO_CASE = ("tags", "aliases", "cssclasses")


@rule(severity=Severity.WARNING, on=("frontmatter",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    lists = [(name, p) for name, p in note.properties.items() if len(p.value.items) > 1]
    if not lists or not is_readable(note):
        return
    targets = ctx.vault.matcher.targets
    for name, prop in lists:
        if _are_apart(prop.value.items):
            continue
        field = ctx.vault.shape_of(note).fields.get(name)
        if field is not None and field.unique is False:
            continue
        seen: dict[tuple[str, str], Value] = {}
        kept = prop.value
        for item in prop.value.items:
            if item.kind in ("list", "object", "null") or item.is_empty:
                continue
            identity = targets.identity(item.text, note)
            folded = fold(identity.removeprefix("#")) if name in _NO_CASE else identity
            first = seen.setdefault((item.kind, folded), item)
            if first is item or first.start == item.start:
                continue
            less = kept._replace(items=tuple([i for i in kept.items if i is not item]))
            edit = removed_item(note, prop.value, item)
            if edit and field and _has_more_faults(field, less, kept, note, targets):
                edit = None
            kept = less if edit else kept
            yield Finding(
                item.span,
                f"`{prop.key}` holds `{first.text}` already",
                (Fix("Remove the item", (edit,), _safety(first, item)),) if edit else (),
                prop.key,
                field.schema or None if field else None,
                field.severity if field else None,
            )


def _has_more_faults(
    field: Field, value: Value, before: Value, note: Note, targets: Targets
) -> bool:
    """Whether a schema would rather have the item twice: it asks for more of them."""
    now, was = (sum(1 for _ in list_faults(field, v, note, targets)) for v in (value, before))
    return now > was


def _are_apart(items: tuple[Value, ...]) -> bool:
    """Whether no two items can be the same, wherever links lead: nearly all lists are so. Links
    to one file have its name in common."""
    return len({_name(item.text) for item in items}) == len(items)


@lru_cache(maxsize=65_536)
def _name(text: str) -> str:
    """What a text has in common with all that may be the same item."""
    target = text.strip().strip("[] ").lstrip("#").partition("|")[0]
    return link_name(target.partition("#")[0])


def _safety(first: Value, item: Value) -> Safety:
    """Whether the item says no more than the first does: a display text or a heading is more."""
    more = item.text != first.text and set(item.text) & set("|#") and "[[" in item.text
    return Safety.UNSAFE if more else Safety.SAFE
