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
        spare = len(prop.value.items) - ((field and field.items[0]) or 0)
        for first, item in _repeated(name, prop.value, note, targets):
            edit = removed_item(note, prop.value, item)
            if spare <= 0 or _is_asked_for(field, item, first):
                edit = None
            spare -= edit is not None
            yield Finding(
                item.span,
                f"`{prop.key}` holds `{first.text}` already",
                (Fix("Remove the item", (edit,), _safety(first, item)),) if edit else (),
                prop.key,
                field.schema or None if field else None,
                field.severity if field else None,
            )


def _repeated(
    name: str, value: Value, note: Note, targets: Targets
) -> Iterator[tuple[Value, Value]]:
    """Items that stand in a list already, each behind the first of them."""
    seen: dict[tuple[str, str], Value] = {}
    for item in value.items:
        if item.kind in ("list", "object", "null") or item.is_empty:
            continue
        identity = targets.identity(item.text, note)
        folded = fold(identity.removeprefix("#")) if name in _NO_CASE else identity
        first = seen.setdefault((item.kind, folded), item)
        if first is not item and first.start != item.start:
            yield first, item


def _is_asked_for(field: Field | None, item: Value, first: Value) -> bool:
    """Whether a schema asks for the item as it is written, and not for the first one."""
    return field is not None and item.text != first.text and item.text in field.contains


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
