"""Front matter that is none, or says what it should not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bad_input.notes import Case, Results, Table, case, each
from tests.bad_input.running import vaultlint
from vaultlint.note import Note

BOM = "\ufeff"
CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> topic\n"
FILES = {
    ".obsidian/templates.json": '{"folder": "Templates"}',
    ".vaultlint/rules/strict.yaml": """
schema: strict
match: {path: ["Strict/**"]}
unknown: error
fields: {kind: {type: "text!", default: plain}}
""",
    ".vaultlint/rules/asked.yaml": """
schema: asked
match: {path: ["Asked/**"]}
fields: {kind: "text!"}
""",
    ".vaultlint/rules/typed.yaml": """
schema: typed
match: {path: ["Typed/**"]}
fields: {text: "text[]", number: "number[]", yes: "checkbox[]", none: {type: text, nullable: true}}
""",
    "Ada.md": "# Ada\n",
    "Zed.md": "# Zed\n",
}


def block(yaml: str, body: str = "") -> str:
    """A note of front matter and text."""
    return f"---\n{yaml}\n---\n{body}"


def laughs(levels: int = 9) -> str:
    """Each list holds the one before nine times."""
    names = "abcdefghijkl"
    lines = [f"{names[n]}: &{names[n]} [{','.join([f'*{names[n - 1]}'] * 9)}]" for n in range(1, levels)]  # fmt: skip
    return "\n".join(["a: &a [x,x,x,x,x,x,x,x,x]", *lines])


def merges(levels: int = 30) -> str:
    """Each object merges the one before twice."""
    lines = [f"m{n}: &m{n} {{a: *m{n - 1}, <<: [*m{n - 1}, *m{n - 1}]}}" for n in range(1, levels)]
    return "\n".join(["m0: &m0 {k: v}", *lines])


EMPTY = [
    case(1, "no bytes", ""),
    case(1, "blank lines", " \n\n\t\n"),
    case(1, "only line breaks of Windows", "\r\n\r\n"),
    case(1, "no bytes under a schema", "", "SCH001", folder="Asked/"),
    case(1, "blank lines under a schema", "\n \n", "SCH001", folder="Asked/"),
    case(1, "no bytes and a default due", "", "SCH001", folder="Strict/",
         fixed=b"---\nkind: plain\n---\n"),
    case(2, "only a BOM", BOM),
    case(2, "two BOMs and no more", BOM + BOM),
    case(2, "BOM and front matter", BOM + block("a: b")),
    case(2, "one BOM is kept and counted", BOM + block("a: [[Zed]]"), "YML003", at=(2, 4),
         fixed=(BOM + block('a: "[[Zed]]"')).encode()),
    case(2, "a BOM twice", BOM + BOM + block("a: b"), "YML004", at=(1, 1),
         fixed=(BOM + block("a: b")).encode()),
    case(2, "a BOM thrice", BOM * 3 + block("a: b"), "YML004",
         fixed=(BOM + block("a: b")).encode()),
    case(2, "a BOM below a blank line", "\n" + BOM + block("a: b"), "YML004",
         fixed=block("a: b").encode()),
    case(2, "a BOM above a blank line", BOM + "\n" + block("a: b"), "YML004",
         fixed=(BOM + block("a: b")).encode()),
]  # fmt: skip
NO_TEXT = [
    case(3, "UTF-16 LE", b"\xff\xfe" + block("a: b").encode("utf-16-le"), "FIL001", says="UTF-16"),
    case(3, "UTF-16 BE", b"\xfe\xff" + "[[No such]]\n".encode("utf-16-be"), "FIL001", says="UTF-16"),
    case(3, "UTF-16 without a BOM", "Plain words\n".encode("utf-16-le"), "FIL001"),
    case(3, "is a target of links still", "[[3-UTF-16-LE]] and ![[3-UTF-16-BE]]\n"),
    case(4, "Latin-1", b"---\r\nk: x\r\n---\r\n\xc3\xa9 caf\xe9 [[No such]]\r\n", "FIL001", at=(4, 6)),
    case(4, "overlong", b"a\n\xc0\xaf", "FIL001", at=(2, 1)),
    case(4, "encoded surrogate", b"x\xed\xa0\x80 [[No such]]", "FIL001", at=(1, 2)),
    case(4, "cut at the end", b"abc\xe2\x82", "FIL001", at=(1, 4)),
    case(4, "beyond Unicode", b"\xf4\x90\x80\x80", "FIL001", at=(1, 1)),
    case(4, "after a BOM", b"\xef\xbb\xbf\xff", "FIL001", at=(1, 1)),
    case(4, "half a BOM", b"\xef\xbb", "FIL001", at=(1, 1)),
    case(4, "in front matter", b"---\na: \xff\n---\n[[No such]]\n", "FIL001", at=(2, 4)),
    case(5, "NUL in the body", "a\0b [[No such]]\n", "FIL001", at=(1, 2)),
    case(5, "NUL in front matter", block("a: b\0c"), "FIL001", at=(2, 5)),
    case(5, "thousands of NULs", b"\0" * 5_000, "FIL001", at=(1, 1)),
    case(5, "a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "FIL001", at=(1, 1)),
]  # fmt: skip
FENCES = [
    case(6, "three dashes and the end", "---"),
    case(6, "three dashes and a line break", "---\n"),
    case(6, "three dashes and blank lines", "---\n\n\n"),
    case(6, "four dashes", "----\n"),
    case(6, "two dashes", "--\n"),
    case(6, "three dashes with a comment", "--- # no\na: b\n---\n"),
    case(7, "never closed", b"---\nstatus: todo\n" + b"text of it\n" * 500_000, "YML004", at=(1, 1),
         says="never closed", seconds=20),
    case(7, "never closed and short", "---\nstatus: todo\n", "YML004", at=(1, 1)),
    case(7, "never closed without a line break", "---\nstatus: todo", "YML004", at=(1, 1)),
    case(7, "a rule above text", "---\nText that is no property.\n"),
    case(7, "a rule above a blank line", "---\n\nText: and more of it\n"),
    case(8, "closed by four dashes", "---\na: b\n----\nx\n", "YML004", says="never closed"),
    case(8, "closed with a blank after", "---\na: b\n--- \nx\n"),
    case(8, "closed with a tab after", "---\t\na: b\n---\t\nx\n"),
    case(8, "closed with a blank before", "---\na: b\n ---\nx\n", "YML004", says="never closed"),
    case(8, "closed by dots", "---\na: b\n...\nx\n", "YML004", says="never closed"),
    case(8, "closed by a long dash", "---\na: b\n\u2014\nx\n", "YML004", says="never closed"),
    case(8, "closed and text on the line", "---\na: b\n---x\ny\n", "YML004", says="never closed"),
    case(8, "opened with a blank before", " ---\na: b\n---\n", "YML004", at=(1, 1),
         fixed=block("a: b").encode()),
    case(8, "TOML", "+++\na = 1\n+++\n"),
    case(9, "a blank line above", "\n" + block("a: b", "x\n"), "YML004", at=(1, 1),
         fixed=block("a: b", "x\n").encode()),
    case(9, "blank lines of all sorts above", " \n\t\n\r\n" + block("a: b"), "YML004",
         fixed=block("a: b").encode()),
    case(9, "a blank line of Windows above", b"\r\n---\r\na: b\r\n---\r\n", "YML004",
         fixed=b"---\r\na: b\r\n---\r\n"),
    case(9, "a blank line above a fault", "\n" + block("a: b: c"), "YML004",
         fixed=block('a: "b: c"').encode()),
    case(9, "text above", "Text.\n" + block("a: b"), "YML004", at=(2, 1)),
    case(9, "text and a blank line above", "Text.\n\n" + block("a: b"), "YML004", at=(3, 1)),
    case(9, "a heading above", "# Title\n" + block("a: b"), "YML004", at=(2, 1)),
    case(9, "a no-break space above", "\u00a0\n" + block("a: b"), "YML004", at=(2, 1)),
    case(9, "rules between paragraphs", "Text.\n\n---\n\nMore: text.\n\n---\n"),
    case(9, "in a code fence", "```\n" + block("a: b") + "```\n"),
    case(10, "two blocks", block("a: b") + block("c: d"), "YML004", at=(4, 1), says="second block"),
    case(10, "two blocks apart", block("a: b", "\n") + block("c: d"), "YML004", at=(5, 1)),
    case(10, "two blocks of Windows", b"---\r\na: b\r\n---\r\n---\r\nc: d\r\n---\r\n", "YML004",
         at=(4, 1)),
    case(10, "two blocks and a fixable fault",
         block("a: [[Zed]]") + block("c: d"), "YML003 YML004",
         fixed=(block('a: "[[Zed]]"') + block("c: d")).encode(), left="YML004"),
    case(10, "a section below", block("a: b", "Text.\n\n") + "---\n\nMore: text\n\n---\n"),
    case(11, "dashes end a block scalar", "---\na: |\n  x\n---\n  y\n---\n"),
    case(11, "dashes that are indented do not", "---\na: |\n  x\n  ---\n  y\n---\n"),
    case(11, "dashes end a quoted text", '---\na: "x\n---\ny"\n---\n', "YML001", at=(2, 4),
         says="never closed"),
]  # fmt: skip
LINE_ENDS = [
    case(12, "LF", b"---\nk: v\na: [[Zed]]\n---\nx\n", "YML003", at=(3, 4),
         fixed=b'---\nk: v\na: "[[Zed]]"\n---\nx\n'),
    case(12, "CRLF", b"---\r\nk: v\r\na: [[Zed]]\r\n---\r\nx\r\n", "YML003", at=(3, 4),
         fixed=b'---\r\nk: v\r\na: "[[Zed]]"\r\n---\r\nx\r\n'),
    case(12, "mixed", b"---\r\nk: v\na: [[Zed]]\r\nb: 1\n---\r\nx\ny\r\n", "YML003", at=(3, 4),
         fixed=b'---\r\nk: v\na: "[[Zed]]"\r\nb: 1\n---\r\nx\ny\r\n'),
    case(12, "CR only, a note of one line", b"---\rk: v\ra: [[Zed]]\r---\rx\r"),
    case(12, "a lone CR inside", b"---\nk: v\rw\na: [[Zed]]\n---\n", "YML003", at=(3, 4),
         fixed=b'---\nk: v\rw\na: "[[Zed]]"\n---\n'),
    case(12, "separators that break no line", "---\nk: x\u2028y\u0085z\na: [[Zed]]\n---\n", "YML003",
         at=(3, 4), fixed='---\nk: x\u2028y\u0085z\na: "[[Zed]]"\n---\n'.encode()),
    case(12, "a new property takes the note's line ends", b"---\r\nother: 1\r\n---\r\nx\r\n",
         "SCH001 SCH005", folder="Strict/", fixed=b"---\r\nother: 1\r\nkind: plain\r\n---\r\nx\r\n",
         left="SCH005"),
    case(13, "a fix above the last line", b"---\na: [[Zed]]\n---", "YML003",
         fixed=b'---\na: "[[Zed]]"\n---'),
    case(13, "a fix on the last line", b"x\n\nText. %% vaultlint-disable-line LNK001 %%", "SUP001",
         fixed=b"x\n\nText."),
    case(13, "a new property above it", b"---\nother: 1\n---", "SCH001 SCH005", folder="Strict/",
         fixed=b"---\nother: 1\nkind: plain\n---", left="SCH005"),
    case(13, "a renamed property above it", b"---\ntag: x\n---", "YML006",
         fixed=b"---\ntags:\n  - x\n---"),
]  # fmt: skip
QUOTES = [
    case(14, "colon in a value", block("k: v # c\na: b: c"), "YML001", at=(3, 5),
         fixed=block('k: v # c\na: "b: c"').encode()),
    case(14, "colon and quotes", block('title: Foo: "bar"'), "YML001", at=(2, 11),
         fixed=block("""title: 'Foo: "bar"'""").encode()),
    case(14, "both quotes and a backslash", block("a: It's: \"C:\\x\""), "YML001",
         fixed=block("a: 'It''s: \"C:\\x\"'").encode()),
    case(14, "of Windows, with blanks", b"---\r\na: b: c  \r\n---\r\n", "YML001",
         fixed=b'---\r\na: "b: c"  \r\n---\r\n'),
    case(14, "colon at the end", block("a: b:"), "YML001", fixed=block('a: "b:"').encode()),
    case(14, "colon in an item's object", block("l:\n  - a: b: c\n  - x"), "YML001", at=(3, 9),
         fixed=block('l:\n  - a: "b: c"\n  - x').encode()),
    case(14, "below a quoted name", block('"k:1": a: b'), "YML001",
         fixed=block('"k:1": "a: b"').encode()),
    case(14, "on several lines", block('a: b: c\nk: v\nd: @e: f\ng: "h" i'), "YML001", at=(2, 5),
         fixed=block("a: \"b: c\"\nk: v\nd: \"@e: f\"\ng: '\"h\" i'").encode()),
    case(14, "beside what cannot be mended", block("a: b: c\nd: [e\nf: 1"), "YML001"),
    case(14, "before a comment", block("a: b: c # d"), "YML001"),
    case(14, "before a second line", block("a: b: c\n  more"), "YML001"),
    case(14, "before a list", block("a: b: c\n  - d"), "YML001"),
    case(14, "in a list of items", block("- a: b: c"), "YML001"),
    case(14, "in an object", block("a: {b: c: d}"), "YML001", says="quotes around a value"),
    case(14, "in a list", block("a: [x: y: z]"), "YML001", says="quotes around a value"),
    case(14, "invisible characters stay", block("\u00e9: \U0001f469\u200d\U0001f4bb\u00a0x: y"), "YML001",
         fixed=block('\u00e9: "\U0001f469\u200d\U0001f4bb\u00a0x: y"').encode()),
    case(14, "at sign", block("a: @me"), "YML001", at=(2, 4), fixed=block('a: "@me"').encode()),
    case(14, "backtick", block("a: `b`"), "YML001", at=(2, 4), fixed=block('a: "`b`"').encode()),
    case(14, "percent sign", block("a: %b%"), "YML001", fixed=block('a: "%b%"').encode()),
    case(14, "emphasis", block("a: *b* c"), "YML001", at=(2, 4), fixed=block('a: "*b* c"').encode()),
    case(14, "ampersand", block("a: & b"), "YML001", at=(2, 4), fixed=block('a: "& b"').encode()),
    case(14, "text after quotes", block('a: "b" and "c"'), "YML001",
         fixed=block("a: '\"b\" and \"c\"'").encode()),
    case(14, "text after a list", block("a: [b](c) d"), "YML001",
         fixed=block('a: "[b](c) d"').encode()),
    case(
        14,
        "items of a list",
        block('a:\n  - "b" c\n  - @d\n  -   *x* y\n  - [[Zed]] and c'),
        "YML001",
        fixed=block(
            "a:\n  - '\"b\" c'\n  - \"@d\"\n  -   \"*x* y\"\n  - \"[[Zed]] and c\""
        ).encode(),
    ),
    case(
        14,
        "quoted texts with commas",
        block('aliases: "A", "B"'),
        "YML001",
        fixed=block('aliases: ["A", "B"]').encode(),
    ),
    case(
        14,
        "a quoted text and another",
        block('aliases: "A", B'),
        "YML001",
        guessed=block("aliases: '\"A\", B'").encode(),
    ),
    case(14, "half a megabyte of blanks", block("a: b: c" + " " * 500_000 + "x"), "YML001",
         fixed=block('a: "b: c' + " " * 500_000 + 'x"').encode(), seconds=5),
    case(14, "a quote that is never closed", block('a: "b: c\nd: 1'), "YML001", at=(2, 4),
         says="never closed"),
    case(14, "a list that is never closed", block("a: [b, c\nd: 1"), "YML001", at=(2, 4),
         says="not closed"),
    case(14, "tags that begin a comment", block("tags: [#a, #b]\nb: 1"), "YML001", at=(2, 8),
         says="`#` begins a comment"),
    case(14, "a comment in a list", block("a: [b, # c\n  d]")),
    case(14, "a list on the line of its name", block("tags: - b"), "YML001"),
    case(14, "a quotation mark or a block", block("a: > b"), "YML001",
         guessed=block('a: "> b"').encode()),
    case(14, "an escape that is none", block('a: "C:\\dir"'), "YML001", says="write `\\\\`"),
    case(14, "no colon at all", block("a: 1\nhello\nb: 2"), "YML001", at=(3, 1)),
    case(14, "no blank after the colon", block("key:value\nb: c"), "YML001", at=(2, 1),
         says="this is no property"),
    case(14, "a name that has no end", block("n" * 1_100 + ": 1"), "YML001", says="longer than 1,024"),
    case(15, "tab before an item", block("a:\n\t- b"), "YML001", at=(3, 1), says="tab"),
    case(15, "tab before a property", block("\ta: b"), "YML001", at=(2, 1), says="tab"),
    case(15, "tab after blanks", block("a:\n  \tb: 1"), "YML001", at=(3, 3), says="tab"),
    case(15, "tab in a block scalar", block("a: |\n\tb"), "YML001", at=(3, 1), says="tab"),
    case(15, "tabs that indent nothing", block("a:\tb\t# c\n\t\n\t# d\nc: d")),
]  # fmt: skip
SHAPES = [
    case(16, "no blank after a colon", block("key:value"), "YML001", at=(2, 1),
         says="this is no property"),
    case(16, "a list", block("- a\n- b"), "YML001", at=(2, 1), says="this is no property"),
    case(16, "a list of links", block("- [[Zed]]"), "YML001"),
    case(16, "a list in brackets", block("[a, b]"), "YML001"),
    case(16, "a text", block("hello"), "YML001"),
    case(16, "a quoted text", block('"hello"'), "YML001"),
    case(16, "a block scalar", block("|\n  hello"), "YML001"),
    case(16, "a number", block("42"), "YML001"),
    case(16, "a truth", block("true"), "YML001"),
    case(16, "null", block("null")),
    case(16, "a tilde", block("~")),
    case(17, "an empty object", block("{}")),
    case(17, "an object", block("{a: 1}")),
    case(17, "a comment", block("# why")),
    case(17, "nothing", "---\n---\n"),
    case(17, "nothing, of Windows", b"---\r\n---\r\n"),
    case(17, "a comment is kept by a fix", block("# why"), "SCH001", folder="Strict/",
         fixed=block("# why\nkind: plain").encode()),
    case(17, "an empty object and a default due", block("{}"), "SCH001", folder="Strict/"),
    case(17, "an object and a default due", block("{other: 1}"), "SCH001 SCH005", folder="Strict/"),
    case(17, "properties in braces", block('{tag: x, up: [[Zed]], "k"}'), "YML006 YML003"),
    case(17, "a name in braces and a default due", block("{kind, other: 1}"), "SCH002 SCH005",
         folder="Strict/"),
    case(17, "null and a default due", block("null"), "SCH001", folder="Strict/"),
    case(17, "an indented block and a default due", block("  other: 1"), "SCH001 SCH005",
         folder="Strict/", fixed=block("  other: 1\n  kind: plain").encode(), left="SCH005"),
    case(18, "a name in double quotes", block('"test:key": abc\nup: [[Zed]]'), "YML003",
         fixed=block('"test:key": abc\nup: "[[Zed]]"').encode()),
    case(18, "a name in single quotes", block("'key1': [[Zed]]\nk:  'x'"), "YML003",
         fixed=block("'key1': \"[[Zed]]\"\nk:  'x'").encode()),
    case(18, "a name after a question mark", block("? x\n: y\nup: [[Zed]]"), "YML003",
         fixed=block('? x\n: y\nup: "[[Zed]]"').encode()),
    case(18, "a question mark alone", block("? x")),
    case(18, "a question mark and a default due", block("? kind # c\nother: 1"), "SCH002 SCH005",
         folder="Strict/", fixed=block("? kind\n: plain # c\nother: 1").encode(), left="SCH005"),
    case(18, "a quoted name is renamed", block('"tag": x\n\'k\': v'), "YML006",
         fixed=block("tags:\n  - x\n'k': v").encode()),
    case(19, "a list as name", block("[a]: x"), "YML001", at=(2, 1), says="must be text"),
    case(19, "an object as name", block("{a: 1}: x"), "YML001", at=(2, 1), says="must be text"),
    case(19, "a link as name", block("[[Zed]]: x"), "YML001", at=(2, 1)),
    case(19, "a long list as name", block("? - a\n  - b\n: x"), "YML001", says="must be text"),
    case(19, "a list as name inside", block("a: {[x]: 1}"), "YML001", says="must be text"),
    case(19, "null as name", block("kind: x\nnull: x"), "SCH005", says="`null`", folder="Strict/"),
    case(19, "a number as name", block("kind: x\n1: x"), "SCH005", says="`1`", folder="Strict/"),
    case(19, "a truth as name", block("kind: x\ntrue: x"), "SCH005", says="`true`", folder="Strict/"),
    case(19, "names that are text to Obsidian", block("null: x\n1: x\ntrue: x\n2026-01-01: x\n'': x")),
    case(20, "the same name", block("a: 1\na: 2\ntag: x"), "YML002 YML006", at=(3, 1), says="line 2",
         fixed=block("a: 1\na: 2\ntags:\n  - x").encode(), left="YML002"),
    case(20, "the same name thrice", block("a: 1\na: 2\na: 3"), "YML002 YML002"),
    case(20, "once in quotes", block('a: 1\n"a": 2'), "YML002", at=(3, 1), says="line 2"),
    case(20, "a number and a text", block('1: x\n"1": y'), "YML002"),
    case(20, "in an object", block("a: {b: 1, b: 2}"), "YML002", at=(2, 11)),
    case(20, "in an item", block("a:\n  - b: 1\n    b: 2"), "YML002", at=(4, 5), says="line 3"),
    case(20, "other by case", block("a: 1\nA: 2")),  # two names, of one type
    case(20, "other by Unicode form", block("\u00e9: 1\ne\u0301: 2")),
    case(20, "a legacy name twice keeps both", block("tag: x\ntag: y"), "YML006 YML002"),
    case(20, "a legacy name beside the new one", block("tag: x\ntags: y"), "YML006"),
]  # fmt: skip
REFERENCES = [
    case(21, "merge", block("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2")),  # a name like others: YAML 1.2
    case(21, "merge of a number", block("<<: 1")),
    case(21, "alias", block("a: &x 1\nb: *x")),
    case(21, "unknown alias", block("a: *nope"), "YML001", at=(2, 4), says="no anchor",
         guessed=block('a: "*nope"').encode()),
    case(21, "alias before its anchor", block("a: *x\nb: &x 1"), "YML001",
         guessed=block('a: "*x"\nb: &x 1').encode()),
    case(21, "unknown alias as name", block("*nope : x"), "YML001", at=(2, 1)),
    case(21, "what is shared is not edited", block('tags: &t ["#a"]\nk: *t'), "TAG001"),
    case(22, "list in itself", block("a: &a [*a]"), "YML001", says="contains itself", seconds=2),
    case(22, "object in itself", block("a: &a {b: *a}"), "YML001", says="contains itself"),
    case(22, "list in a list in itself", block("a: &a [&b [*a, *b]]"), "YML001",
         says="contains itself"),
    case(23, "billion laughs", block(laughs()), "YML001", says="too many aliases", seconds=2),
    case(23, "billion laughs of objects", block(laughs().replace("[", "{k: [").replace("]", "]}")),
         "YML001", says="too many aliases"),
    case(23, "merge bomb", block(merges()), "YML001", says="too many aliases", seconds=2),
    case(24, "100 lists", block("a: " + "[" * 99 + "]" * 99)),
    case(24, "101 lists", block("a: " + "[" * 101 + "]" * 101), "YML001", says="deeper than 100"),
    case(24, "25,000 lists", block("a: " + "[" * 25_000 + "]" * 25_000), "YML001",
         says="deeper than 100", seconds=3),
    case(24, "200,000 lists", block("a: " + "[" * 200_000), "YML001", says="deeper than 100",
         seconds=3),
    case(24, "101 objects", block("a: " + "{a: " * 101 + "}" * 101), "YML001",
         says="deeper than 100"),
    case(24, "200,000 objects", block("a: " + "{a: " * 200_000), "YML001", says="deeper than 100",
         seconds=3),
    case(24, "25,000 items", block("a:\n  " + "- " * 25_000 + "x"), "YML001",
         says="deeper than 100", seconds=3),
    case(24, "25,000 question marks", block("? " * 25_000 + "x"), "YML001", says="deeper than 100",
         seconds=3),
    case(24, "1,200 indents", block("\n".join(" " * n + "a:" for n in range(1_200))), "YML001",
         says="deeper than 100", seconds=3),
    case(24, "5,000 indents", lambda: block("\n".join(" " * n + "a:" for n in range(5_000))).encode(),
         "FIL005", seconds=20),  # 12 MB of blanks
    case(24, "one indent of 5,000", block("a:\n" + " " * 5_000 + "b: c")),
    case(24, "deep through aliases",
         block("\n".join(["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 120))])),
         "YML001", says="deeper than 100"),
    case(25, "tag of Python", block("a: !!python/object/apply:os.system [id]"), "YML001",
         says="is not allowed"),
    case(25, "tag and value", block("a: !x y"), "YML001", at=(2, 4), says="is not allowed",
         guessed=block('a: "!x y"').encode()),
    case(25, "binary", block("a: !!binary x"), "YML001", says="is not allowed"),
    case(25, "tag in full", block("a: !<tag:x> y"), "YML001", says="is not allowed"),
    case(25, "set", block("a: !!set {x, y}"), "YML001", says="is not allowed"),
    case(25, "tag of a name", block("!x a: 1"), "YML001", at=(2, 1), says="is not allowed"),
    case(25, "tag without a handle", block("a: !e!x y"), "YML001", says="is not allowed",
         guessed=block('a: "!e!x y"').encode()),
    case(25, "a word that looks like one", block("a: !important"), "YML001",
         fixed=block('a: "!important"').encode()),
    case(25, "an embed", block("a: ![[Zed]]"), "YML001", at=(2, 4),
         fixed=block('a: "![[Zed]]"').encode()),
    case(25, "tags of the core schema", block("a: !!str 1\nb: !!int 2\nc: !!seq [x]\nd: ! y")),
    case(26, "a directive", "---\n%YAML 9.9\n---\na: b\n---\n", "YML001", at=(2, 1), says="starts with `%`"),
    case(26, "a directive above a property", block("%YAML 1.2\na: b"), "YML001", at=(2, 1)),
    case(26, "a directive for tags", block("%TAG ! x"), "YML001", at=(2, 1)),
    case(26, "second document after dots", block("a: b\n...\nc: d"), "YML001", at=(4, 1)),
    case(26, "second document after dashes", block("a: b\n--- c: d"), "YML001", at=(3, 1),
         says="second YAML document"),
    case(26, "second document after the block", block("a: b") + "c: d\n---\n"),
    case(26, "dots and no more", block("a: b\n...")),
]  # fmt: skip
SCALARS = [
    case(27, "bell", block("a: \x07"), "YML001", at=(2, 4), says="U+0007"),
    case(27, "bell in a list", block("a: [x\x07, y]"), "YML001", at=(2, 6), says="U+0007"),
    case(27, "bell in quotes", block('a: "x\x07"'), "YML001", at=(2, 6)),
    case(27, "bell in a block scalar", block("a: |\n  x\x07"), "YML001", at=(3, 4)),
    case(27, "bell in a name", block("a\x07: b"), "YML001", at=(2, 2)),
    case(27, "bell in a comment", block("# c\x07\na: b"), "YML001", at=(2, 4)),
    case(27, "escape sequence", block("a: x\x1b[31m"), "YML001", at=(2, 5), says="U+001B"),
    case(27, "delete", block("a: x\x7f"), "YML001", says="U+007F"),
    case(27, "form feed", block("a: x\x0cy: z"), "YML001", says="U+000C"),
    case(27, "noncharacter", block("a: x\ufffe"), "YML001", says="U+FFFE"),
    case(27, "escaped pair of surrogates", block('a: "\\uD83D\\uDE00 x" # c\nup: [[Zed]]'), "YML003", at=(3, 5),
         fixed=block('a: "\\uD83D\\uDE00 x" # c\nup: "[[Zed]]"').encode()),  # JSON is YAML
    case(27, "escaped surrogate", block('a: "\\ud800"'), "YML001", says="no character"),
    case(27, "escape beyond Unicode", block('a: "\\U00110000"'), "YML001", says="no character"),
    case(27, "escape cut short", block('a: "\\xZZ"'), "YML001", says="broken escape"),
    case(27, "escaped NUL", block('a: "\\0"')),
    case(28, "integer of 5,000 digits", block("a: " + "9" * 5_000), seconds=2),
    case(28, "hexadecimal of a million digits", block("a: 0x" + "f" * 1_000_000), seconds=5),
    case(28, "exponent of six digits", block("a: 1e999999\nb: -1e-999999")),
    case(28, "100,000 sexagesimal groups", block("a: " + "59:" * 100_000 + "59"), seconds=3),
    case(28, "numbers that a schema wants", block("number: [1e999999, 0x1F, .inf]"), folder="Typed/"),
    case(28, "digits without end are text", block("number: [" + "9" * 5_000 + "]"), "SCH003",
         folder="Typed/"),
    case(29, "texts", block("text: [no, on, off, yes, y, 1_000, 1:30:00, 190:20:30, 0b1, 2026-01-01, nULL]"),
         folder="Typed/"),
    case(29, "numbers", block("number: [08, 0777, .nan, -.INF, +1, 1., .5, 1e3, 0x1F, 0o7]"),
         folder="Typed/"),
    case(29, "truths", block("yes: [true, True, TRUE, false]"), folder="Typed/"),
    case(29, "no truths", block("yes: [no]"), "SCH003", folder="Typed/"),
    case(29, "no numbers", block("number: [1_000]"), "SCH003", folder="Typed/"),
    case(29, "nothing", block("none: ~"), folder="Typed/"),
    case(30, "block scalar of 10 MB", lambda: b"---\na: |\n" + b"  words of it\n" * 720_000 + b"---\n",
         "FIL005", seconds=20),
    case(30, "200,000 names",
         lambda: block("\n".join(f"k{n}: {n}" for n in range(200_000))).encode(), "FIL005", seconds=20),
    case(30, "1.1 MiB", lambda: block("a: " + "x" * 1_150_000).encode(), "FIL005", seconds=20),
    case(30, "just below 1 MiB", lambda: block("a: " + "x" * 1_048_000).encode(), seconds=20),
    case(30, "20,000 names",
         lambda: block("\n".join(f"k{n}: {n}" for n in range(20_000))).encode(), seconds=40),
    case(30, "20,000 anchors",
         lambda: block("\n".join(f"k{n}: &a{n} x" for n in range(20_000))).encode(), seconds=40),
]  # fmt: skip
LINKS = [
    case(31, "link", block("key: [[Zed]]"), "YML003", at=(2, 6), fixed=block('key: "[[Zed]]"').encode()),
    case(31, "two links", block("key: [[Zed]], [[Ada]]"), "YML001",
         fixed=block('key: ["[[Zed]]", "[[Ada]]"]').encode()),
    case(31, "two links and a comma", block("key: [[Zed]], [[Ada]],"), "YML001",
         fixed=block('key: ["[[Zed]]", "[[Ada]]",]').encode()),
    case(31, "link and text", block("key: [[Zed]], Ada"), "YML001",
         guessed=block('key: "[[Zed]], Ada"').encode()),
    case(31, "two links in an item", block("key:\n  - [[Zed]], [[Ada]]"), "YML001",
         guessed=block('key:\n  - "[[Zed]], [[Ada]]"').encode()),
    case(31, "list of links", block("key: [[[Zed]], [[Ada]]]"), "YML003 YML003",
         fixed=block('key: ["[[Zed]]", "[[Ada]]"]').encode()),
    case(31, "text between links", block("key: [[Zed]] and [[Ada]]"), "YML001",
         fixed=block('key: "[[Zed]] and [[Ada]]"').encode()),
    case(31, "link in an object", block("key: {a: [[Zed]]}"), "YML003",
         fixed=block('key: {a: "[[Zed]]"}').encode()),
    case(31, "link on the line below", block("key:\n  [[Zed]]"), "YML003", at=(3, 3),
         fixed=block('key:\n  "[[Zed]]"').encode()),
    case(31, "apostrophe", block("key: [[Zed|Zed's]]"), "YML003",
         fixed=block('key: "[[Zed|Zed\'s]]"').encode()),
    case(31, "quotes inside", block('key: [[Zed|the "Z"]]'), "YML003",
         fixed=block("key: '[[Zed|the \"Z\"]]'").encode()),
    case(31, "at sign", block("key: [[@Ada]]"), "YML001", fixed=block('key: "[[@Ada]]"').encode(),
         left="LNK001", guessed=block('key: "[[Ada]]"').encode()),
    case(31, "hash after a blank", block("key: [[Zed #Zed]]"), "YML001",
         fixed=block('key: "[[Zed #Zed]]"').encode()),
    case(31, "numbers in a list of lists", block("key: [[1, 2]]")),
    case(31, "quoted texts in a list of lists", block('key: [["Zed"], ["x", y]]')),
    case(31, "link in a text", block("key: see [[Zed]]")),
    case(32, "comment", block("key: [[Zed]] # why"), "YML003",
         fixed=block('key: "[[Zed]]" # why').encode()),
    case(32, "blanks and a colon", block("key:   [[Zed|a: b]]"), "YML003",
         fixed=block('key:   "[[Zed|a: b]]"').encode()),
    case(32, "all of it, of Windows", b"---\r\nkey:\t [[Zed|a: b]]  # c: d \r\nk: v\r\n---\r\n", "YML003",
         fixed=b'---\r\nkey:\t "[[Zed|a: b]]"  # c: d \r\nk: v\r\n---\r\n'),
    case(32, "two of them", block("key: [[Zed|a: b]]\nk2: [[Ada|c: d]]"), "YML003 YML003",
         fixed=block('key: "[[Zed|a: b]]"\nk2: "[[Ada|c: d]]"').encode()),
    case(33, "item", block("key:\n- [[Zed]]\n-   [[Ada]] # c\n- x"), "YML003 YML003",
         fixed=block('key:\n- "[[Zed]]"\n-   "[[Ada]]" # c\n- x').encode()),
    case(33, "three brackets", block("key: [[[Zed]]]"), "YML003",
         guessed=block('key: ["[[Zed]]"]').encode()),
    case(33, "one bracket less", block("key: [[Zed]"), "YML001"),
    case(33, "one bracket less above a property", block("key: [[Zed]\nb: 1"), "YML001"),
    case(33, "one bracket more", block("key: [Zed]]"), "YML001",
         fixed=block('key: "[Zed]]"').encode()),
]  # fmt: skip
OTHERS = [
    case(34, "braces", block("a: {{date}}"), "YML005", at=(2, 4)),
    case(34, "Templater", block("a: <% tp.date %>"), "YML005", at=(2, 4)),
    case(34, "in quotes", block('a: "{{date}}"\nb: "<% tp.date.now() %>"'), "YML005 YML005"),
    case(34, "as a name", block("{{title}}: x"), "YML005"),
    case(34, "on a line of its own", block("a: b\n{{x}}"), "YML005"),
    case(34, "in text", "{{date}} and <%* await x -%>\n", "YML005 YML005"),
    case(34, "in code", "`{{date}}`\n\n```\n<% tp.date %>\n```\n"),
    case(34, "in a template",
         block("a: {{date}}\nb: <% tp.date %>\ntag: x", "[[No such]] {{title}}\n"), folder="Templates/"),
    case(35, "in front matter", block(CONFLICT.format("a: 1", "a: [[Zed]]").strip(), "[[Ad]]\n"),
         "FIL004 LNK001", at=(2, 1)),
    case(35, "in the text", block("tag: x\na: [[Zed]]") + CONFLICT.format("x", "y"), "YML006 YML003 FIL004"),
    case(35, "around front matter", CONFLICT.format(block("a: 1"), block("tag: x")), "FIL004"),
    case(35, "with the common ancestor",
         CONFLICT.format("x\n||||||| base\nz", "y").replace("\n", "\r\n"), "FIL004"),
    case(35, "half undone", "x\n=======\ny\n>>>>>>> topic\n", "FIL004"),
    case(35, "in a comment", "%%\n" + CONFLICT.format("x", "y") + "%%\n", "FIL004"),
    case(35, "in a code fence", block("a: [[Zed]]") + "```\n" + CONFLICT.format("x", "y") + "```\n",
         "YML003", fixed=(block('a: "[[Zed]]"') + "```\n" + CONFLICT.format("x", "y") + "```\n").encode()),
    case(35, "a heading underlined", "Title\n=======\nText.\n"),
    case(36, "number", block("vaultlint-ignore: 7", "[[No such]]\n"), "SUP001 LNK001", at=(2, 19)),
    case(36, "no such rule", block("vaultlint-ignore: [NOPE]", "[[No such]]\n"), "SUP001 LNK001",
         says="`NOPE`"),
    case(36, "object", block("vaultlint-ignore: {}", "[[No such]]\n"), "SUP001 LNK001"),
    case(36, "items that are none", block("vaultlint-ignore: [[x], {a: b}, true]", "[[No such]]\n"),
         "SUP001 SUP001 SUP001 LNK001"),
    case(36, "a star", block('vaultlint-ignore: "*"', "[[No such]]\n"), "SUP001 LNK001"),
    case(36, "nothing", block("vaultlint-ignore:", "[[No such]]\n"), "LNK001"),
    case(36, "a comment without a code", block("a: 2026-13-45 # vaultlint-disable-line"),
         "DAT001 SUP001"),
    case(36, "a comment in text without a code", "[[No such]] %% vaultlint-disable-line %%\n",
         "LNK001 SUP001"),
    case(36, "the whole file without a code", "%% vaultlint-disable-file %%\n[[No such]]\n",
         "SUP001 LNK001"),
    case(36, "range never ended", "%% vaultlint-disable LNK001 %%\n[[No such]] #1x2\n![[No.png]]\n",
         "SUP001 LNK004", says="never ended"),
    case(36, "range never begun", "[[No such]]\n%% vaultlint-enable LNK001 %%\n", "LNK001 SUP001"),
    case(36, "range ended for another rule",
         "%% vaultlint-disable LNK001 %%\n[[No such]]\n%% vaultlint-enable LNK002 %%\n", "SUP001 SUP001"),
    case(36, "no such word", "%% vaultlint-disable-lin LNK001 %%\n[[No such]]\n", "SUP001 LNK001"),
    case(36, "a comment that is cut", "[[No such]] %% vaultlint-disable-line LNK001\n", "LNK001"),
    case(36, "in code", "```\n%% vaultlint-disable-file LNK001 %%\n```\n[[No such]]\n", "LNK001"),
]  # fmt: skip

MEASURED = """
import os, subprocess, sys
command = [sys.executable, "-m", "vaultlint", *sys.argv[1:]]
child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""
"""A process between: a child's memory counts that of its parent when it was started."""

