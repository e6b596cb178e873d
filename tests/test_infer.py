"""Inferred schemas: what they say of notes, and that the notes keep to it as far as is claimed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import TODAY
from tests.test_cli import vaultlint
from vaultlint.engine import check
from vaultlint.engine.inferring import HOLDS, Inferred, Wish, infer
from vaultlint.finding import Diagnostic
from vaultlint.rule import Active
from vaultlint.rules import all_rules
from vaultlint.schema.inferring.naming import type_name
from vaultlint.schema.load import load_schemas
from vaultlint.settings import Settings
from vaultlint.vault import Vault

RULES = tuple(Active(r, r.severity, r.options()) for r in all_rules().values())
EXAMPLES = int(os.environ.get("VAULTLINT_EXAMPLES", "40"))


def notes(*texts: str, folder: str = "Notes") -> dict[str, str]:
    return {f"{folder}/{at}.md": f"---\n{text}\n---\n" for at, text in enumerate(texts)}


def inferred(texts: Mapping[str, str], match: Mapping[str, object] | None = None) -> Inferred:
    (found,) = infer(Vault.of(texts), [Wish("t", match or {"folder": "Notes"})], TODAY)
    return found


def fields(found: Inferred) -> dict[str, object]:
    made: dict[str, object] = found.draft.plain()["fields"]
    return made


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["true", "false", "true"], "checkbox!"),
        (["1", "2", "3"], "integer!"),
        (["1", "2.5", "3"], "number!"),
        (["2025-08-27", "2025-08-28", "2025-08-29"], "date!"),
        (["2025-08-27T10:00", "2025-08-28T10:00", "2025-08-29T10:00"], "datetime!"),
        (["https://a.org", "http://b.org", "https://c.org/x"], "url!"),
        (["a@b.org", "c@d.org", "e@f.org"], "email!"),
        (['"[[A]]"', '"[[B]]"', '"[[C]]"'], "link?!"),
        (['["[[A]]"]', '["[[B]]", "[[C]]"]', '["[[D]]"]'], "link?[]!"),
        (['["[[A]]"]', '"[[B]]"', '["[[D]]"]'], "link?[?]!"),
        (["1:25:05", "0:10:00", "PT1H"], "duration!"),
        (["one", "two", "three"], "text!"),
        (["one", "2", "2025-01-01"], "text!"),
        (["{a: 1}", "{a: 2}", "{b: 3}"], "object!"),
        (["", "", ""], "any"),
        (["one", "", ""], "text"),
        (["true", "one", "[x]"], "any!"),
        (["todo", "done"] * 5, "enum(done, todo)!"),
        (["todo", "done"] * 10 + ["tood"], "enum(done, todo)!"),
        (['"a, b"', "c"] * 5, 'enum("a, b", c)!'),
        (["always"] * 9, "text!"),
    ],
)
def test_the_type_is_that_of_the_values(values: list[str], wanted: str) -> None:
    assert fields(inferred(notes(*(f"a: {v}" for v in values))))["a"] == wanted


def test_links_lead_to_the_type_that_their_targets_are_of() -> None:
    texts = notes(*(f'by: "[[{name}]]"' for name in ("Ada", "Grace", "Alan")))
    texts |= {f"People/{name}.md": "" for name in ("Ada", "Grace", "Alan")}
    wishes = [Wish("note", {"folder": "Notes"}), Wish("person", {"folder": "People"})]
    note, _ = infer(Vault.of(texts), wishes, TODAY)
    assert fields(note)["by"] == "link(person)!"
    assert "3 of 3 links written" in note.text()


def test_dates_that_follow_each_other() -> None:
    found = inferred(
        notes(*(f"start: 2025-08-0{n}\nend: 2025-08-1{n}\nlast: 2025-09-1{n}" for n in range(1, 6)))
    )
    assert fields(found)["end"] == {"type": "date!", "min": "$start"}
    assert fields(found)["last"] == {"type": "date!", "min": "$end"}
    assert fields(found)["start"] == "date!"


def test_dates_that_are_always_equal_show_no_order() -> None:
    found = inferred(notes(*(f"a: 2025-08-0{n}\nb: 2025-08-0{n}" for n in range(1, 6))))
    assert fields(found) == {"a": "date!", "b": "date!"}


def test_outliers_are_named_with_what_is_wrong() -> None:
    texts = notes(*["status: todo\nyear: 1999", "status: done\nyear: 2001"] * 10)
    texts["Notes/Odd.md"] = "---\nstatus: tood\nyear: 2003\n---\n"
    text = inferred(texts).text()
    assert "# not Odd.md: `status` is `tood`, which is none of `done`, `todo`" in text
    assert "20 of 21 (95 %) keep to it" in text


def test_what_hardly_any_note_has_is_left_out_and_named() -> None:
    texts = notes(*["year: 1999"] * 9, "year: 1999\nyaer: 1")
    found = inferred(texts)
    assert list(fields(found)) == ["year"]
    assert "left out, as hardly any note has them: yaer (9.md)" in found.text()


def test_headings_order_and_addresses() -> None:
    texts = {
        f"Notes/{n}.md": f"---\nurl: https://a.org/{n}\nyear: {n}\nby: x{n}\n---\n## Notes\n"
        for n in range(12)
    }
    plain = inferred(texts).draft.plain()
    assert plain["body"] == {"headings": {"required": ["## Notes"]}}
    assert plain["order"] == ["url", "year", "by"]
    assert plain["unique"] == ["url"]


def test_properties_that_cannot_be_read_count_for_nothing() -> None:
    texts = notes("a: 1", "a: 2", "a: 3") | {"Notes/x.md": "---\na: [\n---\n"}
    assert "in 3 of 3" in inferred(texts).text()


def test_types_of_obsidian_fill_in() -> None:
    vault = Vault.of(notes("due:", "due:"), settings=Settings(types={"due": "date"}))
    (found,) = infer(vault, [Wish("t", {"folder": "Notes"})], TODAY)
    assert fields(found) == {"due": "date"}


@pytest.mark.parametrize(
    ("plural", "name"),
    [
        ("Podcast episodes", "podcast-episode"),
        ("People", "person"),
        ("Companies", "company"),
        ("Movies", "movie"),
        ("Boxes", "box"),
        ("Bus", "bus"),
        ("书", "书"),
        ("0🌲", "0"),
        ("🌲", "note"),
    ],
)
def test_a_type_has_the_singular_as_its_name(plural: str, name: str) -> None:
    assert type_name(plural) == name


VALUES = st.sampled_from(
    [
        "todo",
        "done",
        "later",
        "tood",
        "1",
        "2",
        "3.5",
        "true",
        "2025-08-27",
        "2025-08-28",
        "2025-02-30",
        "27.8.2025",
        "2025-01-01T10:00",
        '"[[A]]"',
        '"[[B]]"',
        '"[[Gone]]"',
        '"[[Ab]]"',
        '"[[P1]]"',
        '"[[pic.png]]"',
        "[]",
        "[todo]",
        "[todo,todo]",
        '["[[A]]","[[B]]"]',
        "{x:1}",
        "https://a.org",
        "example.org",
        "a@b.org",
        "10:30",
        "1:25:05",
        '"#x"',
        '""',
        "~",
        "[1,a]",
        '"2025"',
        "{{date}}",
    ]
)
KEYS = st.sampled_from(["a", "b", "tags", "aliases", "odd key", "x.y", "url", "2024", "yes"])
BODIES = st.sampled_from(["", "## Notes\n", "# N\n## Notes\n", "## notes\n"])
PROPS = st.lists(st.tuples(KEYS, VALUES), max_size=6, unique_by=lambda p: p[0])
MADE = st.lists(st.tuples(PROPS, BODIES), min_size=1, max_size=14)
TYPES = st.dictionaries(KEYS, st.sampled_from(["text", "date", "number", "multitext"]), max_size=2)


@settings(max_examples=EXAMPLES, deadline=None)
@given(made=MADE, repeated=st.integers(1, 6), types=TYPES)
def test_notes_keep_to_a_schema_as_far_as_it_says(
    made: list[tuple[list[tuple[str, str]], str]], repeated: int, types: dict[str, str]
) -> None:
    texts = {"A.md": "", "B.md": "", "Abc.md": "", "People/P1.md": "", "pic.png": ""}
    for at, (props, body) in enumerate(made * repeated):
        lines = "".join(f"{key}: {value}\n" for key, value in props)
        texts[f"Notes/{at}.md"] = f"---\n{lines}---\n{body}"
    vault = Vault.of(texts, settings=Settings(types=types))
    wishes = [Wish("t", {"folder": "Notes"}), Wish("p", {"folder": "People"})]
    found, person = infer(vault, wishes, TODAY)
    files = {"t.yaml": found.text().encode(), "p.yaml": person.text().encode()}
    vault = Vault(vault.files, vault.notes, vault.settings, schemas=load_schemas(files))
    paths = [note.path for note in found.draft.notes]
    report = check(vault, lambda _: RULES, TODAY, paths)
    assert report.crashes == ()
    for name, one in found.draft.fields.items():
        wrong = _against(report.diagnostics, name, one.property.type.name)
        claimed = _claimed(found.text(), name, len(paths))
        assert claimed == len(paths) - len(wrong), (name, wrong, found.text())
        asked = len(paths) if one.property.required else len(one.seen.filled)
        assert len(wrong) <= (1 - HOLDS) * asked + 1e-9, (name, wrong, found.text())
    for code in ("SCH007", "SCH008", "SCH009"):
        wrong = {d.path for d in report.diagnostics if d.code == code}
        assert len(wrong) <= (1 - HOLDS) * len(paths) + 1e-9, (code, found.text())


def _against(found: Iterable[Diagnostic], name: str, kind: str) -> set[str]:
    """The notes in which something is found that is wrong only because of the schema."""
    wrong = set()
    for d in found:
        about = d.finding.field or ""
        if about != name and not about.startswith((f"{name}.", f"{name}[")):
            continue
        if d.finding.schema != "t" or d.code in ("SCH006", "SCH007", "SCH008"):
            continue
        if {"LNK001": "link", "TAG001": "tag"}.get(d.code, kind) == kind:
            wrong.add(d.path)
    return wrong


def _claimed(text: str, name: str, notes: int) -> int:
    """How many notes keep to the line of a property, as the comment beside it says."""
    line = next(x for x in text.splitlines() if re.match(rf"  '?{re.escape(name)}'?: ", x))
    number = re.search(r"(\d+) of \d+ \(\d+ %\) keep to it", line)
    return int(number[1]) if number else notes


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    texts = {
        f"Books/{n}.md": f'---\ncategories: ["[[Books]]"]\nyear: {1990 + n}\ntags: [read]\n---\n'
        for n in range(4)
    }
    texts |= {f"People/{n}.md": "---\nborn: 1900-01-01\n---\n#human\n" for n in range(3)}
    texts["Categories/Books.md"] = ""
    texts["Templates/Book Template.md"] = (
        '---\ncategories:\n  - "[[Books]]"\nauthor: []\ncover:\nadded: {{date}}\nyear:\nvia: ""\n---\n'
    )
    texts[".obsidian/templates.json"] = '{"folder": "Templates"}'
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "name", "match"),
    [
        (["Books"], "book", "{folder: Books}"),
        (["--category", "Books"], "book", "{field: {categories: '[[Books]]'}}"),
        (["--category", "[[books]]"], "book", "{field: {categories: '[[Books]]'}}"),
        (["--tag", "human"], "human", "{tag: human}"),
        (["--tag", "#read", "Books"], "read", "{folder: Books, tag: read}"),
        (["--where", "{has: born}", "--name", "person"], "person", "{has: born}"),
        (["Books/1.md"], "'1'", "{path: Books/1.md}"),
    ],
)
def test_which_notes_are_asked(vault: Path, words: list[str], name: str, match: str) -> None:
    done = vaultlint("schema", "infer", *words, cwd=vault)
    assert done.returncode == 0, done.stderr
    assert f"\nschema: {name}\n" in done.stdout
    assert f"\nmatch: {match}\n" in done.stdout


def test_beside_schemas_that_there_are(vault: Path) -> None:
    rules = vault / ".vaultlint/rules"
    rules.mkdir(parents=True)
    (rules / "person.yaml").write_text("schema: person\nmatch: {has: born}\nfields: {born: date}\n")
    done = vaultlint("schema", "infer", "Books", cwd=vault)
    assert done.returncode == 0, done.stderr
    assert "\nschema: book\n" in done.stdout


def test_from_a_template(vault: Path) -> None:
    done = vaultlint("schema", "infer", "--from-template", "Templates/Book Template.md", cwd=vault)
    assert done.returncode == 0, done.stderr
    lines = [re.sub(r"\s+#.*", "", x) for x in done.stdout.splitlines() if x.startswith("  ")]
    assert "\nschema: book\n" in done.stdout
    assert lines == [
        "  categories: link[]!",
        "  author: any[]",
        "  cover: any",
        "  added: date",
        "  year: integer!",
        "  via: any",
        "  tags: tag[]!",
    ]


def test_each_category_in_a_file_with_what_editors_need(vault: Path) -> None:
    done = vaultlint("schema", "infer", "--each", "category", "-o", ".vaultlint/rules", cwd=vault)
    assert done.returncode == 0, done.stderr
    file = vault / ".vaultlint" / "rules" / "book.yaml"
    first = file.read_text(encoding="utf-8").splitlines()[0]
    way = first.removeprefix("# yaml-language-server: $schema=")
    assert way != first
    assert (file.parent / way).resolve() == vault / ".vaultlint" / "schema.schema.json"
    assert (file.parent / way).is_file()
    assert vaultlint("schema", "list", cwd=vault).stdout.startswith("book")
    again = vaultlint("schema", "infer", "Books", "-o", ".vaultlint/rules/book.yaml", cwd=vault)
    assert (again.returncode, "exists" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--category", "Boks"], "no note links to `Boks` in a property; there are `Books`"),
        (["--tag", "nope"], "there are no notes that meet"),
        (["--where", "{hsa: x}"], "unknown key `hsa`; did you mean `has`?"),
        (["--where", "[x"], "invalid YAML"),
        (["--where", "x"], "should be a condition"),
        (["Books", "--name", "a/b"], "`a/b` is no name of a schema"),
        (["--from-template", "Categories/Books.md"], "has no properties that can be read"),
    ],
)
def test_what_cannot_be_inferred(vault: Path, words: list[str], message: str) -> None:
    done = vaultlint("schema", "infer", *words, cwd=vault)
    assert done.returncode == 2
    assert message in done.stderr
