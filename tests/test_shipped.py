"""The schemas that come with vaultlint: valid, and true to their own examples."""

from __future__ import annotations

import pytest

from tests.harness import TODAY, default_rules
from vaultlint.engine.schema_examples import run_examples
from vaultlint.schema.load import load_schemas, shipped_documents
from vaultlint.schema.model import SchemaModel
from vaultlint.schema.shipped import preset_names
from vaultlint.schema.validate import validate


@pytest.mark.parametrize("preset", preset_names())
def test_files_are_valid(preset: str) -> None:
    documents = shipped_documents(preset)
    assert documents
    for document in documents:
        assert validate(document, SchemaModel) == ()


@pytest.mark.parametrize("preset", preset_names())
def test_examples_hold(preset: str) -> None:
    rules = default_rules()
    results = list(run_examples(load_schemas({}, [preset]), lambda _: rules, TODAY))
    assert results
    for result in results:
        where = f"{result.schema.name}, example {result.number}"
        assert result.missing == (), where
        assert [(d.code, d.finding.message) for d in result.surplus] == [], where


@pytest.mark.parametrize("preset", preset_names())
def test_every_schema_has_an_example(preset: str) -> None:
    assert all(s.examples for s in load_schemas({}, [preset]).schemas)
