"""`vaultlint schema diff`: how far schemas and notes have drifted apart."""

from __future__ import annotations

from pathlib import Path

from tests.test_cli import make, vaultlint

BOOK = """
schema: book
match: {tag: book}
fields: {rating: number!, author: text, tags: "tag[]"}
"""


def test_what_notes_have_lack_and_do_not_keep_to(tmp_path: Path) -> None:
    notes = {f"{n}.md": f"---\ntags: [book]\nrating: bad\ncolour: {n}\n---\n" for n in "ABCDE"}
    notes["F.md"] = "---\ntags: [book]\nrating: 3\n---\n"
    other = "schema: other\nmatch: {tag: nothing}\nfields: {x: text}\n"
    rules = {".vaultlint/rules/book.yaml": BOOK, ".vaultlint/rules/other.yaml": other}
    vault = make(tmp_path, {**rules, ".obsidian/app.json": "{}", **notes})
    done = vaultlint("schema", "diff", cwd=vault)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "book: 6 notes",
        "  rating: in 6 of 6; against the schema in A, B, C and 2 more",
        "  author: in 0 of 6",
        "  tags: in 6 of 6",
        "  colour: in 5 of 6, not in the schema",
    ]
    assert vaultlint("schema", "diff", "other", cwd=vault).stdout.startswith("other: 0 notes\n")
