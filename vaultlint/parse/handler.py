"""python-frontmatter's handler for notes as Obsidian delimits them: the frame of the reader.

The library's own handler takes `----`, blank lines before the block and YAML 1.1 for granted;
Obsidian does not. `ObsidianHandler` finds the block on bytes, so that every offset is the file's.
It is imported where a block needs a parser of YAML: most are plainer than that.
"""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler

from vaultlint.parse.facts import Problem, Property, Value
from vaultlint.parse.frame import frame_of
from vaultlint.parse.yaml_tree import compose
from vaultlint.patterns import later


class ObsidianHandler(BaseHandler):
    """Front matter between `---` on the very first line and the next line that is `---`."""

    FM_BOUNDARY = later(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def read(self, data: bytes, start: int, end: int) -> tuple[Value | None, tuple[Problem, ...]]:
        """The YAML between two bytes as values with spans, and what is wrong with it."""
        return compose(data, start, end)

    def detect(self, text: str) -> bool:
        """Whether `text` begins with front matter."""
        frame = frame_of(text.encode())
        return frame is not None and frame.closed

    def split(self, text: str) -> tuple[str, str]:
        """The YAML of `text`, and what follows it byte for byte."""
        data = text.encode()
        frame = frame_of(data)
        if frame is None or not frame.closed:
            raise ValueError("no front matter")
        return data[frame.inner_start : frame.inner_end].decode(), data[frame.end :].decode()

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        """Property values as Obsidian has them: dates stay text. Raises ValueError."""
        data = fm.encode()
        value, problems = self.read(data, 0, len(data))
        if value is None and problems:
            raise ValueError(problems[0].detail)
        return _plain(value) if value is not None and value.kind == "object" else {}


def _plain(value: Value | Property) -> Any:
    if isinstance(value, Property):
        return _plain(value.value)
    match value.kind:
        case "object":
            return {p.key: _plain(p) for p in value.properties}
        case "list":
            return [_plain(i) for i in value.items]
        case "null":
            return None
        case "checkbox":
            return value.text.lower() == "true"
        case "number":
            return _number(value.text)
    return value.text


def _number(text: str) -> int | float:
    digits = text.lstrip("+-")
    if digits[:2] in ("0x", "0o"):
        return int(digits, 0)
    if digits.isdigit():
        return int(text)
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


HANDLER = ObsidianHandler()
