"""The runs of a group's table, shared by its tests."""

from __future__ import annotations

import pytest

from tests.bad_input.notes import Results


@pytest.fixture(scope="module")
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Results:
    return Results(request.module.TABLE, tmp_path_factory.mktemp("vaults"))
