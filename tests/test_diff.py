"""What `--diff` prints is a patch: the tools that apply one find the note, whatever its name."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.bad_input.running import make, vaultlint
from tests.bad_input.trial import FIXABLE, MENDED

NAMES = ["Note.md", "My note of old.md", "日记/甲.md", "日记/甲 乙.md"]
ODD = ['"quoted".md', "back\\slash x.md", "tab\tx.md", "turned \u202eround.md", "caf\udce9.md"]
APPLY = [("patch", "-p0"), ("git", "apply", "-p0")]


@pytest.mark.parametrize("tool", APPLY, ids=[words[0] for words in APPLY])
def test_a_diff_is_a_patch(tool: tuple[str, ...], tmp_path: Path) -> None:
    if shutil.which(tool[0]) is None:
        pytest.skip(f"needs {tool[0]}")
    names = NAMES if os.name == "nt" else NAMES + ODD
    root = make(tmp_path, dict.fromkeys(names, FIXABLE))
    shown = vaultlint("--no-cache", "--diff", cwd=root)
    subprocess.run(tool, cwd=root, input=shown.out.encode(), check=True, capture_output=True)
    assert {name: (root / name).read_text() for name in names} == dict.fromkeys(names, MENDED)
