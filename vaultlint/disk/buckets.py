"""Into which pieces what is kept by name is split."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from vaultlint.judgement import NEAR

BUCKETS = 256
"""Into how many pieces faces are split, and who asks for what: a small change needs few of them, and
all of them are read sooner than a row for each note."""


def bucket_of(name: str) -> int:
    """The piece that holds what is known of `name`; all names that begin with NEAR are in one."""
    if name.startswith(NEAR):
        return BUCKETS
    return crc32(name.encode("utf-8", "surrogateescape")) % BUCKETS


def by_bucket(names: Iterable[str]) -> dict[int, list[str]]:
    """The names by the pieces that hold them."""
    found: dict[int, list[str]] = {}
    for name in names:
        found.setdefault(bucket_of(name), []).append(name)
    return found
