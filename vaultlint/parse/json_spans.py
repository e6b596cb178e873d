"""JSON to values with spans: strict (RFC 8259), total, and no deeper than MAX_DEPTH.

`json` of the standard library tells no places, takes `NaN`, and leaves duplicate keys out.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from vaultlint.parse.facts import Problem, Property, Value
from vaultlint.patterns import later
from vaultlint.text import BOM

MAX_DEPTH = 100
"""Levels of arrays and objects; JSON Canvas has four."""

_SPACE = later(rb"[ \t\r\n]*+")
_STRING = later(rb'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*"')
_NUMBER = later(rb"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?")
_WORD = later(rb"true|false|null")
_TOKEN = later(rb"[^\s,:\[\]{}]++|[,:\[\]{}]")
_ESCAPE = later(rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u....|.)")


class Json(NamedTuple):
    """A JSON document: its value, or the one problem (`invalid-json`) that kept it from being
    read; neither for a file of blanks."""

    value: Value | None
    problem: Problem | None = None


class _InvalidError(Exception):
    def __init__(self, at: int, detail: str) -> None:
        super().__init__(detail)
        self.at = at


def read_json(data: bytes) -> Json:
    """The JSON document `data` (valid UTF-8). A BOM is passed over."""
    scanner = _Scanner(data)
    at = scanner.skip(len(BOM) if data.startswith(BOM) else 0)
    if at == len(data):
        return Json(None)
    try:
        value = scanner.value(at, 0)
        at = scanner.skip(value.end)
        if at < len(data):
            raise _InvalidError(at, "nothing may follow the end of the document")
    except _InvalidError as error:
        token = _TOKEN.match(data, error.at)
        end = min(token.end(), error.at + 80) if token else error.at
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end += 1
        return Json(None, Problem("invalid-json", error.at, end, str(error)))
    return Json(value)


class _Scanner:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def skip(self, at: int) -> int:
        """The next byte from `at` that is no white space."""
        match = _SPACE.match(self.data, at)
        return match.end() if match else at

    def value(self, at: int, depth: int) -> Value:
        first = self.data[at : at + 1]
        if first == b'"':
            return self.string(at)
        if first in (b"{", b"["):
            if depth >= MAX_DEPTH:
                raise _InvalidError(at, f"nested deeper than {MAX_DEPTH} levels")
            return self.object(at, depth) if first == b"{" else self.list(at, depth)
        match = _NUMBER.match(self.data, at)
        if match is not None:
            return Value("number", match[0].decode(), "plain", at, match.end())
        match = _WORD.match(self.data, at)
        if match is None:
            raise _InvalidError(
                at, "a value is missing here" if first else "the file ends too early"
            )
        word = match[0].decode()
        if word == "null":
            return Value("null", "", "plain", at, match.end())
        return Value("checkbox", word, "plain", at, match.end())

    def string(self, at: int) -> Value:
        match = _STRING.match(self.data, at)
        if match is None:
            raise _InvalidError(
                at, "a string that is not closed, or holds a bad escape or line break"
            )
        raw = match[0]
        text = _decoded(raw) if b"\\" in raw else raw[1:-1].decode()
        return Value("text", text, "double", at, match.end())

    def list(self, at: int, depth: int) -> Value:
        start, items = at, []
        at = self.skip(at + 1)
        while self.data[at : at + 1] != b"]":
            item = self.value(at, depth + 1)
            items.append(item)
            at = self.next(item.end, b"]")
        return Value("list", "", "flow", start, at + 1, items=tuple(items))

    def object(self, at: int, depth: int) -> Value:
        start, found = at, []
        at = self.skip(at + 1)
        while self.data[at : at + 1] != b"}":
            if self.data[at : at + 1] != b'"':
                raise _InvalidError(at, "a key in double quotes is missing here")
            key = self.string(at)
            at = self.skip(key.end)
            if self.data[at : at + 1] != b":":
                raise _InvalidError(at, "a `:` is missing here")
            value = self.value(self.skip(at + 1), depth + 1)
            found.append(Property(key.text, key.start, key.end, value, key.start, value.end))
            at = self.next(value.end, b"}")
        return Value("object", "", "flow", start, at + 1, properties=tuple(found))

    def next(self, at: int, close: bytes) -> int:
        """After an entry that ends at `at`: where the next one starts, or the closing bracket."""
        at = self.skip(at)
        found = self.data[at : at + 1]
        if found == close:
            return at
        if found != b",":
            raise _InvalidError(at, f"a `,` or `{close.decode()}` is missing here")
        after = self.skip(at + 1)
        if self.data[after : after + 1] == close:
            raise _InvalidError(at, "no `,` may stand after the last entry")
        return after


def _decoded(raw: bytes) -> str:
    """The text of a string as written; a lone surrogate becomes U+FFFD."""
    text: str = json.loads(raw)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Offsets:
    """Places in the UTF-8 text of a JSON string to places in the file."""

    def __init__(self, data: bytes, value: Value) -> None:
        self._source = [value.start + 1]
        self._decoded = [0]
        raw = data[value.start + 1 : value.end - 1]
        shift = 0
        for match in _ESCAPE.finditer(raw):
            size = len(_decoded(b'"' + match[0] + b'"').encode())
            shift += len(match[0]) - size
            self._decoded.append(match.end() - shift)
            self._source.append(value.start + 1 + match.end())

    def __call__(self, offset: int) -> int:
        """The byte of the file at which byte `offset` of the string's text is written."""
        from bisect import bisect_right

        part = bisect_right(self._decoded, offset) - 1
        return self._source[part] + offset - self._decoded[part]
