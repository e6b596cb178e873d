"""A listing of a vault's files as a later one is compared with it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from vaultlint.disk.walk import Seen

RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice under one mtime."""


def settled(seen: Iterable[Seen], at: int | None = None) -> list[Seen]:
    """The files as they may be compared with later. One that changed so shortly before it was seen
    (`at`, in nanoseconds; now unless that is given) that a second change might not show has no
    time: it will be looked at again."""
    limit = (time.time_ns() if at is None else at) - RACY
    return [s if s.mtime_ns < limit else s._replace(mtime_ns=0) for s in seen]


def listing_digest(seen: Iterable[Seen]) -> str:
    """A digest of all paths, sizes and mtimes."""
    listing = list(seen)
    try:
        data = msgspec.msgpack.encode(listing)
    except UnicodeEncodeError:  # a name that is no UTF-8
        data = repr(listing).encode("utf-8", "surrogateescape")
    return blake2b(data).hexdigest()
