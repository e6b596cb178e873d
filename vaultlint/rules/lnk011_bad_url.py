"""A url that is none: in a property that should hold one, or in a link.

```yaml schema
schema: clipping
match: {has: source}
fields: {source: url}
```

```md bad
---
source: example.org/a page
        ^^^^^^^^^^^^^^^^^^ `example.org/a page` is no url: write it as `https://…`
---
[there](https:/example.org) and [nowhere](http://).
        ^^^^^^^^^^^^^^^^^^ `https:/example.org` is no url: write `//` after `https:`
                                          ^^^^^^^ `http://` is no url: it has no host
```

```md good
---
source: https://example.org/a%20page?q=1#top
---
[there](https://example.org), [mail](mailto:ada@example.org), [app](obsidian://open?vault=v).
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.parse.facts import Value
from vaultlint.patterns import later
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.predicate import link_target
from vaultlint.schema.typed import typed
from vaultlint.schema.violations import is_placeholder, is_readable

_URLS = frozenset(("url",))
_USUAL = later(r"https://[^\W_][^\s:\[\]]*")
_SCHEME = later(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)


@rule(severity=Severity.ERROR, on=("links", "schemas"))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    is_usual = _USUAL.fullmatch
    for link in note.facts.links:
        if link.form == "url" and not is_usual(link.target):
            problem = _fault(link.target)
            if problem:
                yield Finding(link.target_span, f"`{link.target}` is no url: {problem}")
    asked = ctx.vault.shape_of(note).asked
    if not asked or not is_readable(note):
        return
    for path, field, _, value, _ in typed(note, asked.values(), _URLS):
        problem = _value_fault(value)
        if problem:
            message = f"`{value.text}` is no url: {problem}"
            yield Finding(value.span, message, (), path, field.schema, field.severity)


def _value_fault(value: Value) -> str:
    if value.kind != "text" or value.is_empty or is_placeholder(value):
        return ""
    text = value.text.strip()
    if link_target(text) is not None or text.startswith("["):
        return (
            "it is a link to a note" if link_target(text) is not None else "write the address alone"
        )
    if not _SCHEME.fullmatch(text):
        return "write it as `https://…`"
    return _fault(text) or ("it holds a space" if " " in text else "")


def _fault(address: str) -> str:
    """What is wrong with an address that has a scheme."""
    if _USUAL.fullmatch(address):
        return ""  # nearly all
    match = _SCHEME.fullmatch(address)
    if match is None or match[1].lower() not in ("http", "https", "ftp"):
        return ""
    rest = match[2]
    if not rest.startswith("//"):
        return f"write `//` after `{match[1]}:`"
    host = re.split("[/?#]", rest[2:], maxsplit=1)[0].rpartition("@")[2]
    if not host.strip(":"):
        return "it has no host"
    if re.search(r"\s", host):
        return "its host holds a space"
    try:
        urlsplit(address).port  # noqa: B018
    except ValueError:
        return "its host or port is none"
    return ""
