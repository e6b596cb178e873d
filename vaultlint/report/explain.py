"""The page of a rule for a terminal: prose in lines as wide as it is, examples as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultlint.report.rules import Part, options, parts, severity
from vaultlint.report.text import Paint
from vaultlint.rule import Rule

_CARETS = re.compile(r"^(\s*)(\^+ .*)$")
_CODE = re.compile(r"(`+)(.+?)\1")
_COLORS = {"Bad": "31", "Good": "32", "Fixed": "32"}
MAX_WIDTH = 100
"""Columns above which prose is no longer easy to read."""


def explain(rule: Rule, width: int, *, color: bool = False) -> str:
    """The page of `rule` in lines of at most `width` columns; examples are never broken."""
    paint = Paint(color)
    width = max(min(width, MAX_WIDTH), 20)
    state = f"{severity(rule)}, with a fix" if rule.fixable else severity(rule)
    lines = [paint(f"{rule.code} {rule.slug}", "1")]
    lines += _wrapped(state, width, paint, "")
    for part in parts(rule):
        lines.append("")
        shown = list(_example(part, paint) if part.said else _prose(part.text, width, paint))
        lines += shown if shown[-1] else shown[:-1]
    told = list(options(rule))
    if told:
        lines += ["", paint("options", "1")]
    for option in told:
        lines.append(f"  {paint(option.name, '36')} (default: {option.default})")
        lines += [line for line in _prose(option.text, width, paint, "    ") if line]
    return "\n".join(lines) + "\n"


def _prose(text: str, width: int, paint: Paint, indent: str = "") -> Iterator[str]:
    """Paragraphs and lists, wrapped; what is fenced or indented stays as it is."""
    fenced = False
    paragraph: list[str] = []
    for line in [*text.split("\n"), ""]:
        is_fence = line.startswith("```")
        starts = line.startswith(("- ", "* ")) or not line.strip() or is_fence or fenced
        if starts and paragraph:
            yield from _wrapped(" ".join(paragraph), width, paint, indent)
            paragraph = []
        if is_fence:
            fenced = not fenced
        elif fenced:
            yield f"    {line}"
        elif line.strip():
            paragraph.append(line.strip())
        else:
            yield ""


def _wrapped(text: str, width: int, paint: Paint, indent: str) -> Iterator[str]:
    from rich.cells import cell_len

    lines, hanging = [indent], indent + ("  " if text.startswith(("- ", "* ")) else "")
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1].strip() else lines[-1] + word
        if cell_len(joined) <= width or not lines[-1].strip():
            lines[-1] = joined
        else:
            lines.append(hanging + word)
    yield from _CODE.sub(lambda m: paint(m[0], "36"), "\n".join(lines)).split("\n")


def _example(part: Part, paint: Paint) -> Iterator[str]:
    file = f" {part.file}" if part.file else ""
    yield paint(f"{part.said.lower()}{file}", _COLORS.get(part.said, "1"))
    for line in part.text.split("\n") if part.text else ["(empty)"]:
        carets = _CARETS.match(line) if part.said == "Bad" else None
        shown = f"{carets[1]}{paint(carets[2], '31')}" if carets else line
        yield f"  {shown}".rstrip()
