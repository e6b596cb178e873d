"""The Markdown that most notes are made of, read in one pass without a Markdown parser.

The subset: paragraphs, lists and quotes; headings of `#`, fences and HTML comments at the start of
a line; tables between blank lines; wikilinks, `[text](address)`, code between single backticks,
tags of inline HTML and comments on one line. A note with anything else is left to the parser:
backslashes, math, definitions, references, indented lines, blocks of HTML, lines that may underline
a heading. What is read here is what the parser would make of it, which a property test holds.
"""

from __future__ import annotations

import re
from functools import cache, partial
from operator import itemgetter

from vaultlint.parse.facts import Block, Body, Heading, Link, Tag, Zone, ZoneKind
from vaultlint.parse.inline import is_block, tag_at
from vaultlint.parse.links import decode, has_scheme, split_target
from vaultlint.patterns import later

_LEFT = (b"\\", b"$", b"\r", b"\v", b"\f")
"""What leaves a note to the parser wherever it stands."""
_HTML = (
    rb"</?[A-Za-z][A-Za-z0-9-]*+"
    rb"""(?: ++[A-Za-z_:][A-Za-z0-9_.:-]*+(?:=(?:"[^"\n<>`]*+"|'[^'\n<>`]*+'|[^\s"'=<>`]++))?)*"""
    rb" *+/?>"
)
_ADDRESS = rb"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>`\x00-\x20]*+>"
_ROW = rb"\|[^\n]*\|"
# in no block of HTML: other tags, and those that are alone on their line, may begin one
_INLINE = rb"(?:a|b|br|button|em|font|i|img|kbd|mark|small|span|strong|sub|sup|u)(?:>|[ /][^<>\n]*+>)[ \t]*[^\s]"
_LINES = (
    rb"(?P<hashes>#{1,6}) ++(?=(?P<heading>[^\s#][^\n]*+))",
    rb"(?P<ticks>`{3,}+|~{3,}+)[^`\n]*+\n(?:[^\n]*+\n)*?(?P=ticks)(?=\n|\Z)(?P<fence>)",
    rb"<!--(?!-?>)(?s:.*?)-->[^\n]*+(?P<html_block>)",
    rb"(?<=\n\n)(?=(?P<titles>%b)\n(?P<ruler>\|(?: ?:?-+:? ?\|)+)(?P<rows>(?:\n%b)*)(?:\n\n|\n?\Z))(?P<table>)"
    % (_ROW, _ROW),
    rb"(?<=\n\n)-{3,} *+(?=\n|\Z)",
    # what may be code, a heading, a table, or hold a heading, a fence, a block of HTML or comment
    rb"(?: {4,}[^\s]| {0,3}\t"
    rb"|[ >*+.)0-9-]*(?: {5}|\t)"
    rb"| {0,3}- *+(?=\n|\Z)"
    rb"|[ \t>]*+%%%%(?![^\n]*%%%%)"
    rb"|(?=(?P<lead>[ >]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ >]++)*))(?P=lead)"  # takes nothing back
    rb"(?:#{1,6}[\s]|#{1,6}\Z|```|~~~|[-|:= \t]++(?=\n|\Z)|<(?!%b|%b)))(?P<line>)"
    % (_INLINE, _ADDRESS),
)
_ODD_LINE = rb"\n(?=[#`~<|>*+.)0-9%%:= \t-])(?:%b)" % b"|".join(_LINES)
"""Most lines begin with no byte that any of those begins with."""
_TOKENS = (
    rb"\[\[((?:[^\[\]|#`<\n\t ][^\[\]|#`<\n]*+)?)(#[^\[\]|`<\n]*+|)(?:\|([^\[\]`<\n]*+))?\]\]"
    rb"(?![\](])(?P<wikilink>)",
    rb"\[(?P<text>(?:[^\[\]`<\n]++|`[^`\n]++`|%b)*)\]" % _HTML
    + rb"\((?P<address>[^()<>`\x00-\x20]++)(?: ++\"[^\"\]`<&\n]*+\")?\)(?P<link>)",
    rb"\[(?=[^\[\]`<\n]*+\](?![\[(:]))",
    _ODD_LINE,
    rb"`[^`\n]++`(?!`)(?P<code>)",
    rb"<%b(?P<autolink>)" % _ADDRESS,
    _HTML + rb"(?P<html>)",
    rb"<!--(?!-?>)(?:[^\n-]++|-(?!-))*-->(?P<comment>)",
    rb"<(?![A-Za-z/!?])",
    rb"%%[^%\n\[`<#^]*+%%(?P<remark>)",
    rb"%%(?P<percents>)",
    rb"#(?<![^\x00-\x20]#)(?P<name>[^\x00-\x20'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\]++)(?P<tag>)",
    rb"\^(?P<id>[A-Za-z0-9-]++)[ \t]*+(?=\n|\Z)(?P<block>)",
    rb"`(?P<tick>)",
    rb"<(?P<angle>)",
    rb"\[(?P<bracket>)",
)
_INNER = later(rb"`[^`]++`|<[^>]++>")
_BY_START = itemgetter(1)
_WEB = ("https://", "http://")
_CELLS = later(rb"[`\[<]")
_ZONES: dict[str, ZoneKind] = {"code": "code", "html": "html", "comment": "comment"}
_link = partial(tuple.__new__, Link)
_zone = partial(tuple.__new__, Zone)
_heading = partial(tuple.__new__, Heading)
_block = partial(tuple.__new__, Block)


