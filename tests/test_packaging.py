"""The wheel and the sdist, built and installed as a user would."""

from __future__ import annotations

import subprocess
import sys
import venv
from functools import partial
from pathlib import Path

import pytest

from tests.test_cli import CLEAN_ENV

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare virtual environment, with what the package needs borrowed from this one."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=True, system_site_packages=False)
    return home / ("Scripts" if sys.platform == "win32" else "bin") / "python"


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_what_is_built_runs_with_its_presets(kind: str, python: Path, tmp_path: Path) -> None:
    source = str(PROJECT)
    if kind == "sdist":
        code = (
            "from hatchling.builders.sdist import SdistBuilder;"
            f"print(next(SdistBuilder({source!r}).build(directory={str(tmp_path)!r})))"
        )
        subprocess.run([python, "-m", "pip", "install", "-q", "hatchling"], check=True)
        built = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
        source = built.stdout.strip().splitlines()[-1]
    subprocess.run([python, "-m", "pip", "install", "-q", "--force-reinstall", source], check=True)
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "vaultlint.yaml").write_text("extends: [preset:kepano]\n")
    (vault / "A.md").write_text('---\ncategories: ["[[People]]"]\nbirthday: 1815-13-10\n---\n')
    command = python.with_name("vaultlint")
    run = partial(subprocess.run, cwd=vault, env=CLEAN_ENV, capture_output=True, text=True)
    done = run([command, "--output-format", "concise"], check=False)
    assert done.returncode == 1, done.stderr
    assert "DAT001" in done.stdout
    schemas = run([command, "schema", "list"], check=True)
    assert "podcast-episode" in schemas.stdout
