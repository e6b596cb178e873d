"""python-frontmatter's handler for notes as Obsidian delimits them: the frame of the reader.

The library's own handler takes `----`, blank lines before the block and YAML 1.1 for granted;
Obsidian does not. `ObsidianHandler` finds the block on bytes, so that every offset is the file's.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from frontmatter.default_handlers import BaseHandler

from vaultlint.parse.facts import Property, Value
from vaultlint.parse.yaml_tree import compose
from vaultlint.text import BOM

_OPENING = re.compile(rb"---[ \t]*+(?:\r?\n|\Z)")
_CLOSING = re.compile(rb"\n---[ \t]*+(?:\r?\n|\r?\Z)")


class Frame(NamedTuple):
    """Where a block stands: from its opening `---` to after its closing line, and the YAML lines
    between. `closed` is False where no closing line follows: then the rest of the file is inside.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


class ObsidianHandler(BaseHandler):
    """Front matter between `---` on the very first line and the next line that is `---`."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def frame(self, data: bytes, start: int | None = None) -> Frame | None:
        """The block that begins at byte `start` (the top of the note: after a BOM), if one does."""
        if start is None:
            start = len(BOM) if data.startswith(BOM) else 0
        opening = _OPENING.match(data, start)
        if opening is None:
            return None
        inner = opening.end()
        closing = _CLOSING.search(data, inner - 1)
        if closing is None:
            return Frame(start, len(data), inner, len(data), False)
        # an empty block's closing line begins where the opening one ends
        return Frame(start, closing.end(), inner, max(closing.start() + 1, inner), True)

    def detect(self, text: str) -> bool:
        """Whether `text` begins with front matter."""
        frame = self.frame(text.encode())
        return frame is not None and frame.closed

    def split(self, text: str) -> tuple[str, str]:
        """The YAML of `text`, and what follows it byte for byte."""
        data = text.encode()
        frame = self.frame(data)
        if frame is None or not frame.closed:
            raise ValueError("no front matter")
        return data[frame.inner_start : frame.inner_end].decode(), data[frame.end :].decode()

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        """Property values as Obsidian has them: dates stay text. Raises ValueError."""
        data = fm.encode()
        value, problems = compose(data, 0, len(data))
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
