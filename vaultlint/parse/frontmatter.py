"""Front matter with Obsidian's delimiters, composed to values with spans."""

from __future__ import annotations

from vaultlint.parse.facts import FrontMatter, Problem


def read_frontmatter(data: bytes) -> tuple[FrontMatter | None, tuple[Problem, ...]]:
    """The front matter of a note that is valid UTF-8, or None, and what is wrong about where it
    stands (`misplaced`, `unclosed`, `second-block` …). Problems inside the YAML are in
    `FrontMatter.problems`."""
    return None, ()
