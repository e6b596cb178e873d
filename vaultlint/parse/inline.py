"""Wikilinks, tags and block ids: what Obsidian adds to the text of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.facts import Block, Link, Problem, Tag
from vaultlint.parse.ranges import Ranges
from vaultlint.patterns import later

_WIKILINK = later(rb"\[\[(?!\[)([^\[\]\r\n]*+(?:(?:\](?!\])|\[(?!\[))[^\[\]\r\n]*+)*)(\]\]|)")
_SPACED = later(rb"\]\((?![a-zA-Z][a-zA-Z0-9+.-]++:)([^()<>\r\n \t][^()<>\r\n]*+)\)")
_ENDING = later(
    rb"\.(?:md|canvas|base|pdf|png|jpe?g|gif|svg|webp|avif|bmp|mp[34]|wav|m4a|ogg|flac|mov|mkv|webm)"
    rb"(?=#|\Z)",
    re.IGNORECASE,
)
_TAG = later(rb"#([^\x00-\x20'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\]+)")
_TAG_END = later(r"[\s\u2000-\u206f\u2e00-\u2e7f]")
_BLOCK = later(rb"\^([A-Za-z0-9-]+)[ \t]*\r?$", re.MULTILINE)
_BEFORE = (b" ", b"\t", b"]")
_LINE_START = later(rb"[ \t>]*")
_NEXT = later(
    rb"\r?\n[ \t>]*(?:\r?\n|\Z|[-*+] |\d+[.)] |#{1,6} |```|~~~|\$\$|---|\*\*\*|\||\[\^)|\r?\n?\Z"
)
_IN_QUOTE = later(rb"[ \t]*>")


def wikilinks(
    data: bytes,
    start: int,
    hidden: Ranges,
    tables: Ranges,
    problems: list[Problem],
    shown: Ranges,
) -> Iterator[Link]:
    """Wikilinks and embeds of `data[start:]` that are not hidden. `empty-link`, `unclosed-link`
    and `extra-bracket` are added to `problems`. `shown` are the Markdown links."""
    hide, in_table, make = hidden.hold, tables.hold, Link._make
    for match in _WIKILINK.finditer(data, start) if data.find(b"[[", start) >= 0 else ():
        at, end = match.span()
        inner = at + 2
        embed = at > start and data[at - 1] == 0x21
        if embed:
            at -= 1
        if hide(at):
            continue
        if at and data[at - 1] == 0x5C and _escaped(data, at):
            if not embed:
                continue
            at, embed = at + 1, False
        written, closed = match.groups()
        if not closed:
            _unclosed(data, at, end, shown, problems)
            continue
        if not written.strip():
            problems.append(Problem("empty-link", at, end))
            continue
        target, text = _halves(written)
        path, mark, rest = target.decode().partition("#")
        place = (at, end, inner, inner + len(target))
        yield make(("wikilink", embed, path, mark + rest, text, *place, None, in_table(at)))


def _halves(written: bytes) -> tuple[bytes, str | None]:
    """Target and display text; with no target before the `|`, all of it is the target."""
    target, bar, display = written.partition(b"|")
    if not bar or not target.rstrip(b"\\").strip():
        return written, None
    return target.removesuffix(b"\\"), display.decode()


def _unclosed(data: bytes, at: int, end: int, shown: Ranges, problems: list[Problem]) -> None:
    """A `[[` that nothing closes, unless it is part of a Markdown link: `[[a] b](url)` is one,
    `[[a](url)]` holds one, and `[[a](url)` has a bracket too many."""
    if shown.hold(at) or data[end : end + 2] == b"[[" or not data[at:end].strip(b"![ \t"):
        return
    inner = shown.end(at + 1)
    if inner is None:
        problems.append(Problem("unclosed-link", at, end))
    elif data.find(b"]", inner, end) < 0:
        problems.append(Problem("extra-bracket", at, inner))


def spaced_addresses(
    data: bytes, start: int, hidden: Ranges, shown: Ranges
) -> Iterator[tuple[int, int, int]]:
    """What was meant for Markdown links to files, but has spaces in the address, and so is text:
    where it starts, where its address does, and where it ends."""
    if data.find(b"](", start) < 0:
        return
    end = start
    for match in _SPACED.finditer(data, start):
        floor, end = end, match.end()
        if not _is_spaced_file(match[1]):
            continue
        line = max(data.rfind(b"\n", floor, match.start()), floor)
        opening = data.rfind(b"[", line, match.start())
        if opening >= 0 and not hidden.hold(opening) and not shown.hold(match.start()):
            embed = data[opening - 1 : opening] == b"!"
            yield opening - embed, match.start(1), match.end()


def _is_spaced_file(address: bytes) -> bool:
    """Whether a file is named, with a space before its ending."""
    if b" " not in address:
        return False
    ending = max((m.start() for m in _ENDING.finditer(address)), default=0)
    return b" " in address[1:ending]


def _escaped(data: bytes, at: int) -> bool:
    before = at
    while before and data[before - 1] == 0x5C:
        before -= 1
    return (at - before) % 2 == 1


def tags(data: bytes, start: int, hidden: Ranges) -> Iterator[Tag]:
    """Tags of `data[start:]` that are not hidden. Those without any letter are none."""
    if data.find(b"#", start) < 0:
        return
    for match in _TAG.finditer(data, start):
        at = match.start()
        after_escape = data.startswith(b"\\[", max(at - 2, 0))  # the app reads on from there
        if at > start and data[at - 1] > 0x20 and not after_escape:
            continue
        tag = tag_at(match[1], at)
        if tag is not None and not hidden.hold(at):
            yield tag


def tag_at(written: bytes, at: int) -> Tag | None:
    """The tag whose `#` is byte `at`; `written` is what follows, as far as it may be a name."""
    name = written.decode("utf-8", "ignore")
    cut = _TAG_END.search(name) if not name.isascii() else None
    if cut:
        name = name[: cut.start()]
    if not name or name.isdigit():
        return None
    return Tag(name, at, at + 1 + len(name.encode()))


def blocks(data: bytes, start: int, hidden: Ranges, tables: Ranges) -> Iterator[Block]:
    """Block ids of `data[start:]`: at the end of a block, or alone on its line."""
    if data.find(b"^", start) < 0:
        return
    for match in _BLOCK.finditer(data, start):
        at = match.start()
        if is_block(data, start, match) and not hidden.hold(at) and not tables.hold(at):
            yield Block(match[1].decode(), at, match.end(1))


def is_block(data: bytes, start: int, match: re.Match[bytes]) -> bool:
    """Whether `^id`, which ends a line of `data[start:]`, ends a block or is alone on its line."""
    at = match.start()
    line = max(data.rfind(b"\n", 0, at) + 1, start)
    if data[at - 1 : at] not in _BEFORE and not _LINE_START.fullmatch(data, line, at):
        return False
    if _NEXT.match(data, match.end() - match[0].endswith(b"\r")):
        return True
    if data[line:at].lstrip(b" \t>").startswith(b"#"):
        return True
    following = data.find(b"\n", at) + 1
    return bool(_IN_QUOTE.match(data, line)) != bool(_IN_QUOTE.match(data, following))
