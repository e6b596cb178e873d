"""The inside of a link, taken apart."""

from __future__ import annotations

import re
from urllib.parse import unquote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def split_target(written: str) -> tuple[str, str]:
    """`path#sub#sub` as path and subpath; the subpath keeps its `#`."""
    path, mark, rest = written.partition("#")
    return path, mark + rest


def split_wikilink(inner: str) -> tuple[str, str, str | None, int]:
    """What stands between `[[` and `]]` as path, subpath, display text (None where there is no
    `|`, or nothing before it), and how many code points the written target has."""
    written, bar, display = inner.partition("|")
    if not written.strip():
        written, bar = inner, ""
    path, subpath = split_target(written)
    return path, subpath, display if bar else None, len(written)


def has_scheme(address: str) -> bool:
    """Whether an address leads out of the vault. A single letter is a drive, not a scheme."""
    return _SCHEME.match(address) is not None


def decode(address: str) -> str:
    """A Markdown link's address, percent-decoded; bytes that are no UTF-8 stay as written."""
    if "%" not in address:
        return address
    try:
        return unquote(address, errors="strict")
    except UnicodeDecodeError:
        return address
