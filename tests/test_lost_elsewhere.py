"""How another linter lost or spoiled people's notes, as its users reported it: none of it happens
here. Each test names the thread; where line ends had a part in it, all of them are tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.promises import COMPANY, after, fixed_note, keep_all, twins_agree
from tests.test_cli import make, vaultlint
from tests.test_engine import a_rule, run_fix
from vaultlint.disk.write import write_fixes
from vaultlint.finding import Finding, Fix
from vaultlint.note import Note
from vaultlint.rule import Context, NoOptions
from vaultlint.schema.load import load_schemas
from vaultlint.schema.match import SchemaSet
from vaultlint.text import BOM, Edit, Span

NO_SCHEMAS = load_schemas({})


def mended(text: str, *, unsafe: bool = False, schemas: SchemaSet = NO_SCHEMAS) -> str:
    """The note after its fixes, which kept every promise in LF and in CRLF, with a BOM and without."""
    data = text.encode()
    twins_agree(data, unsafe=unsafe)
    return keep_all(data, unsafe=unsafe, schemas=schemas).decode()


ONLY_THIS = [
    "%% vaultlint-disable-line LNK001 %%",
    "%% vaultlint-disable-file LNK001 %%\n",
    "<!-- vaultlint-disable-next-line CHP001 -->\n\n",
    "---\n# vaultlint-disable-line SCH003\n---\n",
    "---\nvaultlint-ignore: [LNK001]\n---",
    "[[Adda]]",
    "\n---\ntag:\n---",
]


@pytest.mark.parametrize("text", ONLY_THIS)
def test_no_note_is_emptied(text: str) -> None:
    """obsidian-linter #1337: a note was empty after it was formatted; the cause was never found.
    Here nothing is left of some notes once all is mended: then they stay as they are."""
    for ends in ("\n", "\r\n"):
        for mark in (b"", BOM):
            data = mark + text.replace("\n", ends).encode()
            fixed = fixed_note(data, unsafe=True)
            assert fixed.report.crashes == ()
            assert after(data, fixed).removeprefix(BOM)


def test_a_rule_that_empties_a_note_is_our_bug() -> None:
    """obsidian-linter #1337, where the rule itself is at fault."""

    def emptying(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
        whole = Span(0, len(note.data))
        yield Finding(whole, "is there", (Fix("empty", (Edit(note.path, whole, ""),)),))

    fixed = run_fix({"A.md": "A whole life.\n"}, a_rule("T1", emptying))
    assert fixed.changed == {}
    assert fixed.report.crashes[0].error == "the fixed note would be empty"


@pytest.mark.parametrize(
    "typed",
    [b"", b"---\ntag: bo\n---\ntext", b"---\nnew: 1\ntag: book\n---\ntext", b"---\r\ntag: book\r\n---\r\ntext"],
    ids=["truncated", "cut", "longer", "other line ends"],
)  # fmt: skip
def test_edits_are_of_the_bytes_that_were_read(tmp_path: Path, typed: bytes) -> None:
    """obsidian-linter #1093: the starts of lines were deleted, for the note had been edited since it
    was read, and edits are places."""
    before = b"---\ntag: book\n---\ntext"
    fixed = fixed_note(before, unsafe=False, schemas=NO_SCHEMAS)
    assert "Note.md" in fixed.changed
    root = make(tmp_path, {"Note.md": typed})
    outcome = write_fixes(root, fixed.changed)
    assert (root / "Note.md").read_bytes() == typed
    assert "Note.md" in outcome.refused


HIDDEN = """\
---
aliases: ["{{link}}", '{LINK_PLACEHOLDER}']
---
`[[Adda]]` {WIKI_LINK_PLACEHOLDER} [[Ada|one]] {CODE_BLOCK_PLACEHOLDER_0} ![[pic.png]]

```
[[Adda]] {{{0}}}
```

$$
[[Adda]]
$$
%% [[Ada|two]] %%

| [[Ada\\|three]] | {TABLE_PLACEHOLDER} |
|---|---|

[four](Ada.md) <!-- [[Adda]] --> https://example.org/{URL_PLACEHOLDER} \ue000 \\1 $1 \\g<0>

[[Adda|five]]
"""


def test_links_and_code_are_never_taken_out_and_put_back() -> None:
    """obsidian-linter #201: what stood for a link while a note was formatted was left in its place,
    hundreds of times. Nothing stands for anything here: edits are places, the rest is not touched."""
    expected = HIDDEN.replace("[[Adda|five]]", "[[Ada|five]]")
    assert mended(HIDDEN, unsafe=True) == expected


ADDED = b"schema: a\nmatch: {path: '**'}\nfields: {status: {type: 'text!', default: todo}, tags: 'tag[]'}\n"


@pytest.mark.parametrize("mark", [b"", BOM], ids=["", "BOM"])
@pytest.mark.parametrize(
    "text",
    [
        b"---\r\ntags: [a]\r\n---\r\ntext\r\n",
        b"---\r\ntags: [a]\r\n---\r\n\r\n---\r\n\r\ntext",
        b"---\r\ntags: [a]\n---\r\ntext\n",
        b"---\ntags: [a]\n---\ntext\n",
        b"---\r\n---\r\ntext\r\n",
        b"---\n---\ntext\n",
        b"---  \r\ntags: [a]\r\n---\t\r\ntext",
        b"---\r\n# only a comment\r\n---",
    ],
)
def test_no_second_block_is_made(text: bytes, mark: bytes) -> None:
    """obsidian-linter #1537 and #114: a note whose lines end with CRLF, as after `git pull` on
    Windows, got a second front matter above its own."""
    data = mark + text
    new = keep_all(data, unsafe=False, schemas=load_schemas({"s.yaml": ADDED}))
    ends = b"\r\n" if b"\r\n" in text.partition(b"status")[0][:8] else b"\n"
    assert new.startswith(mark + b"---")
    assert new.count(b"---") == data.count(b"---")
    assert (
        new == data[: new.index(b"status")] + b"status: todo" + ends + data[new.index(b"status") :]
    )


def test_a_block_is_made_where_there_is_none() -> None:
    """The same threads: one block is made, and with the line ends of the note."""
    schemas = load_schemas({"s.yaml": ADDED})
    for data in (b"text\r\n", BOM + b"text\r\n"):
        new = keep_all(data, unsafe=False, schemas=schemas)
        mark = BOM if data.startswith(BOM) else b""
        assert new == mark + b"---\r\nstatus: todo\r\n---\r\ntext\r\n"


QUOTED = '---\n"key1": a\n\'key2\':   [b, b]\n"test:key": abc\n? "test:list"\n: []\n"tag": x # y\n"a \\"b\\" c": [[Ada]]\n---\n'
"""As the Web Clipper writes them, and as YAML allows."""


MENDED = '---\n"key1": a\n\'key2\':   [b]\n"test:key": abc\n? "test:list"\n: []\ntags: [x] # y\n"a \\"b\\" c": "[[Ada]]"\n---\n'


def test_keys_in_quotes_keep_them() -> None:
    """obsidian-linter #1384: quotes were taken from keys that need them."""
    assert mended(QUOTED) == MENDED


def test_items_of_a_list_under_a_quoted_key_are_deduplicated() -> None:
    """obsidian-linter #1385: removing repeated items threw an error where the key was `"key1":`."""
    assert mended('---\n"key1":\n  - a\n  - b\n  - a\n---\n') == '---\n"key1":\n  - a\n  - b\n---\n'
    assert mended("---\n'key1': [a, b, a]\n---\n") == "---\n'key1': [a, b]\n---\n"


def test_a_colon_in_a_key_parts_nothing() -> None:
    """obsidian-linter #1456: `"test:key": abc` became `"test:'key": abc'`, and a list was put after
    the closing line."""
    schema = b'schema: a\nmatch: {path: "**"}\nfields: {"test:key": "text[]", "test:list": "text[]!", "x:y": {type: "text!", default: "a: b"}}\n'
    new = mended(
        '---\n"test:key": abc\n"test:list": def # g\n---\ntext\n',
        schemas=load_schemas({"s.yaml": schema}),
    )
    assert new == '---\n"test:key":\n  - abc\n"test:list":\n  - def # g\nx:y: "a: b"\n---\ntext\n'


CONFLICTED = """\
---
tag: Book, to do, Book
alias: [[Ada]]
status: " Todo"
rating: '7'
published: 27 Aug 2025
guests: ["[[Ada]]", "[[Adda]]", [[Ada]]]
statsu: x # vaultlint-disable-line SCH005
topics: one
---
# Chapters
0:00 a
1：30 b [[Wrong/Ada]] %% vaultlint-disable-line LNK006 %%
1:2 c
01:49 d [[Lady]]

| x | y |
|---|---|
| [[Adda|z]] | 1 |
"""


@pytest.mark.parametrize("unsafe", [False, True])
def test_one_run_is_enough(tmp_path: Path, unsafe: bool) -> None:
    """obsidian-linter #911, #909 and #1188: rules undid or fed each other, and a note was other
    after every run. Here a note in which nearly all rules have something to mend is done at once."""
    mended(CONFLICTED, unsafe=unsafe)
    root = make(tmp_path, {**COMPANY, "Note.md": CONFLICTED, ".obsidian/app.json": "{}"})
    flag = "--unsafe-fixes" if unsafe else "--fix"
    first = vaultlint("--select", "ALL", flag, "--no-cache", cwd=root)
    assert first.returncode == 1, first.stderr
    assert (root / "Note.md").read_text() != CONFLICTED
    for _ in range(2):
        again = vaultlint("--select", "ALL", flag, "--diff", "--no-cache", cwd=root)
        assert again.stdout == ""
