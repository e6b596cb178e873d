"""What a fixer promises of every note, looked at from outside: nothing here asks the guards."""

from __future__ import annotations

import re

from tests.harness import TODAY, active
from vaultlint.engine import Fixed, fix
from vaultlint.note import Note
from vaultlint.rule import Active
from vaultlint.rules import all_rules
from vaultlint.schema.load import load_schemas
from vaultlint.schema.match import SchemaSet
from vaultlint.text import BOM
from vaultlint.vault import Vault

SCHEMA = b"""
schema: episode
match: {has: status}
order: [published, created, status, show]
unknown: warning
fields:
  title: text
  tags: tag[]
  published: {type: date, max: today}
  created: {type: date, min: $published}
  status: {type: "enum(todo, done)!", default: todo}
  show: link?
  guests: link?[]
  topics: {type: "text[]", unique: true}
  rating: {type: "number!", min: 0, default: 1}
  source: "url!"
  duration: duration
"""
COMPANY = {
    "Home.md": "# Home\n",
    "Ada.md": "---\naliases: [Lady]\ntags: [Book]\n---\n## Notes\n\nx ^id\n",
    "Sub/My note.md": "x #book\n",
    "Sub/Case.md": "x\n",
    "A/Two.md": "1\n",
    "B/Two.md": "2\n",
    "pic.png": "",
}
MARKED = re.compile(rb"qz\d+x")
_SUPPRESSION = rb"[^\n]*vaultlint-disable[^\n]*"
_TARGET = rb"(?:\[\[|\]\()[^|)\]\n]*(?:\n[^|)\]\n]*\S[^|)\]\n]*(?=\||\]\]|\)))?"
_LINK = rb"\[\[[^\]\n]*(?:\n[^\]\n]*\S[^\]\n]*(?=\]\]))?"
GIVEN_UP = re.compile(rb"%b|%b" % (_SUPPRESSION, _TARGET))
"""Words that a fix may drop: those of a suppression, or of where a link leads (which may be broken
over two lines, if it is closed)."""
GIVEN_UP_BY_GUESS = re.compile(rb"%b|%b|%b" % (_SUPPRESSION, _LINK, _TARGET))
"""And with a link that is repeated, what it shows."""


def every_rule() -> tuple[Active, ...]:
    return tuple(active(r) for r in all_rules().values())


RULES = every_rule()
SCHEMAS = load_schemas({"s.yaml": SCHEMA})


def fixed_note(data: bytes, *, unsafe: bool, schemas: SchemaSet = SCHEMAS) -> Fixed:
    vault = Vault.of({**COMPANY, "Note.md": data}, schemas=schemas)
    return fix(vault, lambda _: RULES, TODAY, ["Note.md"], unsafe=unsafe)


def after(data: bytes, fixed: Fixed) -> bytes:
    return fixed.changed.get("Note.md", (data, data))[1]


def keep_all(data: bytes, *, unsafe: bool, schemas: SchemaSet = SCHEMAS) -> bytes:
    """Fix a note and hold the result to every promise; the note as it then is."""
    fixed = fixed_note(data, unsafe=unsafe, schemas=schemas)
    assert fixed.report.crashes == (), fixed.report.crashes
    assert set(fixed.changed) <= {"Note.md"}
    new = after(data, fixed)
    settles(fixed, unsafe=unsafe)
    loses_nothing(data, new, unsafe=unsafe)
    keeps_line_ends(data, new)
    return new


def settles(fixed: Fixed, *, unsafe: bool) -> None:
    """A second run has nothing to do, and sees what the first one said was left."""
    again = fix(fixed.report.vault, lambda _: RULES, TODAY, ["Note.md"], unsafe=unsafe)
    assert again.changed == {}
    assert again.report.diagnostics == fixed.report.diagnostics


def loses_nothing(data: bytes, new: bytes, *, unsafe: bool) -> None:
    """Text stays text, and every word that stands once in the note stands there afterwards; a
    suppression may go, with the reason it gives. A guess may drop a repeated link with what it
    shows."""
    if data == new:
        return
    assert new
    new.decode()
    assert data.startswith(BOM) == new.startswith(BOM) or data.startswith((BOM + b"\n", BOM + BOM))
    for word in set(MARKED.findall(data)) - set(MARKED.findall(new)):
        given_up = [m.span() for m in (GIVEN_UP_BY_GUESS if unsafe else GIVEN_UP).finditer(data)]
        for place in re.finditer(word, data):
            inside = any(s <= place.start() and place.end() <= e for s, e in given_up)
            assert inside, (word, data, new)


def keeps_line_ends(data: bytes, new: bytes) -> None:
    if b"\r" not in data:
        assert b"\r" not in new
    if data.count(b"\n") == data.count(b"\r\n"):
        assert new.count(b"\n") == new.count(b"\r\n"), (data, new)
    if new.endswith(b"\n"):  # of a note that did not, the last line went
        last = data.rpartition(b"\n")[2]
        assert not last or b"vaultlint-disable" in last or b"\n" not in data, (data, new)


def twins_agree(data: bytes, *, unsafe: bool) -> None:
    """LF and CRLF, with and without BOM: the same note, mended in the same way."""
    if b"\r" in data or data.startswith(BOM):
        return
    new = after(data, fixed_note(data, unsafe=unsafe))
    crlf = data.replace(b"\n", b"\r\n")
    assert after(crlf, fixed_note(crlf, unsafe=unsafe)) == new.replace(b"\n", b"\r\n")
    marked = BOM + data
    assert after(marked, fixed_note(marked, unsafe=unsafe)) == BOM + new


def facts_are_inside(data: bytes) -> None:
    for path in ("x.md", "x.canvas", "x.base"):
        assert Note.parse(path, data).facts.size == len(data)