TABLE = Table(
    [*EMPTY, *NO_TEXT, *FENCES, *LINE_ENDS, *QUOTES, *SHAPES, *REFERENCES, *SCALARS, *LINKS, *OTHERS],
    FILES,
)  # fmt: skip


@each(TABLE.together)
def test_a_bad_note_gives_its_outcome(results: Results, case: Case) -> None:
    results.hold(case)


@each(TABLE.alone)
def test_a_heavy_note_gives_its_outcome_in_time(results: Results, case: Case) -> None:
    results.hold_alone(case)


def test_clean_notes_exit_zero(results: Results) -> None:
    results.clean_ones_exit_zero()


@pytest.mark.parametrize(
    "form", ["text", "concise", "github"], ids=["27-text", "27-concise", "27-github"]
)
def test_control_characters_are_shown_and_not_sent(form: str, tmp_path: Path) -> None:
    vault = TABLE.vault(tmp_path, [c for c in TABLE.together if c.row == 27])
    shown = vaultlint("--no-cache", "--output-format", form, cwd=vault).out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert form != "text" or r"a: \u{7}" in shown


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        pytest.param('"x \\ud83d\\ude00"', "x \U0001f600", id="27-pair"),
        pytest.param('"\\\\ud83d"', "\\ud83d", id="27-backslash-and-letters"),
        pytest.param("\\ud83d\\ude00", "\\ud83d\\ude00", id="27-pair-without-quotes"),
        pytest.param("x\u2028y\u0085z", "x\u2028y\u0085z", id="12-separators"),
    ],
)
def test_values_are_those_that_the_app_has(yaml: str, text: str) -> None:
    assert Note.parse("A.md", block(f"a: {yaml}").encode()).properties["a"].value.text == text


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system tells no process's memory")
@pytest.mark.parametrize(
    ("name", "megabytes"),
    [
        pytest.param("billion laughs", 100, id="23-memory-of-laughs"),
        pytest.param("merge bomb", 100, id="23-memory-of-merges"),
        pytest.param("200,000 names", 500, id="30-memory-of-names"),
        pytest.param("block scalar of 10 MB", 500, id="30-memory-of-a-scalar"),
    ],
)
def test_memory_is_bounded(name: str, megabytes: int, tmp_path: Path) -> None:
    vault = TABLE.vault(tmp_path, [c for c in TABLE.cases if c.name == name])
    command = [sys.executable, "-c", MEASURED, "--no-cache", "-q"]
    done = subprocess.run(command, cwd=vault, capture_output=True, text=True, check=True)
    code, size = map(int, done.stdout.split())
    assert code == 1
    assert size * (1 if sys.platform == "darwin" else 1024) < megabytes * 1_000_000
