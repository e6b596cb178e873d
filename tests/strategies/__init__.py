"""Whole notes, vaults, configs and schemas as Hypothesis builds them: trees first, then their text,
so that what stands in a text is known."""

from tests.strategies.marks import BODIES, texts
from tests.strategies.notes import damaged, mutated, notes
from tests.strategies.settings import CONFIGS, SCHEMA_TREES, configs, schemas
from tests.strategies.vaults import vaults

__all__ = [
    "BODIES",
    "CONFIGS",
    "SCHEMA_TREES",
    "configs",
    "damaged",
    "mutated",
    "notes",
    "schemas",
    "texts",
    "vaults",
]
