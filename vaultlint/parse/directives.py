"""Comments and properties by which a person silences rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.facts import Directive, DirectiveKind, FrontMatter, Zone
from vaultlint.parse.ranges import Ranges
from vaultlint.patterns import later
from vaultlint.text import LineIndex

IGNORE_PROPERTY = "vaultlint-ignore"

_WORD = rb"vaultlint-((?:dis|en|ig|no|off|on|skip)[a-z-]*)(?![\w-])"
_COMMENT = later(
    rb"%%\s*+"
    + _WORD
    + rb"([^%\n]*+(?:%(?!%)[^%\n]*+)*)\s*+%%|<!--\s*+"
    + _WORD
    + rb"([^<\n-]*+(?:(?!-->|<!--)[<-][^<\n-]*+)*)\s*+-->"
)
_YAML_COMMENT = later(rb"(?:^|[ \t])(#[ \t]*" + _WORD + rb"([^\r\n]*))", re.MULTILINE)
_KINDS: dict[bytes, DirectiveKind] = {
    b"disable-line": "line",
    b"disable-next-line": "next-line",
    b"disable-file": "file",
    b"disable": "begin",
    b"enable": "end",
}
WORDS = tuple(f"vaultlint-{word.decode()}" for word in _KINDS)
"""What a suppression begins with."""

_REASON = later(r":|(?:^|\s)--(?=\s|$)")
"""What parts the codes from the reason: ours, and markdownlint's."""
_SPLIT = later(r"[\s,]+")


def read_directives(
    data: bytes, start: int, frontmatter: FrontMatter | None, zones: tuple[Zone, ...]
) -> tuple[Directive, ...]:
    """Every suppression in a note, in the order of the text."""
    if data.find(b"vaultlint-") < 0:
        return ()
    lines = LineIndex(data)
    found: list[Directive] = []
    if frontmatter is not None:
        found += _in_properties(frontmatter, lines.lines)
        found += _in_yaml(data, frontmatter, lines)
    code = Ranges((z.start, z.end) for z in zones if z.kind in ("code", "fence", "math"))
    for match in _COMMENT.finditer(data, start):
        if not code.hold(match.start()):
            word, rest = match[1] or match[3], match[2] if match[1] else match[4]
            found.append(_directive(word, rest, *match.span(), lines))
    found.sort(key=lambda d: d.start)
    return tuple(_close_ranges(found, lines))


def _in_properties(frontmatter: FrontMatter, lines: int) -> Iterator[Directive]:
    for prop in frontmatter.properties:
        if prop.key != IGNORE_PROPERTY:
            continue
        for value in prop.value.items if prop.value.kind == "list" else (prop.value,):
            if value.text.strip() or value.kind in ("list", "object"):
                codes, reason = _codes(value.text)
                yield Directive("file", codes, reason, 1, lines, value.start, value.end)


def _in_yaml(data: bytes, frontmatter: FrontMatter, lines: LineIndex) -> Iterator[Directive]:
    values = (p.value for p in frontmatter.properties)
    quoted = Ranges((v.start, v.end) for v in values if v.kind == "text" and v.style != "plain")
    for match in _YAML_COMMENT.finditer(data, frontmatter.inner_start, frontmatter.inner_end):
        if not quoted.hold(match.start(1)):
            yield _directive(match[2], match[3], *match.span(1), lines)


def _directive(word: bytes, rest: bytes, start: int, end: int, lines: LineIndex) -> Directive:
    kind = _KINDS.get(word, "unknown")
    codes, reason = _codes(rest.decode("utf-8", "replace"))
    if kind == "unknown":
        codes = (f"vaultlint-{word.decode()}",)
    line, last = lines.line_of(start), lines.line_of(end)
    if kind == "next-line":
        line = last = last + 1
    elif kind == "file":
        line, last = 1, lines.lines
    elif kind == "begin":
        last = lines.lines
    return Directive(kind, codes, reason, line, last, start, end)


def _codes(text: str) -> tuple[tuple[str, ...], str]:
    names, *reason = _REASON.split(text, maxsplit=1)
    return tuple(n for n in _SPLIT.split(names) if n), "".join(reason).strip()


def _close_ranges(found: list[Directive], lines: LineIndex) -> Iterator[Directive]:
    """Let each range end where its codes are enabled again, one by one."""
    ends: dict[str, Directive] = {}  # the next one of each code; under "" that of all
    ending: set[Directive] = set()
    closed: list[Directive] = []
    for directive in reversed(found):
        if directive.kind == "end":
            ends = ends if directive.codes else {}
            ends.update((code.lower(), directive) for code in directive.codes or ("",))
        if directive.kind == "begin":
            its = {code: ends.get(code.lower(), ends.get("")) for code in directive.codes or ("",)}
            ending.update(end for end in its.values() if end)
            closed += _parts(directive, its, lines)
        else:
            closed.append(directive)
    for directive in reversed(closed):
        is_stray = directive.kind == "end" and directive not in ending
        yield directive._replace(kind="stray") if is_stray else directive


def _parts(
    directive: Directive, its: dict[str, Directive | None], lines: LineIndex
) -> Iterator[Directive]:
    """The range once for each place at which some of its codes end."""
    for end in dict.fromkeys(its.values()):
        codes = tuple(code for code, its_end in its.items() if its_end is end and code)
        if end is None:
            yield directive._replace(kind="open", codes=codes)
        else:
            yield directive._replace(codes=codes, last=lines.line_of(end.start))
