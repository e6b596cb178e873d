"""The body of a note in one pass over pyromark's events.

pyromark tells what is code, math and HTML, and where headings, tables and Markdown links are; what
Obsidian adds to Markdown is looked for in the rest. Its ranges count UTF-8 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter
from typing import Any

import pyromark

from vaultlint.parse.blanks import Blanked
from vaultlint.parse.cells import split_cells
from vaultlint.parse.facts import Body, Heading, Link, LinkForm, Problem, Zone, ZoneKind
from vaultlint.parse.inline import blocks, spaced_addresses, tags, wikilinks
from vaultlint.parse.links import decode, has_scheme, split_target
from vaultlint.parse.ranges import Ranges
from vaultlint.patterns import later

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_FOOTNOTES
)
_DESTINATION = later(
    rb"\]\(\s*(?:<([^<>\n]*)>|((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*))", re.DOTALL
)
_TITLE = rb"""\s(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))"""
_ADDRESSED = later(_DESTINATION.pattern + rb"(?:\s*" + _TITLE + rb")?\s*\)", re.DOTALL)
"""From the end of an inline link's text to its own."""
_ESCAPED = later(r"\\([!-/:-@\[-`{-~])|&(?:#\w+|\w+);")
_CLOSING_HASHES = later(rb"(?:\A|[ \t]+)#+\Z")
_BY_START = itemgetter(1)
_BY_LINK_START = itemgetter(Link._fields.index("start"))
_CONTAINERS = ("BlockQuote", "List")
_LINKS = ("Link", "Image")
_WEB = ("https://", "http://")
_LEAVES: dict[str, ZoneKind] = {
    "Code": "code",
    "InlineMath": "math",
    "DisplayMath": "math",
    "InlineHtml": "html",
}
_LEVELS = {f"H{level}": level for level in range(1, 7)}
_BLANK_LINE = later(rb"\n[ \t]*+\r?\n")
_FENCE = later(rb"`{3,}|~{3,}")
_FENCE_END = later(rb"\n[ \t>]*(`{3,}|~{3,})[ \t]*\r?\n?\Z")
_DEFINITION = later(
    rb"^[ \t>]*\[((?:[^\[\]\\]|\\.)+)\]:[ \t]*(?:\r?\n[ \t>]*)?(?:<([^<>\n]*)>|([^\s<>]+))",
    re.MULTILINE,
)


def read_whole_body(data: bytes, start: int) -> Body:
    """The facts of `data[start:]` (valid UTF-8), by a parser of all of Markdown: see `read_body`."""
    blanked = Blanked(data, start)
    events = _Events(blanked.data, start)
    events.read()
    zones = sorted([*blanked.zones, *events.zones], key=_BY_START)
    problems = [*blanked.problems, *events.problems]
    hidden = Ranges([*[z[1:] for z in zones], *events.autolinks])
    tables = Ranges(events.tables)
    links = events.links
    shown = Ranges((link.start, link.end) for link in links)
    found = list(wikilinks(data, start, hidden, tables, problems, shown))
    for at, address, end in spaced_addresses(data, start, hidden, shown):
        problems.append(Problem("spaced-address", at, end, data[address : end - 1].decode()))
    links = _beside(found, links) if links and found else found or links
    # Obsidian knows the tags in a comment of `%%` lines, but not its links
    tagless = [z[1:] for z in events.zones] + [(link.start, link.end) for link in links]
    tagless += [k.target_span for k in links if not k.start <= k.target_start < k.end]
    comments = _inline_comments(data, start, hidden)
    if comments:
        zones = sorted([*zones, *comments], key=_BY_START)
    problems += split_cells(data, found)
    problems.sort(key=_BY_START)
    return Body(
        tuple(links),
        tuple(events.headings),
        tuple(blocks(data, start, hidden, tables)),
        tuple(tags(data, start, Ranges(tagless))),
        tuple(zones),
        tuple(problems),
    )


