"""The suite as data, and written to a folder: `python -m tests.conformance.suite FOLDER` makes a
vault that Obsidian itself can open, with a note for each case."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent

VAULT: dict[str, str] = json.loads((_HERE / "vault.json").read_text(encoding="utf-8"))
SOURCES: dict[str, dict[str, str]] = json.loads((_HERE / "sources.json").read_text("utf-8"))
TOPICS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((_HERE / "cases").glob("*.json"))
}
CASES: list[dict[str, Any]] = [case for topic in TOPICS.values() for case in topic["cases"]]


def write(folder: Path) -> None:
    """The vault with all cases in it, below `folder`."""
    texts = VAULT | {case["note"]: case["text"] for case in CASES}
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
