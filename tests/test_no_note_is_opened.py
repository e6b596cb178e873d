"""No command opens a note for writing, whatever it does: a fix puts a new file in its place."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import CLEAN_ENV, make

PROGRAM = """
import json, os, sys
opened = []
def hear(event, given):
    if event == "open" and isinstance(given[0], str | bytes) and isinstance(given[2], int):
        if given[2] & (os.O_WRONLY | os.O_RDWR):
            opened.append(os.fsdecode(given[0]))
    elif event in ("os.rename", "os.remove", "os.truncate", "shutil.move", "os.link"):
        opened.append(f"{event} {os.fsdecode(given[-3] if event in ('os.rename', 'os.link') else given[0])}")
sys.addaudithook(hear)
from vaultlint.cli.app import run
found = []
for command in json.loads(sys.argv[2]):
    opened.clear()
    code = run(command)
    found.append([code, list(opened)])
with open(sys.argv[1], "w") as file:
    json.dump(found, file)
"""
NOTES = {
    "A.md": "---\ntag: a\nlink: [[B]]\n---\n[[Nobody]] 00:10 a\n",
    "Sub/B.md": "---\naliases: b\n---\n# B\n[[a]]\n",
    "vaultlint.yaml": "rules: []\n",
    ".obsidian/types.json": '{"types": {}}',
}


COMMANDS = [
    ("check",), ("check", "--diff"), ("check", "--fix"), ("undo",),
    ("baseline", "write"), ("stats",), ("explain", "A.md"), ("schema", "infer", "Sub"),
    ("schema", "export", "--to", "types.json", "--write"), ("config", "show", "A.md"), ("clean",),
    ("check", "--output-format", "sarif", "--output-file", "out.sarif"),
]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX")
def test_no_command_opens_a_note_for_writing(tmp_path: Path) -> None:
    root = make(tmp_path / "vault", dict(NOTES))
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(report), json.dumps(COMMANDS)],
        cwd=root, env=CLEAN_ENV, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert report.exists(), done.stderr
    for command, (code, opened) in zip(COMMANDS, json.loads(report.read_text()), strict=True):
        assert code in (0, 1), command
        notes = [name for name in opened if name.lower().endswith((".md", ".canvas", ".base"))]
        # where files cannot change places, a fix or an undo renames the new text over the note
        assert [name for name in notes if not name.startswith("os.rename ")] == [], command
        # a report's temporary file has fewer digits
        writes = any(re.search(r"\.vaultlint-\d+-[0-9a-f]{16}\.", name) for name in opened)
        assert writes == (command[0] == "undo" or "--fix" in command), command
