"""What is true of all texts: parsing is total, whatever is read is understood or refused."""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bad_input.running import make, vaultlint
from tests.promises import fixed_note
from tests.strategies import BODIES, CONFIGS, SCHEMA_TREES, configs, damaged, schemas, texts
from vaultlint.config import ConfigError
from vaultlint.config.load import load_config
from vaultlint.dates import read_date
from vaultlint.note import Note
from vaultlint.parse.facts import Facts, Property, Value
from vaultlint.parse.markdown import read_whole_body
from vaultlint.parse.markdown_plain import read_plain_body
from vaultlint.parse.yaml_plain import read_plain
from vaultlint.parse.yaml_tree import compose
from vaultlint.rules import all_rules
from vaultlint.schema.load import load_schemas
from vaultlint.schema.source import SchemaError
from vaultlint.text import LineIndex

# a long run: VAULTLINT_EXAMPLES=20000 pytest tests/test_properties.py
EXAMPLES = int(os.environ.get("VAULTLINT_EXAMPLES", "150"))
PLACED = re.compile(r"(?:vaultlint\.yaml|pyproject\.toml|s\.yaml):\d+:\d+: \S")
NAMED = re.compile(r"vaultlint: (?:vaultlint\.yaml|\.vaultlint/rules/s\.yaml|[^:]+):(?:\d+:)+ \S")
FUZZ = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

PROPERTIES = st.lists(
    st.tuples(
        st.sampled_from(["a", "tags", "aliases", "published", "created", "status", "show", "guests", "my key", "键"]),
        st.sampled_from(
            ["", " x", ' "x: y"', " 'it''s'", " [a, b]", "\n  - a\n  - b", " 2025-08-27", " 2026-02-31", " [[Ada]]",
             ' "[[Ada]]"', " {x: 1}", " |\n  line\n  more", " >-\n  folded", " # comment", " 5", ' "5"', " true",
             " ~", " 27 Aug 2025", "\n- a # c\n- \"[[Ada]]\"", " x:y", " 1e3", " 0o7", " 012", " no", " a: b", " @x"]
        ),
    ),
    max_size=8,
)  # fmt: skip


def spans(facts: Facts) -> list[tuple[int, int]]:
    found = [
        (i.start, i.end) for k in (facts.links, facts.headings, facts.blocks, facts.tags) for i in k
    ]
    found += [
        (i.start, i.end)
        for k in (facts.chapters, facts.directives, facts.zones, facts.problems)
        for i in k
    ]
    for prop in facts.frontmatter.properties if facts.frontmatter else ():
        found += [(prop.start, prop.end), prop.key_span, prop.value.span]
    return found


