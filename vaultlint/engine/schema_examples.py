"""The examples that schemas carry, run the way a vault is run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from vaultlint.engine.check import check
from vaultlint.finding import Diagnostic
from vaultlint.rule import Selection
from vaultlint.schema.match import SchemaSet
from vaultlint.schema.shape import Expected, Schema, SchemaExample
from vaultlint.vault import Vault


class Result(NamedTuple):
    """An example, and how what was found differs from what it says: nothing, if it holds."""

    schema: Schema
    number: int
    example: SchemaExample
    missing: tuple[Expected, ...]
    surplus: tuple[Diagnostic, ...]

    @property
    def holds(self) -> bool:
        """Whether the example gives exactly the findings that it says."""
        return not self.missing and not self.surplus


def run_examples(schemas: SchemaSet, selection: Selection, today: date) -> Iterator[Result]:
    """Run every example of every schema, each in a vault of its own."""
    for schema in schemas.schemas:
        for number, example in enumerate(schema.examples, 1):
            yield _run(schemas, schema, number, example, selection, today)


def _run(
    schemas: SchemaSet,
    schema: Schema,
    number: int,
    example: SchemaExample,
    selection: Selection,
    today: date,
) -> Result:
    path = example.path or "Note.md"
    vault = Vault.of({**dict(example.company), path: example.note}, schemas=schemas)
    found = list(check(vault, selection, today, [path]).diagnostics)
    missing = []
    for expected in example.finds:
        met = next((d for d in found if _meets(d, expected, vault)), None)
        if met is None:
            missing.append(expected)
        else:
            found.remove(met)
    return Result(schema, number, example, tuple(missing), tuple(found))


def _meets(diagnostic: Diagnostic, expected: Expected, vault: Vault) -> bool:
    line = vault.notes[diagnostic.path].lines.line_of(diagnostic.finding.span.start)
    return (
        diagnostic.code == expected.code.upper()
        and expected.field in (None, diagnostic.finding.field)
        and expected.line in (None, line)
        and (expected.message is None or expected.message in diagnostic.finding.message)
    )
