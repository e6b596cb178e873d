"""What a vault is like, so that a first configuration fits it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vaultlint.engine.check import check
from vaultlint.note import Note
from vaultlint.rule import Active
from vaultlint.rules import all_rules
from vaultlint.schema.compile import compile_match
from vaultlint.schema.inferring.evidence import gather
from vaultlint.schema.inferring.groups import Category, categories, wishes_by
from vaultlint.schema.load import load_schemas
from vaultlint.schema.predicate import meets
from vaultlint.schema.shipped import preset_names
from vaultlint.vault import Vault
from vaultlint.vault.missing import links_to_no_file, near_name

FITS = 0.05
"""Share of notes that a preset must be for before it is proposed."""
HOLDS = 0.5
"""Share of those notes that must keep to it."""
PLANS = 0.03
"""Share of links to unwritten notes from which on they are taken for plans."""
COMMON = 0.9
"""Share of the notes of a kind that fill a property which they are said to have in common."""
PAYS = 8
"""Notes of a kind from which on a schema for them pays."""
MOST = 12
"""Schemas that are proposed at once."""

_TEMPLATES = re.compile(r"templat|vorlage|plantilla|modèle|modelo|模板|テンプレート", re.IGNORECASE)
_PLACEHOLDER = re.compile(rb"\{\{[^{}\n]++\}\}|<%")


@dataclass(frozen=True)
class Fit:
    """How a preset fits: the notes that it is for, and how many of them keep to it."""

    name: str
    notes: int
    keeping: int
    schemas: frozenset[str]


@dataclass(frozen=True)
class Links:
    """The links to notes and files: how many, how many in Markdown's form, how many lead to notes
    that are not written, and how many of those are near a name that there is."""

    total: int = 0
    markdown: int = 0
    unwritten: int = 0
    near: int = 0

    @property
    def planned(self) -> float:
        """The share of links to unwritten notes that no name comes near."""
        return (self.unwritten - self.near) / self.total if self.total else 0.0


@dataclass(frozen=True)
class Survey:
    """A vault in numbers. `templates` are the folders that Obsidian's settings name, `likely` one
    that they do not, and that holds templates all the same."""

    notes: int
    files: int
    folders: Sequence[tuple[str, int]]
    tags: Sequence[tuple[str, int]]
    categories: Sequence[Category]
    templates: Sequence[str]
    likely: Sequence[str]
    links: Links
    types: int
    fits: Sequence[Fit] = field(default_factory=tuple)


def survey(vault: Vault, today: date) -> Survey:
    """Look at the notes that are checked."""
    notes = checked(vault)
    tags = Counter(tag for note in notes for tag in note.tags)
    folders = Counter(note.path.partition("/")[0] for note in notes if "/" in note.path)
    return Survey(
        notes=len(notes),
        files=len(vault.files) - len(vault.notes),
        folders=folders.most_common(),
        tags=tags.most_common(),
        categories=categories(notes),
        templates=vault.settings.template_folders,
        likely=_likely_templates(vault, notes),
        links=_links(vault, notes),
        types=len(vault.settings.types),
        fits=_fits(vault, notes, today),
    )


def checked(vault: Vault) -> list[Note]:
    """The notes that are checked, in the order of paths."""
    paths = sorted(vault.notes.keys() - vault.unchecked)
    return [vault.notes[path] for path in paths if path.lower().endswith(".md")]


def _links(vault: Vault, notes: Iterable[Note]) -> Links:
    total = markdown = unwritten = near = 0
    for note in notes:
        inside = [link for link in note.facts.links if link.form != "url" and link.target]
        total += len(inside)
        markdown += sum(link.form == "markdown" for link in inside)
        dead = [k for k in links_to_no_file(vault, note, "unwritten") if not k.embed]
        unwritten += len(dead)
        near += sum(near_name(vault, link) is not None for link in dead)
    return Links(total, markdown, unwritten, near)


def _likely_templates(vault: Vault, notes: Iterable[Note]) -> list[str]:
    """Folders that are called so, and of whose notes half hold placeholders."""
    inside: dict[str, list[Note]] = {}
    for note in notes:
        parts = note.folder.split("/")
        at = next((n for n, part in enumerate(parts) if _TEMPLATES.search(part)), None)
        if at is not None:
            inside.setdefault("/".join(parts[: at + 1]), []).append(note)
    known = vault.settings.template_folders
    return [
        folder
        for folder, found in inside.items()
        if folder not in known
        and sum(_PLACEHOLDER.search(n.data) is not None for n in found) * 2 >= len(found)
    ]


def _fits(vault: Vault, notes: Sequence[Note], today: date) -> list[Fit]:
    """All presets, those that most notes are for first."""
    wanted = [r for code, r in all_rules().items() if code[:3] in ("SCH", "DAT") and r.default]
    rules = tuple(Active(r, r.severity, r.options()) for r in wanted)
    fits = []
    for name in preset_names():
        schemas = load_schemas({}, [name])
        tried = vault.under(schemas)
        met = [note.path for note in notes if tried.schemas_of(note)]
        report = check(tried, lambda _: rules, today, met)
        wrong = {d.path for d in report.diagnostics if d.finding.schema in schemas.by_name}
        names = frozenset(schemas.by_name)
        fits.append(Fit(name, len(met), len(met) - len(wrong), names))
    return sorted(fits, key=lambda fit: (-fit.notes, fit.name))


def proposed_presets(found: Survey) -> list[str]:
    """The presets that fit: for enough notes, most of which keep to them. Of two that define the
    same type only the one for more notes."""
    chosen: list[str] = []
    taken: set[str] = set()
    for fit in found.fits:
        enough = fit.notes and fit.notes >= FITS * found.notes
        if enough and fit.keeping >= HOLDS * fit.notes and not taken & fit.schemas:
            chosen.append(fit.name)
            taken |= fit.schemas
    return chosen


def proposed_schemas(
    vault: Vault, presets: Sequence[str], found: Survey
) -> dict[str, dict[str, Any]]:
    """The kinds of notes for which a schema pays, by the name of the type: many notes with
    properties in common, of which no schema of `presets` speaks yet, and which are no templates."""
    schemas = load_schemas({}, presets)
    known = vault.under(schemas)
    templates = tuple(f"{folder}/" for folder in found.likely)
    notes = [n for n in checked(vault) if not n.path.startswith(templates)]
    spoken = {n.path for n in notes if _is_spoken_of(known, n)}
    groups: dict[str, dict[str, Any]] = {}
    for kind in ("category", "folder", "tag"):
        for called, match in wishes_by(kind, notes, PAYS).items():
            # a schema of the vault would take the place of a preset's of the same name
            name = f"{called}-note" if called in schemas.by_name else called
            own = _meeting(match, notes, vault)
            new = [n for n in own if n.path not in spoken]
            is_free = name not in groups and name not in schemas.by_name
            if is_free and len(groups) < MOST and _pays(own, new):
                groups[name] = match
                spoken.update(n.path for n in own)
    return groups


def _is_spoken_of(vault: Vault, note: Note) -> bool:
    """Whether a schema is for this kind of note, not for all notes of the vault."""
    return any(s.name != "note" for s in vault.schemas_of(note))


def _meeting(match: Mapping[str, Any], notes: Iterable[Note], vault: Vault) -> list[Note]:
    predicate, targets = compile_match(match), vault.matcher.targets
    return [note for note in notes if meets(predicate, note, targets)]


def _pays(own: Sequence[Note], new: Sequence[Note]) -> bool:
    """Whether most of the notes are new, and nearly all of them say something in two properties."""
    if len(new) < PAYS or len(new) * 2 < len(own):
        return False
    common = [s for s in gather(own).values() if len(s.filled) >= COMMON * len(own)]
    return len(common) >= 2