@FUZZ
@given(texts() | st.binary(max_size=300).map(lambda b: b.decode("latin-1")))
def test_parsing_is_total_and_spans_lie_inside(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    facts = Note.parse("Note.md", data).facts
    assert facts.size == len(data)
    for start, end in spans(facts):
        assert 0 <= start <= end <= len(data)


@FUZZ
@given(st.binary(max_size=400))
def test_any_bytes_are_a_note_a_canvas_and_a_base(data: bytes) -> None:
    for path in ("x.md", "x.canvas", "x.base"):
        assert Note.parse(path, data).facts.size == len(data)


def plain(item: Property | Value) -> object:
    if isinstance(item, Property):
        return item.key, item.key_start, item.key_end, plain(item.value)
    return item.kind, item.text, item.start, item.end, tuple(map(plain, item.items))


@FUZZ
@given(PROPERTIES)
def test_the_quick_reader_of_yaml_agrees_with_the_whole_one(props: list[tuple[str, str]]) -> None:
    data = "".join(f"{key}:{value}\n" for key, value in props).encode()
    quick = read_plain(data, 0, len(data))
    if quick is None:
        return
    whole = compose(data, 0, len(data))
    properties = whole.value.properties if whole.value else ()
    assert whole.problems == ()
    assert [plain(p)[:3] for p in quick] == [plain(p)[:3] for p in properties]  # type: ignore[index]
    for one, other in zip(quick, properties, strict=True):
        if not one.value.is_empty:
            assert plain(one.value) == plain(other.value)
        assert one.value.kind == other.value.kind


@FUZZ
@given(BODIES, st.sampled_from(["", "---\na: b\n---\n"]), st.sampled_from(["", "\n"]))
def test_the_quick_reader_of_markdown_agrees_with_the_whole_one(
    body: str, block: str, end: str
) -> None:
    data = (block + body + end).encode()
    quick = read_plain_body(data, len(block))
    assert quick is None or quick == read_whole_body(data, len(block))


PLAIN = """\
# Title

Text with [[a link|of ours]], ![[an embed#^id]], [one](https://example.org "title"), `code`,
<https://example.org>, <span class="x">HTML</span>, %% a comment %%, <!-- another -->, #a/tag. ^block

- [ ] a task
1. a number [`code`](note.md)
> a quote

<!--
## No heading, no [[link]]
-->
```python
x = [[1, 2]]
```

| a | b |
|---|---|
| [[c]] | d |

---

## 标题 #tag
"""


@pytest.mark.parametrize("block", ["", "---\na: b\n---\n"])
def test_the_quick_reader_of_markdown_reads_what_most_notes_are_made_of(block: str) -> None:
    data = (block + PLAIN).encode()
    quick = read_plain_body(data, len(block))
    assert quick == read_whole_body(data, len(block))
    assert quick is not None
    assert [len(found) for found in quick] == [6, 2, 1, 2, 8, 0]


@pytest.mark.parametrize(
    "piece", ["- ", "> ", "1. ", "[[a", "<a b ", "\n%% x", "\n| a |", "\n<!-- "]
)
def test_the_quick_reader_of_markdown_takes_a_long_line_in_its_stride(piece: str) -> None:
    data = b"a\n" + piece.encode() * 50_000 + b"x"
    start = time.process_time()
    read_plain_body(data, 0)
    assert time.process_time() - start < 1.5  # some hundredths of a second; squares take more


def are_placed(error: ConfigError | SchemaError) -> bool:
    """Whether each fault of a file that is refused says where it is."""
    return bool(error.faults) and all(PLACED.match(str(fault)) for fault in error.faults)


def config_is_sound(file: str, data: bytes) -> bool:
    """Read a config and ask it everything, or see it refused with a place for each fault."""
    try:
        config = load_config(file, data, lambda _: None)
    except ConfigError as error:
        return are_placed(error)
    chosen = [a.rule.code for path in ("Note.md", "日记/x.md") for a in config.select()(path)]
    return set(chosen) <= all_rules().keys()


def schema_is_sound(data: bytes) -> bool:
    """Read a schema and hold a note to it, or see it refused with a place for each fault."""
    try:
        found = load_schemas({"s.yaml": data})
    except SchemaError as error:
        return are_placed(error)
    fixed = fixed_note(b"---\ntitle: x\ntags: [book]\n---\n## Notes\n", unsafe=True, schemas=found)
    return fixed.report.crashes == ()


@FUZZ
@given(SCHEMA_TREES)
def test_any_schema_is_read_or_refused(tree: dict[str, object]) -> None:
    assert schema_is_sound(json.dumps(tree).encode())


@FUZZ
@given(schemas())
def test_a_schema_such_as_people_write_is_read(data: bytes) -> None:
    load_schemas({"s.yaml": data})


@FUZZ
@given(damaged(schemas()))
def test_a_damaged_schema_is_read_or_refused(data: bytes) -> None:
    assert schema_is_sound(data)


@FUZZ
@given(st.binary(max_size=200))
def test_any_bytes_are_a_schema_and_a_config_or_refused(data: bytes) -> None:
    assert schema_is_sound(data)
    assert config_is_sound("vaultlint.yaml", data)
    assert config_is_sound("pyproject.toml", data)


@FUZZ
@given(CONFIGS.map(lambda tree: json.dumps(tree).encode()) | damaged(configs()))
def test_any_config_is_read_or_refused(data: bytes) -> None:
    assert config_is_sound("vaultlint.yaml", data)


@settings(FUZZ, max_examples=max(EXAMPLES // 10, 1))
@given(damaged(configs()), damaged(schemas()))
def test_the_command_reads_any_config_and_schema_or_refuses_them(
    config: bytes, schema: bytes
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {"vaultlint.yaml": config, ".vaultlint/rules/s.yaml": schema}
        make(Path(folder), {**files, "Note.md": "---\nstatus: todo\n---\n"})
        done = vaultlint("--no-cache", "--exit-zero", cwd=Path(folder))
    assert done.code in (0, 2), done.err
    lines = [x for x in done.err.splitlines() if x.startswith("vaultlint: ")]
    assert done.code == 0 or lines
    if done.code == 2:
        assert all(NAMED.match(line) for line in lines), done.err
        assert done.out == ""


@FUZZ
@given(st.text(max_size=40) | st.from_regex(r"[0-9年月日/.\-: TWZaugpm]{0,24}", fullmatch=True))
def test_any_text_is_a_date_or_none(text: str) -> None:
    reading = read_date(text)
    if reading.kind in ("iso", "other"):
        assert read_date(reading.isos[0]).kind == "iso"


@FUZZ
@given(texts(), st.integers(0, 200))
def test_places_are_the_places_of_the_text(text: str, at: int) -> None:
    data = text.encode("utf-8", "surrogatepass")
    offset = min(at, len(data))
    place = LineIndex(data).position(offset)
    assert place.line == data[:offset].count(b"\n") + 1
    assert place.column >= 1


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"---", b"---\n---", b"\xef\xbb\xbf", b"[[", b"%%", b"0:00"]
)
def test_the_smallest_texts(data: bytes) -> None:
    assert Note.parse("x.md", data).facts.size == len(data)
