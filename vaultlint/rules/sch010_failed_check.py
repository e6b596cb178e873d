"""A condition that a schema itself states is not met.

`checks` hold a `when` and a `require`, of the same closed set of predicates as `match`; each has
its own severity and message.

```yaml schema
schema: book
match: {has: status}
fields: {status: text}
checks:
  - id: done-needs-notes
    when: {field: {status: done}}
    require: {heading: Notes}
    severity: warning
```

```md bad
---
^^^ check `done-needs-notes` of `book` failed
status: done
---
```

```md good
---
status: done
---
## Notes
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultlint.finding import Finding, Severity
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.predicate import meets
from vaultlint.schema.violations import is_readable, opening


@rule(severity=Severity.ERROR, on=("schemas",))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    checks = ctx.vault.shape_of(note).checks
    if not checks or not is_readable(note):
        return
    targets = ctx.vault.matcher.targets
    for asked in checks:
        if meets(asked.when, note, targets) and not meets(asked.require, note, targets):
            yield Finding(opening(note), asked.words, schema=asked.schema, severity=asked.severity)
