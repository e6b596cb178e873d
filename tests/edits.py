"""What may happen to a vault between two runs."""

from __future__ import annotations

import json
import os
import random
import shutil
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

NAMES = (
    *(f"Note {n}" for n in range(9)),
    *("Ada Byron", "ada byron", "Ada Byrom", "Adam Byron", "Lady Lovelace", "Lady Lovelac"),
    *(
        "Äpfel",
        unicodedata.normalize("NFD", "Äpfel"),
        "Ｎｅｗ Ｎａｍｅ",
        "New Name",
        "Straße",
        "Strasse",
    ),
    *("杨植麟", "杨植林", "C# notes", "note.with.dots", "x.md"),
)
"""Names that differ by a letter, in case or in form, or hold what links take for something else."""
ALIASES = (
    *("Nick", "Nicky", "nick", "Nobody", "Ni\u200bck", "  Nick  ", "a/Nick", "Nick.md"),
    *("Lady Lovelace", "Ada Byron", "New Name", "Strasse"),
)
NOT_THERE = (
    *("Nickk", "Gone", "Nowhere", "Ada Byronn", "a/Ada Byron", "./Ada Byron", "../Ada Byron"),
    *(
        "/Ada Byron",
        "Ada Byron.md",
        "picture.png",
        "Picture.png",
        "pictur.png",
        "board",
        "ａ／Nick",
    ),
)
"""Targets of links to no note, or by another name than its own."""
FOLDERS = ("", "", "", "a/", "b/", "b/deep/")

PERSON = """
schema: person
match: {tag: person}
fields:
  id: text!
  knows: link(person?)[]
  home: link(place)
unique: [id]
"""
PLACE = """
schema: place
match: {field: {type: place}}
fields:
  near: link
  rating: number
"""
PERSONS = (
    PERSON,
    PERSON.replace("text!", "text"),
    PERSON.replace("{tag: person}", "{tag: people}"),
    PERSON.replace("{tag: person}", "{path: ['b/**']}"),
    PERSON.replace("link(place)", "link"),
)
PLACES = (
    PLACE,
    PLACE.replace("near: link", "near: link(person?)"),
    PLACE.replace("number", "text"),
)
BASE = "filters: {and: ['file.inFolder(\"a\")']}\nviews: [{type: table, order: [note.rating]}]\n"
CANVAS = (
    '{"nodes": [{"id": "1", "type": "file", "file": "Note 1.md", "subpath": "#H", '
    '"x": 0, "y": 0, "width": 1, "height": 1}], "edges": []}'
)
CONFIGS = ("ignore: [LNK001]\n", "select: [LNK, SCH]\n", "exclude: ['a/**']\n", "fail-on: error\n")
SETTINGS = ("{}", '{"userIgnoreFilters": ["a/"]}', '{"newLinkFormat": "absolute"}')
TYPES = ('{"types": {"rating": "text"}}', '{"types": {"rating": "number", "id": "number"}}')


def a_note(rng: random.Random, names: Sequence[str] = NAMES) -> str:
    """A note of which every part may be of concern to some other note."""

    def one(*words: str) -> str:
        return rng.choice(words)

    def link() -> str:
        return one(*names, *names, *ALIASES, *NOT_THERE)

    def linked() -> str:
        return json.dumps(f"[[{link()}]]", ensure_ascii=False)

    aliases = json.dumps(rng.sample(ALIASES, rng.choice([1, 1, 2])), ensure_ascii=False)
    properties = [
        f"aliases: {aliases}\n",
        f"tags: [{one('person', 'Person', 'people', 'per-son')}]\n",
        f"type: {one('person', 'place')}\n",
        f"id: {rng.randrange(6)}\n",
        f"knows: [{linked()}, {linked()}]\n",
        f"{one('home', 'near')}: {linked()}\n",
        f"{one('rating', 'ratng', 'Rating', 'status')}: {one('3', 'x', '2025-13-01')}\n",
    ]
    body = [
        f"[[{link()}#{one('H', 'I', 'Hh')}]]\n",
        f"[[{link()}]] and [[{link()}|shown]]\n",
        f"[text]({link().replace(' ', '%20')}{one('', '.md')})\n",
        "# H\n",
        "# I\n",
        "text ^block\n\n",
        f"![[{link()}#^{one('block', 'blok')}]]\n",
        f"![[{link()}]]\n",
        f"%% [[{link()}]] %%\n",
        "[[Nowhere]] %% vaultlint-disable-line LNK001: planned %%\n",
        f"#{one('topic', 'Topic', 'topics', 'to-pic')}\n",
        f"```base\n{BASE.replace('rating', one('rating', 'ratng'))}```\n",
    ]
    block = "".join(p for p in properties if rng.random() < 0.45)
    return f"---\n{block}---\n" + "".join(p for p in body if rng.random() < 0.4)


