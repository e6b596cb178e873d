"""The conformance suite: what Obsidian makes of each link."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.suite import CASES, SOURCES, TOPICS, write
from vaultlint.config import Config
from vaultlint.disk.vault import load_vault
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.schema.match import SchemaSet
from vaultlint.vault import Missing, Vault

STANDINGS = ("documented", "observed", "inferred")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    folder = tmp_path_factory.mktemp("vault")
    write(folder)
    return load_vault(folder, Config(), SchemaSet()).vault


def test_the_suite_is_whole() -> None:
    assert len(CASES) >= 250
    assert len({c["id"] for c in CASES}) == len({c["note"] for c in CASES}) == len(CASES)
    assert len(TOPICS) == 15
    for case in CASES:
        assert case["standing"] in STANDINGS, case["id"]
        assert case["why"], case["id"]
        if case["source"] == ["reasoning"]:
            assert case["standing"] == "inferred", case["id"]
    assert {s for c in CASES for s in c["source"]} == SOURCES.keys()
    assert len({(c["note"].rpartition("/")[0], c["text"]) for c in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_case(case: dict[str, Any], vault: Vault) -> None:
    note = vault.notes[case["note"]]
    links = [k for k in note.facts.links if k.form != "url"]
    told = [told_of(link, note, vault) for link in links]
    assert [t["original"] for t in told] == [k["original"] for k in case["links"]], case["why"]
    for ours, expected in zip(told, case["links"], strict=True):
        left_open = {key: ours[key] for key in ("shown", "line") if key in ours}
        assert ours == left_open | expected, case["why"]


def told_of(link: Link, note: Note, vault: Vault) -> dict[str, Any]:
    """What is made of a link, as the suite says it."""
    in_canvas = note.ending == ".canvas" and link.target.startswith("/")
    kind = "canvas file" if in_canvas else "property" if link.key else "link"
    told: dict[str, Any] = {
        "original": link.target.lstrip("/") if in_canvas else note.text(link.span),
        "kind": kind if in_canvas or not link.embed else "embed",
        "shown": link.shown,
    }
    if link.key is not None:
        told["key"] = link.key
    answer = vault.resolve(link, note)
    told["target"] = answer.path
    if isinstance(answer, Missing):
        return told if answer.part == "file" else {**told, "missing": answer.part}
    if answer.heading is not None:
        told["heading"] = answer.heading.text
    if answer.block is not None:
        told["block"] = answer.block.id
    place = answer.heading or answer.block
    if place is not None:
        told["line"] = vault.notes[answer.path].lines.line_of(place.start)
    return told


def test_the_readme_counts_right() -> None:
    readme = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")
    assert f"{len(CASES)} cases" in readme
    for name, topic in TOPICS.items():
        standings = Counter(case["standing"] for case in topic["cases"])
        counts = [len(topic["cases"]), *(standings[s] for s in STANDINGS)]
        assert f"| {topic['topic']} (`{name}`) | {' | '.join(map(str, counts))} |" in readme
