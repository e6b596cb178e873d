"""What a fixer promises of every note, looked at from outside: nothing here asks the guards."""

from __future__ import annotations

import re
from collections import Counter

import yaml

from tests.harness import TODAY, active
from vaultlint.engine.fix import Fixed, fix
from vaultlint.note import Note
from vaultlint.rule import Active
from vaultlint.rules import all_rules
from vaultlint.schema.load import load_schemas
from vaultlint.schema.match import SchemaSet
from vaultlint.text import BOM
from vaultlint.vault import Vault

SCHEMA = b"""
schema: episode
match: {any: [{has: status}, {has: title}, {tag: book}]}
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
COMPANY_NOTES = Vault.of(COMPANY).notes
_BLOCK = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_ONLY_PYTHON_BREAKS = re.compile(rb"\xc2\x85|\xe2\x80[\xa8\xa9]")
"""Characters at which PyYAML breaks a line, and JavaScript's YAML, and so Obsidian, does not."""
MARKED = re.compile(rb"qz\d+x")
_LAST_SUPPRESSION = re.compile(rb"(?:%%|<!--)[^%]*vaultlint-[^%]*(?:%%|-->)[ \t]*\Z")
_SUPPRESSION = rb"[^\n]*vaultlint-disable[^\n]*"
_TARGET = (
    rb"\]:[ \t]*(?:<[^>\n]*>|\S+)"
    rb"|(?:\[\[(?:[^|\]\n]|\](?!\]))*|\]\([^|)\]\n]*)(?:\n[^\S\n]*+[^|)\]\s][^|)\]\n]*+(?=\||\]\]|\)))?"
)
_LINK = rb"\[\[(?:[^\]\n]|\](?!\]))*(?:(?:\n[^\S\n]*+[^\]\s][^\]\n]*+)+(?=\]\]))?"
GIVEN_UP = re.compile(rb"%b|%b" % (_SUPPRESSION, _TARGET))
"""Words that a fix may drop: those of a suppression, or of where a link leads (which may be broken
over several lines, if it is closed)."""
GIVEN_UP_BY_GUESS = re.compile(rb"%b|%b|%b|#[^\s#]+" % (_SUPPRESSION, _LINK, _TARGET))
"""And with a link that is repeated, what it shows; and how a tag is written."""


def every_rule() -> tuple[Active, ...]:
    return tuple(active(r) for r in all_rules().values())


RULES = every_rule()
SCHEMAS = load_schemas({"s.yaml": SCHEMA})


def fixed_note(data: bytes, *, unsafe: bool, schemas: SchemaSet = SCHEMAS) -> Fixed:
    notes = {**COMPANY_NOTES, "Note.md": Note.parse("Note.md", data)}
    vault = Vault(COMPANY, notes, schemas=schemas)
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
    still_loads(data, new)
    doubles_nothing(data, new)
    return new


def settles(fixed: Fixed, *, unsafe: bool) -> None:
    """A second run has nothing to do, and sees what the first one said was left."""
    if not fixed.changed:
        return
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
    if b"\n" in data and data.count(b"\n") == data.count(b"\r\n"):
        assert new.count(b"\n") == new.count(b"\r\n"), (data, new)
    if new.endswith(b"\n"):  # of a note that did not, the last line went
        last = data.rpartition(b"\n")[2]
        dropped = b"vaultlint-disable" in last or _LAST_SUPPRESSION.search(data)
        assert not last or dropped or b"\n" not in data, (data, new)


def still_loads(data: bytes, new: bytes) -> None:
    """Properties that YAML's own reader could load, it still can, and none of them is lost; a
    property that gets the name that stands for its old one is there under that."""
    before, now = loaded(data), loaded(new)
    if before is None:
        return
    assert now is not None, (data, new)
    renamed = len(before.keys() - now.keys()) <= len(now.keys() - before.keys())
    assert renamed, (data, new)


def doubles_nothing(data: bytes, new: bytes) -> None:
    """No property stands there twice that did not, where the front matter could be read."""
    if loaded(data) is not None:
        before, now = (Counter(_names(note)) for note in (data, new))
        assert all(now[key] <= max(before[key], 1) for key in now), (data, new)


def _names(data: bytes) -> list[str]:
    block = _BLOCK.match(data.replace(b"\r\n", b"\n"))
    node = yaml.compose(block[1], yaml.CBaseLoader) if block else None
    return [str(key.value) for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []


def loaded(data: bytes) -> dict[object, object] | None:
    """The front matter of a note as PyYAML reads it: texts, and nothing made of them."""
    block = _BLOCK.match(data.replace(b"\r\n", b"\n"))
    if block is None or _ONLY_PYTHON_BREAKS.search(block[1]):
        return None
    try:
        found = yaml.load(block[1], yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        return None
    return found if isinstance(found, dict) else None


def twins_agree(data: bytes, *, unsafe: bool) -> None:
    """LF and CRLF, with and without BOM: the same note, mended in the same way, and the same is
    found in it."""
    if b"\r" in data or data.startswith(BOM):
        return
    fixed = fixed_note(data, unsafe=unsafe)
    new = after(data, fixed)
    if b"\n" in data:
        crlf = data.replace(b"\n", b"\r\n")
        other = fixed_note(crlf, unsafe=unsafe)
        assert after(crlf, other) == new.replace(b"\n", b"\r\n")
        assert shown(other) == shown(fixed)
    marked = fixed_note(BOM + data, unsafe=unsafe)
    assert after(BOM + data, marked) == BOM + new
    assert shown(marked) == shown(fixed)


def shown(fixed: Fixed) -> list[tuple[str, str, int, int]]:
    """What is left in a note, as a person is told of it."""
    lines = fixed.report.vault.notes["Note.md"].lines
    found = fixed.report.diagnostics
    return [(d.code, d.finding.message, *lines.position(d.finding.span.start)) for d in found]


def facts_are_inside(data: bytes) -> None:
    for path in ("x.md", "x.canvas", "x.base"):
        assert Note.parse(path, data).facts.size == len(data)
