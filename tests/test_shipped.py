"""The schemas that come with vaultlint: valid, and true to their own examples."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.harness import TODAY, default_rules
from vaultlint.engine.schema_examples import run_examples
from vaultlint.schema.load import load_schemas, shipped_documents
from vaultlint.schema.merge import merge
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


def test_no_two_shipped_schemas_contradict_each_other() -> None:
    """A note may have any two of them, also of several presets. No episode that was saved from the
    web is also a project, whose `status` is a link."""
    schemas = [s for preset in preset_names() for s in load_schemas({}, [preset]).schemas]
    for one, other in combinations(schemas, 2):
        clipped = "podcast-episode-clipped" in (one.name, other.name)
        found = [c for c in merge((one, other), {}).conflicts if c.field != "status" or not clipped]
        assert found == [], f"{one.name} and {other.name}"


def test_every_schema_is_described() -> None:
    for preset in preset_names():
        for schema in load_schemas({}, [preset]).schemas:
            assert len(schema.description) > 20, schema.name
            assert any(e.finds for e in schema.examples), f"{schema.name} shows no mistake"
