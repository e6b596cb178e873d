"""Bases."""

from __future__ import annotations

from vaultlint.parse.facts import Facts


def read_base(data: bytes) -> Facts:
    """The facts of a `.base` file."""
    return Facts(len(data), data.count(b"\n") + 1)
