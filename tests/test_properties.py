"""What is true of all texts: parsing is total, fixes keep their promises."""

from __future__ import annotations

import contextlib
import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.promises import keep_all, twins_agree
from tests.strategies import BODIES, CONFIGS, SCHEMA_TREES, mutated, notes, schemas
from vaultlint.config import ConfigError, load_config
from vaultlint.dates import read_date
from vaultlint.note import Note
from vaultlint.parse.facts import Facts, Property, Value
from vaultlint.parse.markdown import read_whole_body
from vaultlint.parse.markdown_plain import read_plain_body
from vaultlint.parse.yaml_plain import read_plain
from vaultlint.parse.yaml_tree import compose
from vaultlint.schema.load import load_schemas
from vaultlint.schema.source import SchemaError
from vaultlint.text import LineIndex

# a long run: VAULTLINT_EXAMPLES=200000 pytest tests/test_properties.py
EXAMPLES = int(os.environ.get("VAULTLINT_EXAMPLES", "150"))
FUZZ = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

WORDS = st.sampled_from(
    [
        "---", "\n", "\r\n", " ", "  ", "\t", "- ", "key: ", "tags: ", "tag: x", "aliases: ", "[[", "]]", "|",
        "#", "^id", "![[", "](", "%%", "$$", "```", "`", "<!--", "-->", "<div>", '"', "'", ": ", "{{date}}",
        "01:49", "24:75", "1:2:03", "0:00", "- [ ] ", "> ", "> [!note]", "| a | b |", "|---|---|", "2026-13-45",
        "27 Aug 2025", "2025/8/27", "published: ", "created: ", "Home", "Ada", "Ada|her", "Ada#Notes", "categories: ",
        "[[Ada]]", '"[[Ada]]"', "[a, a]", "杨植麟", "é", "e\u0301", "🙂", "\u200b", "\ufeff", "\x00", "&a ", "*a",
        "!!x ", "null", "yes", "[^1]", "[^1]: ", "vaultlint-disable-line LNK001", "<<<<<<< HEAD", "=======",
        ">>>>>>> x", "status: Done", "rating: \"5\"", "show: [[X]]", "# H", "## Notes",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=60).map("".join)
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
@given(TEXTS | st.binary(max_size=300).map(lambda b: b.decode("latin-1")))
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


@FUZZ
@given(mutated(), st.booleans())
def test_fixes_keep_their_promises(data: bytes, unsafe: bool) -> None:
    keep_all(data, unsafe=unsafe)


@FUZZ
@given(TEXTS, st.booleans())
def test_fixes_keep_their_promises_in_any_text(text: str, unsafe: bool) -> None:
    keep_all(text.encode("utf-8", "surrogatepass"), unsafe=unsafe)


@FUZZ
@given(notes(), st.booleans())
def test_line_ends_and_a_byte_order_mark_change_no_fix(data: bytes, unsafe: bool) -> None:
    twins_agree(data, unsafe=unsafe)


@FUZZ
@given(notes(), schemas(), st.booleans())
def test_fixes_keep_their_promises_under_any_schema(
    data: bytes, schema: bytes, unsafe: bool
) -> None:
    keep_all(data, unsafe=unsafe, schemas=load_schemas({"s.yaml": schema}))


@FUZZ
@given(SCHEMA_TREES)
def test_any_schema_is_read_or_refused(tree: dict[str, object]) -> None:
    with contextlib.suppress(SchemaError):
        load_schemas({"s.yaml": json.dumps(tree).encode()})


@FUZZ
@given(st.binary(max_size=200))
def test_any_bytes_are_a_schema_and_a_config_or_refused(data: bytes) -> None:
    with contextlib.suppress(SchemaError):
        load_schemas({"s.yaml": data})
    with contextlib.suppress(ConfigError):
        load_config("vaultlint.yaml", data, lambda _: None)


@FUZZ
@given(CONFIGS)
def test_any_config_is_read_or_refused(tree: dict[str, object]) -> None:
    with contextlib.suppress(ConfigError):
        config = load_config("vaultlint.yaml", json.dumps(tree).encode(), lambda _: None)
        config.select()("Note.md")


@FUZZ
@given(st.text(max_size=40) | st.from_regex(r"[0-9年月日/.\-: TWZaugpm]{0,24}", fullmatch=True))
def test_any_text_is_a_date_or_none(text: str) -> None:
    reading = read_date(text)
    if reading.kind in ("iso", "other"):
        assert read_date(reading.isos[0]).kind == "iso"


@FUZZ
@given(TEXTS, st.integers(0, 200))
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
