"""What is wrong with YAML that cannot be read, in words for a person who writes notes."""

from __future__ import annotations

from typing import Any

import yaml

MAX_DEPTH = 100
"""Levels of lists and objects; libyaml's own composer would end the process beyond ~25,000."""

_TOKENS = (
    ("found character '\\t'", "a tab indents this line: YAML wants spaces"),
    ("found a tab character", "a tab indents this line: YAML wants spaces"),
    ("cannot start any token", "a value cannot start with `{char}`: quote the value"),
    ("mapping values are not allowed", "`: ` inside a value: quote the value"),
    ("could not find expected ':'", "no `:` after this: write `name: value`"),
    ("did not find expected ',' or ']'", "a list that `[` opens is not closed: add `]`, or quote"),
    (
        "did not find expected ',' or '}'",
        "an object that `{` opens is not closed: add `}`, or quote",
    ),
    ("did not find expected comment or line break", "text after `|` or `>`: quote the value"),
    (
        "did not find expected key",
        "this does not belong here: quote the value, or check the indent",
    ),
    ("did not find expected '-' indicator", "the items of a list must stand under each other"),
    ("did not find expected <document start>", "this does not belong here: quote the value"),
    ("did not find expected alphabetic", "a value cannot start with `{char}`: quote the value"),
    ("did not find expected node content", "a value is missing here"),
    ("block sequence entries are not allowed", "a list cannot start on this line"),
    ("did not find URI escape", "a tag (`!…`) is not allowed: quote the value"),
    ("unknown escape character", "unknown escape in a quoted value: write `\\\\` for a backslash"),
    ("did not find expected hexdecimal number", "broken escape in a quoted value"),
    ("exceeded maximum nesting depth", f"nested deeper than {MAX_DEPTH} levels"),
)


class YamlFaultError(Exception):
    """The first thing in a YAML block that cannot be read.

    `start`..`end` count code points of the block, or bytes of the file where `bytes_` says so.
    """

    def __init__(self, start: int, end: int, detail: str, *, bytes_: bool = False) -> None:
        super().__init__(detail)
        self.start = start
        self.end = end
        self.detail = detail
        self.bytes_ = bytes_

    @property
    def span(self) -> tuple[int, int]:
        """`start` and `end`."""
        return self.start, self.end


def explain(error: yaml.YAMLError, text: str) -> YamlFaultError:
    """libyaml's `error` about `text` as a YamlFaultError: the place to look at, and what would be right."""
    problem = str(getattr(error, "problem", None) or error)
    mark: Any = getattr(error, "problem_mark", None)
    context: Any = getattr(error, "context_mark", None)
    if "unexpected end of stream" in problem or "unexpected document indicator" in problem:
        at = context.index if context else 0
        return YamlFaultError(at, at + 1, f"the quote `{text[at : at + 1]}` is never closed")
    at = min(mark.index if mark else 0, len(text))
    if text[at : at + 1] == "\t":
        problem = "found a tab character"
    if at == len(text) or text[at] in "\r\n":
        at = max(at - 1, 0)
    if context and "',' or" in problem:
        at = context.index
    for known, words in _TOKENS:
        if known in problem:
            return YamlFaultError(
                at, min(at + 1, len(text)), words.replace("`{char}`", _quoted(text[at : at + 1]))
            )
    return YamlFaultError(at, min(at + 1, len(text)), problem)


def _quoted(char: str) -> str:
    return "a backtick" if char == "`" else f"`{char}`"