class Edits:
    """A vault, and the day on which it is looked at, changed by chance."""

    def __init__(self, vault: Path, rng: random.Random, day: list[date]) -> None:
        self.vault = vault
        self.rng = rng
        self.day = day
        self.deleted: dict[Path, str] = {}
        self.schema()
        while len(self._notes()) < 24:
            self.create()

    def _notes(self) -> list[Path]:
        return sorted(p for p in self.vault.rglob("*") if p.suffix in (".md", ".MD"))

    def some(self) -> Path:
        """A note that is there."""
        return self.rng.choice(self._notes())

    def any_path(self) -> Path:
        """The path of a note, which may be there."""
        return self.vault / f"{self.rng.choice(FOLDERS)}{self.rng.choice(NAMES)}.md"

    def put(self, file: Path, text: str) -> None:
        """Write a file, and the folder for it if need be."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def create(self) -> None:
        self.put(self.any_path(), a_note(self.rng))

    def edit(self) -> None:
        self.put(self.some(), a_note(self.rng))

    def edit_a_line(self) -> None:
        file, new = self.some(), a_note(self.rng).splitlines(keepends=True)
        lines = file.read_text().splitlines(keepends=True)
        at = self.rng.randrange(len(lines))
        if lines[at] != "---\n":
            lines[at] = self.rng.choice([*new, ""])
        self.put(file, "".join(lines) or "\n")

    def edit_in_secret(self) -> None:
        """As many bytes, under the mtime there was."""
        file = self.some()
        status, text = file.stat(), file.read_text()
        at = self.rng.randrange(len(text) + 1)
        changed = text[:at].swapcase() + text[at:].translate(str.maketrans("0123", "3210"))
        if len(changed.encode()) == status.st_size:
            file.write_text(changed)
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    def retag(self) -> None:
        file = self.some()
        text = file.read_text()
        was, now = self.rng.choice([("person", "place"), ("place", "person"), ("Nick", "Nicky")])
        self.put(file, text.replace(was, now))

    def touch(self) -> None:
        self.some().touch()

    def delete(self) -> None:
        file = self.some()
        if len(self._notes()) > 12:
            self.deleted[file] = file.read_text()
            file.unlink()

    def bring_back(self) -> None:
        if self.deleted:
            file = self.rng.choice(sorted(self.deleted))
            self.put(file, self.deleted.pop(file))

    def rename(self) -> None:
        file, new = self.some(), self.any_path()
        new.parent.mkdir(parents=True, exist_ok=True)
        file.rename(new)

    def move(self) -> None:
        file = self.some()
        folder = self.vault / self.rng.choice(FOLDERS)
        folder.mkdir(parents=True, exist_ok=True)
        file.rename(folder / file.name)

    def recase(self) -> None:
        file = self.some()
        stem = self.rng.choice([file.stem.upper(), file.stem.lower(), file.stem.title()])
        file.rename(file.with_name(stem + self.rng.choice([".md", ".md", ".MD"])))

    def swap(self) -> None:
        one, other = self.some(), self.some()
        if one != other:
            one.rename(self.vault / "aside")
            other.rename(one)
            (self.vault / "aside").rename(other)

    def other_file(self) -> None:
        names = (
            "a/Note 1.md",
            "picture.png",
            "Picture.png",
            "board.canvas",
            "Nick.canvas",
            "Gone.canvas",
        )
        file = self.vault / self.rng.choice(
            [*names, "Nick.png", "a/more.base", "nick.md", "x.md.md", "Nick"]
        )
        if file.exists():
            file.unlink()
        else:
            canvas = CANVAS.replace("Note 1", self.rng.choice(NAMES))
            texts = {".canvas": canvas, ".base": BASE}
            self.put(file, texts.get(file.suffix) or a_note(self.rng))

    def folder(self) -> None:
        if (self.vault / "a").exists():
            shutil.rmtree(self.vault / "b", ignore_errors=True)
            (self.vault / "a").rename(self.vault / "b")
        while len(self._notes()) < 12:
            self.create()

    def config(self) -> None:
        self._put_or_drop("vaultlint.yaml", self.rng.choice([*CONFIGS, ""]))

    def schema(self) -> None:
        """Each of the two names the other, so that both are there or neither."""
        person = self.rng.choice([*PERSONS, ""])
        self._put_or_drop(".vaultlint/rules/person.yaml", person)
        self._put_or_drop(".vaultlint/rules/place.yaml", person and self.rng.choice(PLACES))

    def settings(self) -> None:
        self._put_or_drop(".obsidian/app.json", self.rng.choice([*SETTINGS, ""]))
        self._put_or_drop(".obsidian/types.json", self.rng.choice([*TYPES, ""]))

    def next_day(self) -> None:
        self.day[0] += timedelta(days=self.rng.choice([1, 30, -1]))

    def _put_or_drop(self, name: str, text: str) -> None:
        if text:
            self.put(self.vault / name, text)
        else:
            (self.vault / name).unlink(missing_ok=True)

    def happen(self) -> str:
        """One of them, mostly of notes; its name."""
        often = [self.edit, self.edit_a_line, self.edit_in_secret, self.retag, self.create]
        often += [
            self.delete,
            self.bring_back,
            self.rename,
            self.move,
            self.recase,
            self.other_file,
        ]
        once = [self.touch, self.swap, self.folder, self.config, self.schema, self.settings]
        what = self.rng.choice([*often * 3, *once, self.next_day])
        what()
        return what.__name__
