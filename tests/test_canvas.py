"""JSON Canvas files: read strictly, located in bytes, total."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness import active, run
from vaultlint.parse.canvas import read_canvas
from vaultlint.parse.json_spans import Offsets, read_json
from vaultlint.rules import all_rules
from vaultlint.vault import Vault

NODE = '{"id":"a","type":"text","text":"","x":0,"y":0,"width":1,"height":1}'


def canvas(*nodes: str, edges: str = "") -> str:
    return '{"nodes":[' + ",".join(nodes) + '],"edges":[' + edges + "]}"


def problems(text: str | bytes) -> list[tuple[str, str, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(p.kind, data[p.start : p.end].decode(), p.detail) for p in read_canvas(data).problems]


def plain(value):
    match value.kind:
        case "object":
            return {p.key: plain(p.value) for p in value.properties}
        case "list":
            return [plain(i) for i in value.items]
        case "null":
            return None
        case "checkbox":
            return value.text == "true"
        case "number":
            return json.loads(value.text)
        case _:
            return value.text


documents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(documents, st.booleans(), st.sampled_from([None, 2]))
def test_reads_what_json_reads(document, ascii_only, indent):
    data = json.dumps(document, ensure_ascii=ascii_only, indent=indent)
    encoded = data.encode("utf-8", "replace")
    value, problem = read_json(encoded)
    assert problem is None
    assert plain(value) == json.loads(encoded)


@given(st.text(st.sampled_from('{}[]",:\\u 0123trueAé\n-.'), max_size=40))
def test_refuses_what_json_refuses(text):
    value, problem = read_json(text.encode())
    if not text.strip():
        assert (value, problem) == (None, None)
        return
    try:
        expected = json.loads(text)
    except (ValueError, RecursionError):
        assert problem is not None
    else:
        assert value is not None
        assert plain(value) == expected


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(data):
    facts = read_canvas(data)
    assert all(0 <= p.start <= p.end <= len(data) for p in facts.problems)


def test_deep_nesting_is_a_problem():
    deep = b'{"nodes":' + b"[" * 200_000
    (problem,) = read_canvas(deep).problems
    assert problem.detail == "nested deeper than 100 levels"


@given(st.text())
def test_offsets_map_every_character(text):
    for ascii_only in (True, False):
        source = json.dumps(text, ensure_ascii=ascii_only).encode("utf-8", "replace")
        value = read_json(source).value
        at = Offsets(source, value)
        offset = 0
        for character in value.text:
            size = len(character.encode())
            written = source[at(offset) : at(offset + size)]
            assert (
                json.loads(b'"' + written + b'"')
                .encode("utf-16", "surrogatepass")
                .decode("utf-16", "replace")
                == character
            )
            offset += size


@pytest.mark.parametrize("text", ["", " \n", "{}", '{"nodes":[],"edges":[]}', "\ufeff{}"])
def test_empty_canvases_are_sound(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ('{"nodes":[],}', "canvas-json", ","),
        ('{"nodes":[]', "canvas-json", ""),
        ('{"nodes":[NaN]}', "canvas-json", "NaN"),
        ("[]", "canvas-shape", "["),
        ('{"nodes":{}}', "canvas-shape", "{"),
        ('{"nodes":[1]}', "canvas-shape", "1"),
        (canvas(NODE, NODE), "canvas-id", '"a"'),
        (canvas(NODE.replace('"id":"a",', "")), "canvas-missing", "{"),
        (canvas(NODE.replace('"x":0', '"x":"0"')), "canvas-shape", '"0"'),
        (canvas(NODE.replace('"type":"text"', '"type":"web"')), "canvas-node-type", '"web"'),
        (canvas(NODE, edges='{"id":"e","fromNode":"a","toNode":"b"}'), "canvas-edge", '"b"'),
        (
            canvas(NODE, edges='{"id":"e","fromNode":"a","toNode":"a","toSide":"up"}'),
            "canvas-shape",
            '"up"',
        ),
    ],
)
def test_a_fault_is_marked_and_explained(text, kind, marked):
    (found,) = problems(text)
    assert found[:2] == (kind, marked)


@pytest.mark.parametrize("color", ["1", "6", "#ff0000", "#F00", "#a1b2c3d4"])
def test_a_color_of_the_specification_is_no_fault(color):
    assert problems(canvas(NODE.replace('"text":""', f'"text":"","color":"{color}"'))) == []


@pytest.mark.parametrize("color", ["red", "0", "7", "#ff", "#GG0000", "1 "])
def test_any_other_color_is_a_fault(color):
    ((kind, marked, _),) = problems(canvas(NODE, edges=f'{{"id":"e","fromNode":"a","toNode":"a","color":"{color}"}}'))  # fmt: skip
    assert (kind, marked) == ("canvas-shape", f'"{color}"')


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("Ideas/Gardens.md", "Ideas/Garden.md"),
        ("Ideas/Garden.png", ""),
        ("Z.md", ""),
        ("pics.png", "pic.png"),
    ],
)
def test_a_file_that_was_probably_meant(file, hint):
    node = NODE.replace('"type":"text","text":""', f'"type":"file","file":"{file}"')
    vault = Vault.of({"P.canvas": canvas(node), "Ideas/Garden.md": "", "N.md": "", "pic.png": ""})
    (said,) = run(vault, "P.canvas", [active(all_rules()["CNV001"])])
    assert said.finding.message == f"no file `{file}`" + (
        f"; did you mean `{hint}`?" if hint else ""
    )


def test_edges_may_stand_before_nodes():
    text = '{"edges":[{"id":"e","fromNode":"a","toNode":"a"}],"nodes":[' + NODE + "]}"
    assert problems(text) == []


def test_file_nodes_are_links_from_the_root():
    node = NODE.replace('"type":"text","text":""', '"type":"file","file":"A/B.md","subpath":"#H"')
    data = canvas(node).encode()
    (link,) = read_canvas(data).links
    assert (link.target, link.subpath, link.embed) == ("/A/B.md", "#H", True)
    assert data[link.target_start : link.target_end] == b"A/B.md"


def test_links_in_cards_stand_at_their_place_in_the_file():
    node = NODE.replace('"text":""', json.dumps({"text": 'é "q"\n\n[[Nöte]] end'})[1:-1])
    data = canvas(node).encode()
    (link,) = read_canvas(data).links
    assert link.target == "Nöte"
    assert data[link.start : link.end] == rb"[[N\u00f6te]]"
