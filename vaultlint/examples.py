"""A rule's docstring as manual page and test: prose, and fenced examples that the tests run.

    ```md bad                       a note that the rule finds fault with; caret lines mark where
    ```md fixed                     the same note once every fix is made (stands after its `bad`)
    ```md good                      a note that the rule has nothing to say about
    ```md with file="People/Ada.md" company for all examples of the page (any file, also empty)
    ```yaml schema                  a schema that the examples are checked against
    ```yaml options                 options of the rule, for the examples after it
    ```yaml types                   the vault's `.obsidian/types.json`, as YAML

`bad` and `good` take `file="…"` too: the example's own path, `Note.md` by default.
A fence without one of these words (```text, ```console) is prose. A longer run of backticks
holds an example that has fences of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

FENCE = re.compile(r"^(`{3,})(\w*)[ \t]*(.*?)[ \t]*$")
FILE = re.compile(r'\bfile="([^"]+)"')
CARETS = re.compile(r"^([ \t]*)(\^+) (.+)$")
"""What a page is read by: the line that opens a fence, its `file`, and a line of carets."""
_PROSE = {"", "text", "console", "json", "toml"}
_WORDS = {
    ("md", "bad"),
    ("md", "good"),
    ("md", "fixed"),
    ("md", "with"),
    ("json", "with"),
    ("yaml", "with"),
    ("yaml", "schema"),
    ("yaml", "options"),
    ("yaml", "types"),
    ("json", "bad"),
    ("json", "good"),
    ("yaml", "bad"),
    ("yaml", "good"),
    ("text", "bad"),
    ("text", "good"),
}


class PageError(ValueError):
    """A fence that the reader does not know, or an example in the wrong place."""


class Mark(NamedTuple):
    """What a caret line says: line and columns from 1, in code points, end exclusive."""

    line: int
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Example:
    """A note in a page. `fixed` is the text after all fixes, where the page shows it."""

    kind: Literal["bad", "good"]
    path: str
    text: str
    marks: tuple[Mark, ...] = ()
    fixed: str | None = None
    options: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A manual page: `files` by path, `schemas` as YAML texts, examples in order."""

    prose: str
    examples: tuple[Example, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    schemas: tuple[str, ...] = ()
    types: str = ""

    @property
    def summary(self) -> str:
        """The first line."""
        return self.prose.strip().partition("\n")[0]


class Fence(NamedTuple):
    """A fenced block: language, the words after it, its text, the 1-based line it opens on."""

    language: str
    words: str
    text: str
    line: int

    @property
    def word(self) -> str:
        """The first of the words: what the block is."""
        return self.words.partition(" ")[0]

    @property
    def file(self) -> str:
        """The path that `file="…"` gives; empty where there is none."""
        found = FILE.search(self.words)
        return found[1] if found else ""


def read_page(doc: str, name: str) -> Page:
    """The page that `doc` is. Raises PageError, naming the page and the line."""
    prose, fences = _split(doc.strip() + "\n")
    examples: list[Example] = []
    files: dict[str, str] = {}
    schemas: list[str] = []
    types = options = previous = ""
    for fence in fences:
        word = fence.word
        where = f"{name}, line {fence.line} of the page"
        if (fence.language, word) not in _WORDS:
            raise PageError(f"{where}: unknown example ```{fence.language} {fence.words}")
        match word:
            case "schema":
                schemas.append(fence.text)
            case "options":
                options = fence.text
            case "types":
                types = fence.text
            case "with" if fence.file:
                files[fence.file] = fence.text
            case "fixed" if previous == "bad":
                examples[-1] = replace(examples[-1], fixed=fence.text)
            case "bad" | "good":
                text, marks = _marks(fence.text) if word == "bad" else (fence.text, ())
                path = fence.file or "Note.md"
                examples.append(Example(word, path, text, marks, options=options))
            case _:
                raise PageError(f'{where}: `{word}` needs a `bad` before it, or a file="…"')
        previous = word
    return Page(prose, tuple(examples), files, tuple(schemas), types)


def _split(doc: str) -> tuple[str, list[Fence]]:
    prose: list[str] = []
    fences: list[Fence] = []
    lines = iter(enumerate(doc.split("\n"), 1))
    for number, line in lines:
        opening = FENCE.match(line)
        if opening is None:
            prose.append(line)
            continue
        body: list[str] = []
        for _, inner in lines:
            if inner.rstrip() == opening[1]:
                break
            body.append(inner)
        if opening[2] in _PROSE and not opening[3]:
            prose += [line, *body, opening[1]]
        else:
            text = "\n".join([*body, ""]) if body else ""
            fences.append(Fence(opening[2], opening[3], text, number))
    return "\n".join(prose), fences


def _marks(text: str) -> tuple[str, tuple[Mark, ...]]:
    kept: list[str] = []
    marks: list[Mark] = []
    for line in text.split("\n"):
        carets = CARETS.match(line)
        if carets and kept:
            start = len(carets[1]) + 1
            marks.append(Mark(len(kept), start, start + len(carets[2]), carets[3]))
        else:
            kept.append(line)
    return "\n".join(kept), tuple(marks)
