"""Comments and properties by which a person silences rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.parse.facts import Directive, DirectiveKind, FrontMatter, Zone
from vaultlint.parse.inline import Ranges

IGNORE_PROPERTY = "vaultlint-ignore"

_WORD = rb"vaultlint-((?:dis|en|ig|no|off|on|skip)[a-z-]*)(?![\w-])"
_COMMENT = re.compile(
    rb"%%\s*"
    + _WORD
    + rb"((?:(?!%%)[^\n])*?)\s*%%|<!--\s*"
    + _WORD
    + rb"((?:(?!-->)[^\n])*?)\s*-->"
)
_YAML_COMMENT = re.compile(rb"(?:^|[ \t])(#[ \t]*" + _WORD + rb"([^\r\n]*))", re.MULTILINE)
_KINDS: dict[bytes, DirectiveKind] = {
    b"disable-line": "line",
    b"disable-next-line": "next-line",
    b"disable-file": "file",
    b"disable": "begin",
    b"enable": "end",
}
WORDS = tuple(f"vaultlint-{word.decode()}" for word in _KINDS)
"""What a suppression begins with."""

_REASON = re.compile(r":|(?:^|\s)--(?=\s|$)")
"""What parts the codes from the reason: ours, and markdownlint's."""
_SPLIT = re.compile(r"[\s,]+")


def read_directives(
    data: bytes, start: int, frontmatter: FrontMatter | None, zones: tuple[Zone, ...]
) -> tuple[Directive, ...]:
    """Every suppression in a note, in the order of the text."""
    if data.find(b"vaultlint-") < 0:
        return ()
    lines = data.count(b"\n") + 1
    found: list[Directive] = []
    if frontmatter is not None:
        found += _in_properties(frontmatter, lines)
        found += _in_yaml(data, frontmatter, lines)
    code = Ranges((z.start, z.end) for z in zones if z.kind in ("code", "fence", "math"))
    for match in _COMMENT.finditer(data, start):
        if not code.hold(match.start()):
            word, rest = match[1] or match[3], match[2] if match[1] else match[4]
            found.append(_directive(data, word, rest, *match.span(), lines))
    found.sort(key=lambda d: d.start)
    return tuple(_close_ranges(found, data))


def _in_properties(frontmatter: FrontMatter, lines: int) -> Iterator[Directive]:
    for prop in frontmatter.properties:
        if prop.key != IGNORE_PROPERTY:
            continue
        for value in prop.value.items if prop.value.kind == "list" else (prop.value,):
            if value.text.strip():
                codes, reason = _codes(value.text)
                yield Directive("file", codes, reason, 1, lines, value.start, value.end)


def _in_yaml(data: bytes, frontmatter: FrontMatter, lines: int) -> Iterator[Directive]:
    for match in _YAML_COMMENT.finditer(data, frontmatter.inner_start, frontmatter.inner_end):
        at = match.start(1)
        quoted = any(
            p.value.style != "plain" and p.value.start <= at < p.value.end
            for p in frontmatter.properties
            if p.value.kind == "text"
        )
        if not quoted:
            yield _directive(data, match[2], match[3], *match.span(1), lines)


def _directive(
    data: bytes, word: bytes, rest: bytes, start: int, end: int, lines: int
) -> Directive:
    kind = _KINDS.get(word, "unknown")
    codes, reason = _codes(rest.decode("utf-8", "replace"))
    if kind == "unknown":
        codes = (f"vaultlint-{word.decode()}",)
    line = data.count(b"\n", 0, start) + 1
    last = data.count(b"\n", 0, end) + 1
    if kind == "next-line":
        line = last = last + 1
    elif kind == "file":
        line, last = 1, lines
    elif kind == "begin":
        last = lines
    return Directive(kind, codes, reason, line, last, start, end)


def _codes(text: str) -> tuple[tuple[str, ...], str]:
    names, *reason = _REASON.split(text, maxsplit=1)
    return tuple(n for n in _SPLIT.split(names) if n), "".join(reason).strip()


def _close_ranges(found: list[Directive], data: bytes) -> Iterator[Directive]:
    """Let each range end where one of its codes is enabled again."""
    for at, directive in enumerate(found):
        if directive.kind != "begin":
            yield directive
            continue
        by_end: dict[int, list[str]] = {}
        for code in directive.codes:
            ends = (
                data.count(b"\n", 0, d.start) + 1
                for d in found[at + 1 :]
                if d.kind == "end" and (not d.codes or code.lower() in map(str.lower, d.codes))
            )
            by_end.setdefault(next(ends, directive.last), []).append(code)
        if not by_end:
            yield directive
        for last, codes in by_end.items():
            yield directive._replace(codes=tuple(codes), last=last)
