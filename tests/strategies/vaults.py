"""Small vaults: notes that link to each other and to nothing, under names of every kind."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies.notes import notes

PATHS = [
    "Note.md", "Ada.md", "Home.md", "Sub/My note.md", "Sub/Case.md", "A/Two.md", "B/Two.md", "杨.md", "Caf\u00e9.md", "Sub/Deep/er/🙂.md", "C# notes.md", "adda.md", "2025-08-27.md",
    "Sub/Note.md", "Board.canvas", "List.base", "pic.png", "Lady/Lady.md",
]  # fmt: skip
ADA = b"---\naliases: [Lady]\ntags: [Book]\n---\n## Notes\n\nx ^id\n"
CANVAS = b'{"nodes":[{"id":"1","type":"file","file":"Adda.md","x":0,"y":0,"width":1,"height":1}],"edges":[]}'
FIRST = {"Ada.md": ADA, "pic.png": b"", "Board.canvas": CANVAS, "List.base": b"views: []\n"}


@st.composite
def vaults(draw: st.DrawFn, least: int = 3, most: int = 9) -> dict[str, bytes]:
    """The files of a vault by path."""
    paths = draw(st.lists(st.sampled_from(PATHS), min_size=least, max_size=most, unique=True))
    return {path: FIRST[path] if path in FIRST else draw(notes()) for path in paths}
