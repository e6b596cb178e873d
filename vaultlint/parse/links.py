"""The inside of a link, taken apart."""

from __future__ import annotations

from urllib.parse import unquote

from vaultlint.patterns import later

_SCHEME = later(r"[A-Za-z][A-Za-z0-9+.-]+:")


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


def wikilink_inside(text: str) -> str | None:
    """What stands between the brackets of a property's text that is one wikilink; None for all
    else: text around a link, an embed, a link to nothing."""
    inner = text[2:-2]
    if not (inner and text.startswith("[[") and text.endswith("]]")):
        return None
    if "[[" in inner or "]]" in text[2:-1] or "\n" in inner or "\r" in inner:
        return None
    return inner


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
