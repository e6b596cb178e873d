"""The body of a note in one pass over pyromark's events.

pyromark tells what is code, math and HTML, and where headings, tables and Markdown links are; what
Obsidian adds to Markdown is looked for in the rest. Its ranges count UTF-8 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import pyromark

from vaultlint.parse.blanks import Blanked
from vaultlint.parse.facts import Block, Heading, Link, Problem, Tag, Zone, ZoneKind
from vaultlint.parse.inline import Ranges, blocks, tags, wikilinks
from vaultlint.parse.links import decode, has_scheme, split_target

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_FOOTNOTES
)
_DESTINATION = re.compile(
    rb"\]\(\s*(?:<([^<>\n]*)>|((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*))", re.DOTALL
)
_HASHES = re.compile(rb"[ \t]*#{1,6}(?:[ \t]+|\Z)")
_CLOSING_HASHES = re.compile(rb"(?:[ \t]+#+)?[ \t]*\Z")
_LINKS = ("Link", "Image")
_LEVELS = {f"H{level}": level for level in range(1, 7)}
_FENCE = re.compile(rb"`{3,}|~{3,}")
_FENCE_END = re.compile(rb"\n[ \t>]*(`{3,}|~{3,})[ \t]*\r?\n?\Z")
_DEFINITION = rb"^[ >]{0,9}\[%b\]:[ \t]*\r?\n?[ \t]*<?([^\s<>]+)"


class Body(NamedTuple):
    """What stands below the front matter, each kind in the order of the text."""

    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    tags: tuple[Tag, ...] = ()
    zones: tuple[Zone, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_body(data: bytes, start: int) -> Body:
    """The facts of `data[start:]` (valid UTF-8), with offsets into `data`.

    Problems are `empty-link`, `unclosed-link`, `unclosed-comment`, `unclosed-math` and
    `unclosed-fence`.
    """
    blanked = Blanked(data, start)
    events = _Events(blanked.data, start)
    events.read()
    zones = sorted([*blanked.zones, *events.zones], key=lambda z: z.start)
    problems = [*blanked.problems, *events.problems]
    hidden = Ranges((z.start, z.end) for z in zones)
    tables = Ranges(events.tables)
    shown = Ranges((link.start, link.end) for link in events.links)
    found = list(wikilinks(data, start, hidden, tables, problems, shown))
    taken = {link.start for link in found}  # Obsidian takes `[[1]](url)` for a wikilink
    links = [*(k for k in events.links if k.start not in taken), *found]
    links.sort(key=lambda link: link.start)
    # Obsidian knows the tags in a comment of `%%` lines, but not its links
    tagless = Ranges(
        [(z.start, z.end) for z in events.zones] + [(link.start, link.end) for link in links]
    )
    zones += _inline_comments(data, start, hidden)
    zones.sort(key=lambda z: z.start)
    return Body(
        tuple(links),
        tuple(events.headings),
        tuple(blocks(data, start, hidden, tables)),
        tuple(tags(data, start, tagless)),
        tuple(zones),
        tuple(sorted(problems, key=lambda p: p.start)),
    )


def _inline_comments(data: bytes, start: int, hidden: Ranges) -> list[Zone]:
    """`%% … %%` within a paragraph: Obsidian shows nothing of it, but knows its links."""
    found: list[Zone] = []
    at = data.find(b"%%", start)
    opened = -1
    while at >= 0:
        if not hidden.hold(at):
            if opened < 0:
                opened = at
            else:
                if b"\n\n" not in data[opened:at]:
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
        self.problems: list[Problem] = []

    def read(self) -> None:
        """Go through the events; texts and ends, most of them, are passed over in one filter."""
        start = self.start
        text = self.data[start:].decode()
        events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(text, options=_OPTIONS)
        kept = [
            pair
            for pair in events
            if type(event := pair[0]) is dict and "Text" not in event and "End" not in event
        ]
        for event, span in kept:
            ((kind, value),) = event.items()
            if kind != "Start":
                self._leaf(kind, start + span["start"], start + span["end"])
            elif type(value) is dict:
                self._open(value, start + span["start"], start + span["end"])

    def _open(self, tag: dict[str, Any], start: int, end: int) -> None:
        ((kind, value),) = tag.items()
        if kind == "Heading":
            self._heading(_LEVELS[value["level"]], start, end)
        elif kind in _LINKS:
            self._link(value, kind == "Image", start, end)
        elif kind == "CodeBlock":
            self._code_block(value, start, end)
        elif kind == "Table":
            self.tables.append((start, end))

    def _leaf(self, kind: str, start: int, end: int) -> None:
        zone: ZoneKind
        if kind == "Code":
            zone = "code"
        elif kind in ("InlineMath", "DisplayMath"):
            zone = "math"
        elif kind in ("Html", "InlineHtml"):
            zone = "comment" if self.data.startswith(b"<!--", start) else "html"
            if self.zones and kind == "Html" and self.zones[-1].end == start:
                last = self.zones[-1]
                if last.kind in ("html", "comment"):  # lines of one block
                    self.zones[-1] = last._replace(end=end)
                    return
        else:
            return
        self.zones.append(Zone(zone, start, end))

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
        hashes = _HASHES.match(line)
        if hashes:
            text = line[hashes.end() :]
            closing = _CLOSING_HASHES.search(text)
            text = text[: closing.start()] if closing else text
        else:
            text = line.rpartition(b"\n")[0].rstrip()
            line = text
        self.headings.append(Heading(level, text.decode(), start, start + len(line)))

    def _link(self, value: dict[str, Any], embed: bool, start: int, end: int) -> None:
        kind, address = value["link_type"], value["dest_url"]
        if kind in ("Autolink", "Email"):
            address = address if kind == "Autolink" else f"mailto:{address}"
            self._add("url", embed, address, "", None, (start, end), (start + 1, end - 1))
            return
        if not address:
            self.problems.append(Problem("empty-link", start, end))
            return
        split = self.data.rfind(b"](" if kind == "Inline" else b"][", start, end)
        inner_end = split if split >= 0 else end - 1
        display = self.data[start + (2 if embed else 1) : inner_end].decode("utf-8", "replace")
        target = self._target(kind, value["id"], start, inner_end, end)
        if has_scheme(address) or address.startswith("//"):
            self._add("url", embed, address, "", display, (start, end), target)
            return
        path, subpath = split_target(address)
        self._add("markdown", embed, decode(path), decode(subpath), display, (start, end), target)

    def _add(self, form: Any, embed: bool, *parts: Any) -> None:
        target, subpath, display, (start, end), (target_start, target_end) = parts
        in_table = bool(self.tables) and self.tables[-1][0] <= start < self.tables[-1][1]
        self.links.append(
            Link(
                form,
                embed,
                target,
                subpath,
                display,
                start,
                end,
                target_start,
                target_end,
                None,
                in_table,
            )
        )

    def _target(
        self, kind: str, name: str, start: int, inner_end: int, end: int
    ) -> tuple[int, int]:
        """Where the address is written: in the link, or in the definition that it refers to."""
        if kind == "Inline":
            match = _DESTINATION.match(self.data, inner_end, end)
            if match:
                return match.span(1) if match[1] is not None else match.span(2)
            return start, end
        pattern = _DEFINITION % re.escape(name.encode())
        definition = re.search(pattern, self.data[self.start :], re.MULTILINE | re.IGNORECASE)
        if definition:
            return self.start + definition.start(1), self.start + definition.end(1)
        return start, end