@cache
def _pattern() -> re.Pattern[bytes]:
    """Each alternative begins with a byte that few are; an empty group at its end tells it."""
    return re.compile(b"|".join(_TOKENS))


def read_plain_body(data: bytes, start: int) -> Body | None:
    """The facts of `data[start:]`, which is valid UTF-8, or None where it is more than the
    subset."""
    if any(odd in data for odd in _LEFT) or (start and data[start - 1] != 0x0A):
        return None
    return _Reading(data, start).read()


class _Reading:
    """One pass over a note. A line break is put before a note that begins with its first line:
    `shift` is how far that moves it; places are of the note without it. The methods that take
    a token say whether it is in the subset."""

    def __init__(self, data: bytes, start: int) -> None:
        self.shift = 0 if start else 1
        self.data = data if start else b"\n" + data
        self.start = start or 1
        self.links: list[tuple[object, ...]] = []
        self.headings: list[Heading] = []
        self.blocks: list[Block] = []
        self.tags: list[Tag] = []
        self.zones: list[Zone] = []
        self.comments: list[Zone] = []
        self.opened = -1
        """Where a comment begins that no `%%` has ended yet."""
        self.percents = data.count(b"%%", start) if b"%" in data else 0
        self.table_end = -1

    def read(self) -> Body | None:
        """Go through the tokens; None where one is more than the subset."""
        shift = self.shift
        for match in _pattern().finditer(self.data, self.start - 1):
            kind = match.lastgroup
            if kind is not None:
                at, end = match.span()
                take = _TAKE.get(kind)
                if take is None or not take(self, match, at - shift, end - shift):
                    return None
        if self.percents:
            return None  # in links and code: whether they end a comment is a question of its own
        zones = self.zones
        if self.comments:
            zones = sorted([*zones, *self.comments], key=_BY_START)
        return Body(
            tuple(map(_link, self.links)),
            tuple(self.headings),
            tuple(self.blocks),
            tuple(self.tags),
            tuple(zones),
        )

    def _wikilink(self, match: re.Match[bytes], at: int, end: int) -> bool:
        path, subpath, display = match.group(1, 2, 3)
        in_table = at < self.table_end
        if not (path or subpath) or (in_table and display is not None):
            return False
        text, stop = None, end - 2
        if display is not None:
            text, stop = display.decode(), stop - len(display) - 1
        embed = self.data[at + self.shift - 1] == 0x21
        target, place, start = path.decode(), subpath.decode() if subpath else "", at - embed
        link = ("wikilink", embed, target, place, text, start, end, at + 2, stop, None, in_table)
        self.links.append(link)
        return True

    def _markdown(self, match: re.Match[bytes], at: int, end: int) -> bool:
        text, written = match.group("text", "address")
        in_table = at < self.table_end
        if (b"&" in written and b";" in written) or (in_table and b"|" in match[0]):
            return False
        if b"<" in text or b"`" in text:
            for inner in _INNER.finditer(text):
                kind: ZoneKind = "code" if inner[0][0] == 0x60 else "html"
                self.zones.append(Zone(kind, at + 1 + inner.start(), at + 1 + inner.end()))
        address = written.decode()
        form, path, subpath = "url", address, ""
        if not (address.startswith(_WEB) or has_scheme(address) or address.startswith("//")):
            form = "markdown"
            path, subpath = split_target(decode(address))
        embed = self.data[at + self.shift - 1] == 0x21
        begin = at + len(text) + 3
        stop, start, shown = begin + len(written), at - embed, text.decode()
        link = (form, embed, path, subpath, shown, start, end, begin, stop, None, in_table)
        self.links.append(link)
        return text[:1] != b"^"

    def _autolink(self, match: re.Match[bytes], at: int, end: int) -> bool:
        target = (match[0][1:-1].decode(), "", None, at, end, at + 1, end - 1)
        self.links.append(("url", False, *target, None, at < self.table_end))
        return True

    def _zone(self, match: re.Match[bytes], at: int, end: int) -> bool:
        self.zones.append(_zone((_ZONES[match.lastgroup or ""], at, end)))
        return at >= self.table_end or b"|" not in match[0]

    def _html_block(self, match: re.Match[bytes], at: int, end: int) -> bool:
        self.zones.append(_zone(("comment", at + 1, end + (match.end() < len(self.data)))))
        return True

    def _fence(self, match: re.Match[bytes], at: int, end: int) -> bool:
        self.zones.append(_zone(("fence", at + 1, end)))
        ticks = match["ticks"]
        inner = self.data.find(b"\n", match.start() + 1)
        return self.data.find(ticks, inner, match.end() - len(ticks)) < 0

    def _percents(self, _: re.Match[bytes], at: int, end: int) -> bool:
        self.percents -= 1
        opened, shift = self.opened, self.shift
        if opened >= 0 and self.data.find(b"\n\n", opened + shift, at + shift) < 0:
            self.comments.append(_zone(("comment", opened, end)))
            self.opened = -1
        else:
            self.opened = at
        return True

    def _remark(self, _: re.Match[bytes], at: int, end: int) -> bool:
        """A whole comment, with nothing in it that anybody asks for."""
        self.percents -= 2
        self.comments.append(_zone(("comment", at, end)))
        return self.opened < 0

    def _heading(self, match: re.Match[bytes], at: int, end: int) -> bool:
        hashes, written = match.group("hashes", "heading")
        text = written.rstrip()
        self.headings.append(_heading((len(hashes), text.decode(), at + 1, end + len(text))))
        # the parser lets code that ends a heading go on over a tab
        return not text.endswith(b"#") and b"\t" not in written

    def _tag(self, match: re.Match[bytes], at: int, _: int) -> bool:
        tag = tag_at(match["name"], at)
        if tag is not None:
            self.tags.append(tag)
        return True

    def _block(self, match: re.Match[bytes], at: int, _: int) -> bool:
        if at >= self.table_end and is_block(self.data, self.start, match):
            name = match["id"].decode()
            self.blocks.append(_block((name, at, at + 1 + len(name))))
        return True

    def _table(self, match: re.Match[bytes], _: int, __: int) -> bool:
        titles, ruler = match["titles"], match["ruler"]
        self.table_end = match.end("rows") - self.shift
        return titles.count(b"|") == ruler.count(b"|") and not _CELLS.search(titles)

    def _line(self, match: re.Match[bytes], at: int, _: int) -> bool:
        """A line that is odd; but a table has a ruler."""
        return at < self.table_end and self.data[match.start() + 1] == 0x7C


_TAKE = {
    "wikilink": _Reading._wikilink,
    "link": _Reading._markdown,
    "autolink": _Reading._autolink,
    "code": _Reading._zone,
    "html": _Reading._zone,
    "comment": _Reading._zone,
    "html_block": _Reading._html_block,
    "fence": _Reading._fence,
    "remark": _Reading._remark,
    "percents": _Reading._percents,
    "heading": _Reading._heading,
    "tag": _Reading._tag,
    "block": _Reading._block,
    "table": _Reading._table,
    "line": _Reading._line,
}
"""How a token is taken, by its name; the others are more than the subset."""
