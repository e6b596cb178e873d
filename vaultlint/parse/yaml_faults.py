"""What is wrong with YAML that cannot be read, in words for a person who writes notes."""

from __future__ import annotations

from typing import Any

import yaml

from vaultlint.parse.yaml_text import STRAY_RETURN
from vaultlint.patterns import later

MAX_DEPTH = 100
"""Levels of lists and objects; libyaml's own composer would end the process beyond ~25,000."""

RETURN = "a carriage return that ends no line: remove it"
_TAB = "a tab indents this line: YAML wants spaces"
_TAG = "a tag (`!…`) is not allowed: quote the value"
_START = "a value cannot start with `{char}`: quote the value"
_NOT_HERE = "this does not belong here: quote the value"
_NO_PROPERTY = "this is no property: write `name: value`"
_NO_COLON = "no `:` after this: write `name: value`"
_WIDE_COLON = later(r"[^\s:：]{1,80}：")
_NO_BLANK = later(r"[^\s:：/]{1,80}:(?!/)[^\s:]")
_MAX_NAME = 1024
"""Characters in which YAML looks for the `:` after a name."""

_AT_FAULT = (
    ("found character '\\t'", _TAB),
    ("found a tab character", _TAB),
    ("cannot start any token", _START),
    ("did not find expected comment or line break", "text after `|` or `>`: quote the value"),
    ("did not find expected key", f"{_NOT_HERE}, or check the indent"),
    ("did not find expected '-' indicator", "the items of a list must stand under each other"),
    ("did not find expected <document start>", f"{_NOT_HERE}, or check the line above"),
    ("did not find expected node content", "a value is missing here"),
    ("mapping keys are not allowed", _START),
    ("block sequence entries are not allowed", "a list cannot start on this line"),
    ("unknown escape character", "unknown escape in a quoted value: write `\\\\` for a backslash"),
    ("did not find expected hexdecimal number", "broken escape in a quoted value"),
    ("invalid Unicode character escape", "this escape in a quoted value is no character"),
    ("exceeded maximum nesting depth", f"nested deeper than {MAX_DEPTH} levels"),
)
"""What libyaml says of the place where it stopped, and what we say."""
_AT_OPENING = (
    ("a tag", _TAG),
    ("undefined tag handle", _TAG),
    ("an anchor", _START),
    ("an alias", _START),
    ("could not find expected ':'", _NO_COLON),
)
"""What it says of a place that it came from, which is the one to look at."""
_COMMENT = later(r"[\s\[{,](#[^\n]*)")
_CLOSING = {"[": ("a list", "]"), "{": ("an object", "}")}


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
    """libyaml's `error` about `text` as a YamlFaultError: the place to look at, and what would be
    right."""
    at, words = _place_and_words(error, text)
    if at == len(text) or text[at] in "\r\n":
        at = max(at - 1, 0)
    if text[at - 1 : at + 1] == "\r\n":
        at -= 1
    if words in (_NO_PROPERTY, _NO_COLON):
        words = no_property(text[at:], words)
    stray = text.find(STRAY_RETURN, *_lines_of(text, at))
    if stray >= 0:
        at, words = stray, RETURN
    char = text[at : at + 1]
    words = words.replace("`{char}`", "a backtick" if char == "`" else f"`{char}`")
    return YamlFaultError(at, min(at + 1, len(text)), words)


def no_property(line: str, otherwise: str = _NO_PROPERTY) -> str:
    """Why a text that begins with a line is no property: the colon of an East Asian keyboard, or
    one with no blank behind it, is none to YAML."""
    if _WIDE_COLON.match(line):
        return "this is no property: write `: ` for the wide `：`"
    return "this is no property: write a blank after `:`" if _NO_BLANK.match(line) else otherwise


def _place_and_words(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    at = min(_index(error, "problem_mark"), len(text))
    opening = min(_index(error, "context_mark"), len(text))
    if text.startswith("%"):
        return 0, "a line that starts with `%` is an order to YAML, and no property"
    if "unexpected end of stream" in problem or "unexpected document indicator" in problem:
        return opening, "the quote `{char}` is never closed"
    if "mapping values are not allowed" in problem:
        return _colon(text, at)
    if "',' or" in problem or ("node content" in problem and "flow" in context):
        return _in_brackets(text, at, opening)
    if text[at : at + 1] == "\t":
        return at, _TAB
    start = text.rfind("\n", 0, at) + 1
    if "'-' indicator" in problem and text[start:at].strip(" -"):
        problem = "did not find expected key"  # after an item, and not below it
    for known, words in _AT_OPENING:
        if known in f"{context} {problem}":
            return opening, words
    return at, next((words for known, words in _AT_FAULT if known in problem), problem)


def _index(error: yaml.YAMLError, mark: str) -> int:
    found: Any = getattr(error, mark, None)
    return found.index if found else 0


def _lines_of(text: str, at: int) -> tuple[int, int]:
    """Start and end of the line of `at` and the one above, which the fault may come from."""
    start = text.rfind("\n", 0, max(text.rfind("\n", 0, at), 0)) + 1
    end = text.find("\n", at)
    return start, end if end >= 0 else len(text)


def _colon(text: str, at: int) -> tuple[int, str]:
    """What is wrong about a `:` that may not stand where it does: the value that it is in, its
    name, or the line above, which libyaml takes for a part of the name."""
    start = text.rfind("\n", 0, at) + 1
    name = text[start:at]
    if len(name) > _MAX_NAME:
        return start, f"a name longer than {_MAX_NAME:,} characters"
    above = text[:start].rstrip()
    if above and name[:1] not in (" ", "\t", "-") and ": " not in name:
        return above.rfind("\n") + 1, _NO_PROPERTY
    return at, "`: ` inside a value: quote the value"


def _in_brackets(text: str, at: int, opening: int) -> tuple[int, str]:
    """What is wrong in a list or an object: a comment hides its end, it is not closed on its line,
    or lacks a comma."""
    opening = min(opening, max(text.rfind("[", 0, at), text.rfind("{", 0, at), 0))
    what, closing = _CLOSING.get(text[opening : opening + 1], ("a list", "]"))
    line = text.find("\n", opening)
    line = line if line >= 0 else len(text)
    comment = _COMMENT.search(text, opening, line)
    if comment and closing in comment[0]:
        return comment.start(1), "`#` begins a comment here: quote what begins with it"
    if closing in text[opening:line]:
        return at, f"a `,` or `{closing}` is missing here, or quotes around a value"
    return opening, f"{what} that `{text[opening]}` opens is not closed: add `{closing}`, or quote"