def _beside(wikilinks: list[Link], links: list[Link]) -> list[Link]:
    """All of them, in the order of the text. Obsidian takes `[[1]](url)` for a wikilink, and
    `[[1]]` though `[1]:` is defined."""
    taken = Ranges([(link.start, link.end) for link in wikilinks])
    others = (link for link in links if not taken.hold(link.start))
    return sorted([*wikilinks, *others], key=_BY_LINK_START)


def _inline_comments(data: bytes, start: int, hidden: Ranges) -> list[Zone]:
    """`%% … %%` within a paragraph: Obsidian shows nothing of it, but knows its links."""
    found: list[Zone] = []
    at = data.find(b"%%", start)
    opened = -1
    while at >= 0:
        if not hidden.hold(at):
            if opened < 0:
                opened = at
            elif _BLANK_LINE.search(data, opened, at) is None:
                found.append(Zone("comment", opened, at + 2))
                opened = -1
            else:
                opened = at
        at = data.find(b"%%", at + 2)
    return found


class _Events:
    """One pass over the events of `data[start:]`."""

    def __init__(self, data: bytes, start: int) -> None:
        self.data = data
        self.start = start
        self.zones: list[Zone] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.tables: list[tuple[int, int]] = []
        self.autolinks: list[tuple[int, int]] = []
        self.problems: list[Problem] = []
        self.nested = 0
        """Where the last quote, callout or list ends that was met."""

    def read(self) -> None:
        """Go through the events; texts and ends, most of them, are passed over."""
        data, base, zones = self.data, self.start, self.zones
        text = data[base:].decode()
        found: Iterable[Any] = pyromark.events_with_range(text, options=_OPTIONS, merge_text=True)
        for event, span in found:
            if type(event) is str or "Text" in event or "End" in event:
                continue
            tag = event.get("Start")
            if tag is None:
                for name in event:
                    kind = _LEAVES.get(name)
                if kind is not None:
                    start = base + span["start"]
                    if kind == "html" and data.startswith(b"<!--", start):
                        kind = "comment"
                    zones.append(Zone(kind, start, base + span["end"]))
            elif type(tag) is dict:
                self._open(tag, base + span["start"], base + span["end"])
            elif tag == "HtmlBlock":
                self._html_block(base + span["start"], base + span["end"])

    def _html_block(self, start: int, end: int) -> None:
        is_comment = self.data.startswith(b"<!--", start)
        self.zones.append(Zone("comment" if is_comment else "html", start, end))
        if is_comment and self.data.find(b"-->", start + 2, end) < 0:
            self.problems.append(Problem("unclosed-html", start, start + 4))

    def _open(self, tag: dict[str, Any], start: int, end: int) -> None:
        ((kind, value),) = tag.items()
        if kind in _LINKS:
            self._link(value, kind == "Image", start, end)
        elif kind == "Heading":
            if start >= self.nested:  # the app knows no others: links to them lead to the top
                self._heading(_LEVELS[value["level"]], start, end)
        elif kind in _CONTAINERS:
            self.nested = max(self.nested, end)
        elif kind == "CodeBlock":
            self._code_block(value, start, end)
        elif kind == "Table":
            self.tables.append((start, end))

    def _code_block(self, value: object, start: int, end: int) -> None:
        if value == "Indented":
            self.zones.append(Zone("code", start, end))
            return
        self.zones.append(Zone("fence", start, end))
        opening = _FENCE.match(self.data, start, end)
        closing = _FENCE_END.search(self.data, start, end)
        if opening and (closing is None or not closing[1].startswith(opening[0])):
            line = self.data.find(b"\n", start, end)
            self.problems.append(Problem("unclosed-fence", start, line if line >= 0 else end))

    def _heading(self, level: int, start: int, end: int) -> None:
        line = self.data[start:end].rstrip()
        written = line.lstrip(b" \t")
        if written.startswith(b"#") and b"\n" not in written:
            text = written.lstrip(b"#").lstrip(b" \t")
            if text.endswith(b"#"):
                closing = _CLOSING_HASHES.search(text)
                text = text[: closing.start()] if closing else text
        else:
            text = line = line.rpartition(b"\n")[0].rstrip()
        self.headings.append(Heading(level, text.decode(), start, start + len(line)))

    def _link(self, value: dict[str, Any], embed: bool, start: int, end: int) -> None:
        kind, address = value["link_type"], value["dest_url"]
        if kind in ("Autolink", "Email"):
            address = address if kind == "Autolink" else f"mailto:{address}"
            self.autolinks.append((start, end))
            self._add("url", embed, address, "", None, start, end, (start + 1, end - 1))
            return
        if not address:
            self.problems.append(Problem("empty-link", start, end))
            return
        data = self.data
        if kind == "Collapsed" and data.startswith(b"[]", end):
            end += 2
        split = (
            self._split(address, start, end) if kind == "Inline" else data.rfind(b"][", start, end)
        )
        inner_end = split if split >= 0 else end - 1
        display = data[start + 1 + embed : inner_end].decode("utf-8", "replace")
        written = address.encode()
        target = (inner_end + 2, inner_end + 2 + len(written))
        if kind != "Inline" or not data.startswith(written, inner_end + 2):
            target = self._target(value, start, inner_end, end)
        if address.startswith(_WEB) or has_scheme(address) or address.startswith("//"):
            self._add("url", embed, address, "", display, start, end, target)
            return
        path, subpath = split_target(decode(address))
        self._add("markdown", embed, path, subpath, display, start, end, target)

    def _split(self, address: str, start: int, end: int) -> int:
        """Where the text of an inline link ends: `address` follows. Its address and its title may
        look like the end of a link, and its text may hold a picture."""
        split = last = self.data.rfind(b"](", start, end)
        if split == self.data.find(b"](", start, end):
            return split
        while split >= 0:
            found = _ADDRESSED.fullmatch(self.data, split, end)
            if found and _meant(found[1] if found[1] is not None else found[2]) == address:
                return split
            split = self.data.rfind(b"](", start, split)
        return last

    def _add(
        self,
        form: LinkForm,
        embed: bool,
        target: str,
        subpath: str,
        display: str | None,
        start: int,
        end: int,
        written: tuple[int, int],
    ) -> None:
        in_table = bool(self.tables) and self.tables[-1][0] <= start < self.tables[-1][1]
        link = (form, embed, target, subpath, display, start, end, *written, None, in_table)
        self.links.append(Link._make(link))

    def _target(
        self, value: dict[str, Any], start: int, inner_end: int, end: int
    ) -> tuple[int, int]:
        """Where the address is written: in the link, or in the definition that it refers to; the
        whole link where that cannot be told."""
        kind, name, address = value["link_type"], value["id"], value["dest_url"]
        if kind == "Inline":
            match = _DESTINATION.match(self.data, inner_end, end)
            if match:
                return match.span(1) if match[1] is not None else match.span(2)
            return start, end
        found = self._definitions.get(_label(name.encode()), (start, end))
        # told from its text, a definition may be none: one in a code block, or with escapes
        return found if self.data[found[0] : found[1]] == address.encode() else (start, end)

    @cached_property
    def _definitions(self) -> dict[str, tuple[int, int]]:
        """Where the addresses of link definitions are written; of a label's the first counts."""
        found: dict[str, tuple[int, int]] = {}
        for match in _DEFINITION.finditer(self.data, self.start):
            address = match.span(2) if match[2] is not None else match.span(3)
            found.setdefault(_label(match[1]), address)
        return found


def _meant(written: bytes) -> str:
    """The address that is written, without its escapes."""
    text = written.decode("utf-8", "replace")
    if "&" not in text and "\\" not in text:
        return text
    from html import unescape

    return _ESCAPED.sub(lambda found: found[1] or unescape(found[0]), text)


def _label(written: bytes) -> str:
    """A link label as CommonMark compares it."""
    return " ".join(written.decode("utf-8", "replace").split()).casefold()
