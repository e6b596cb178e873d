"""The conformance suite: what Obsidian makes of each link."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vaultlint.note import Note
from vaultlint.vault import Missing, Vault

DATA = json.loads(Path(__file__).with_name("links.json").read_text(encoding="utf-8"))
VAULT = Vault.of(DATA["vault"])


def test_there_are_enough() -> None:
    assert len(DATA["cases"]) >= 250
    assert len({c["id"] for c in DATA["cases"]}) == len(DATA["cases"])


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda c: c["id"])
def test_case(case: dict[str, Any]) -> None:
    note = Note.parse(case["source"], case["text"].encode())
    vault = VAULT.with_notes([note])
    links = [k for k in note.facts.links if k.form != "url"]
    if case["kind"] == "none":
        assert links == [], case["why"]
        return
    (link,) = links
    form = "markdown" if case["kind"] == "markdown" else "wikilink"
    assert (link.form, link.embed) == (form, case["kind"] == "embed"), case["why"]
    assert (link.key is not None) == (case["kind"] == "property")
    answer = vault.resolve(link, note)
    if case["target"] is None:
        assert isinstance(answer, Missing), case["why"]
        return
    assert not isinstance(answer, Missing), case["why"]
    assert answer.path == case["target"], case["why"]
    assert (answer.heading.text if answer.heading else None) == case["heading"], case["why"]
    assert (answer.block.id.lower() if answer.block else None) == case["block"], case["why"]
    if "heading_line" in case:
        assert answer.heading is not None
        line = vault.notes[answer.path].lines.line_of(answer.heading.start)
        assert line == case["heading_line"], case["why"]
