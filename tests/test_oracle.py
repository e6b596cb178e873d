"""What Obsidian itself says of its notes, where a folder with its answers lies beside the project.

An answer is a JSON file: a note's path and text, and what the app keeps of it (`cachedMetadata`,
offsets in UTF-16 units), its tags, and where its links lead.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vaultlint.note import Note
from vaultlint.parse.facts import Link, Value
from vaultlint.vault import Vault
from vaultlint.vault.answer import Missing

ORACLE = Path(__file__).parents[2] / "shared" / "oracle"
ANSWERS = sorted(ORACLE.glob("*.json")) if ORACLE.is_dir() else []

DIFFERENT = {
    ("test_front_matter", "empty_yaml"): (
        "of an empty block the app keeps nothing, but it shows none of it either"
    ),
}
"""(test, answer): why we differ."""

pytestmark = pytest.mark.skipif(not ANSWERS, reason="no answers of the app beside the project")


@pytest.fixture(params=ANSWERS, ids=lambda path: path.stem)
def answer(request: pytest.FixtureRequest) -> dict[str, Any]:
    reason = DIFFERENT.get((request.node.originalname, request.param.stem))
    if reason:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    found: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    return found


def parsed(answer: dict[str, Any]) -> Note:
    return Note.parse(answer["filePath"], answer["fileContents"].encode())


class Offsets:
    """Offsets in UTF-16 units as offsets in bytes."""

    def __init__(self, text: str) -> None:
        self._units = text.encode("utf-16-le")

    def __call__(self, offset: int) -> int:
        return len(self._units[: 2 * offset].decode("utf-16-le").encode())


def cached(answer: dict[str, Any], kind: str) -> list[tuple[int, int, dict[str, Any]]]:
    """What the app keeps of a kind, in the order of the text, with the bytes it stands at."""
    at = Offsets(answer["fileContents"])
    found = []
    for entry in answer["cachedMetadata"].get(kind, ()):
        position = entry["position"]
        found.append((at(position["start"]["offset"]), at(position["end"]["offset"]), entry))
    return sorted(found, key=lambda item: item[0])


def test_headings(answer: dict[str, Any]) -> None:
    expected = [(s, e["level"], e["heading"]) for s, _, e in cached(answer, "headings")]
    assert [(h.start, h.level, h.text) for h in parsed(answer).facts.headings] == expected


def test_links_of_the_body(answer: dict[str, Any]) -> None:
    for embed, kind in ((False, "links"), (True, "embeds")):
        expected = [(s, e, k["original"], k["link"]) for s, e, k in cached(answer, kind)]
        note = parsed(answer)
        ours = [
            (k.start, k.end, note.text(k.span), k.target + k.subpath)
            for k in note.facts.links
            if k.key is None and k.form != "url" and k.embed == embed
        ]
        assert ours == expected


def test_what_links_show(answer: dict[str, Any]) -> None:
    links = parsed(answer).facts.links
    for embed, kind in ((False, "links"), (True, "embeds")):
        expected = [e["displayText"] for _, _, e in cached(answer, kind)]
        body = [k for k in links if k.key is None and k.form != "url" and k.embed == embed]
        assert [k.shown for k in body] == expected
    expected = [e["displayText"] for e in answer["cachedMetadata"].get("frontmatterLinks", ())]
    assert sorted(k.shown for k in links if k.key is not None) == sorted(expected)


def test_links_of_properties(answer: dict[str, Any]) -> None:
    expected = [
        (e["key"], e["original"], e["link"])
        for e in answer["cachedMetadata"].get("frontmatterLinks", ())
    ]
    note = parsed(answer)
    ours = [
        (k.key, note.text(k.span), k.target + k.subpath)
        for k in note.facts.links
        if k.key is not None and k.form != "url"
    ]
    assert sorted(ours) == sorted(expected)


def test_tags_of_the_body(answer: dict[str, Any]) -> None:
    expected = [(s, e, k["tag"]) for s, e, k in cached(answer, "tags")]
    assert [(t.start, t.end, f"#{t.name}") for t in parsed(answer).facts.tags] == expected


def test_tags_of_the_note(answer: dict[str, Any]) -> None:
    expected = {tag.removeprefix("#").lower() for tag in answer["getAllTags"] or ()}
    assert parsed(answer).tags == expected


def test_block_ids(answer: dict[str, Any]) -> None:
    expected = sorted(e["id"] for e in answer["cachedMetadata"].get("blocks", {}).values())
    assert sorted(b.id.lower() for b in parsed(answer).facts.blocks) == expected


def test_front_matter(answer: dict[str, Any]) -> None:
    block = parsed(answer).facts.frontmatter
    position = answer["cachedMetadata"].get("frontmatterPosition")
    assert (block is None) == (position is None)
    if block is not None and position is not None:
        assert block.start == position["start"]["offset"]
        expected = answer["cachedMetadata"].get("frontmatter") or {}
        assert {p.key: plain(p.value) for p in block.properties} == expected


def plain(value: Value) -> Any:
    """A property as the app hands it on."""
    match value.kind:
        case "null":
            return None
        case "checkbox":
            return value.text.lower() == "true"
        case "number":
            return float(value.text)
        case "list":
            return [plain(item) for item in value.items]
        case "object":
            return {p.key: plain(p.value) for p in value.properties}
        case _:
            return value.text


def test_where_links_lead() -> None:
    answers = [json.loads(path.read_text(encoding="utf-8")) for path in ANSWERS]
    vault = Vault.of({a["filePath"]: a["fileContents"] for a in answers})
    asked = 0
    for answer in answers:
        note = vault.notes[answer["filePath"]]
        for link in note.facts.links:
            expected = _destination(link, answer["resolveLinkToPath"])
            if expected in vault.files:
                place = vault.resolve(link, note)
                assert not isinstance(place, Missing) or place.part != "file"
                assert place.path == expected
                asked += 1
    assert asked > 20


def _destination(link: Link, paths: dict[str, str | None]) -> str | None:
    return paths.get(link.target + link.subpath)
