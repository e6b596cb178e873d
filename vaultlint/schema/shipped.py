"""The schemas that come with vaultlint, in folders by preset."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PREFIX = "preset:"


@cache
def _root() -> Path:
    # a wheel carries `rules/` inside the package; a checkout has it beside the package
    packaged = Path(__file__).resolve().parents[1] / "presets"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / "rules"


@cache
def preset_names() -> tuple[str, ...]:
    """The presets there are, sorted: `kepano`, `clipper`, …"""
    root = _root()
    return tuple(sorted(p.name for p in root.iterdir() if p.is_dir())) if root.is_dir() else ()


@cache
def preset_files(preset: str) -> dict[str, bytes]:
    """The schema files of a preset by the name people are shown: `preset:kepano/person.yaml`.
    Empty for a preset that does not exist."""
    if preset not in preset_names():
        return {}
    found = sorted((_root() / preset).glob("*.yaml"))
    return {f"{PREFIX}{preset}/{path.name}": path.read_bytes() for path in found}
