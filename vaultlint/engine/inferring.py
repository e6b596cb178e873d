"""Schemas from notes, tried on the notes that they come from: what is proposed is what holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec.structs import replace

from vaultlint.engine.check import check
from vaultlint.finding import Diagnostic
from vaultlint.note import Note
from vaultlint.parse.properties import held_by
from vaultlint.rule import Active
from vaultlint.rules import all_rules
from vaultlint.schema.compile import compile_match, compile_schema
from vaultlint.schema.importing.draft import Property
from vaultlint.schema.inferring.draft import Draft, draft
from vaultlint.schema.inferring.evidence import HOLDS
from vaultlint.schema.inferring.render import render
from vaultlint.schema.inferring.targets import Targeted
from vaultlint.schema.inferring.template import with_template
from vaultlint.schema.match import SchemaSet
from vaultlint.schema.merge import both
from vaultlint.schema.predicate import meets
from vaultlint.schema.shape import EMPTY_SHAPE, Conflict, Origin, Schema
from vaultlint.schema.source import Document
from vaultlint.schema.violations import is_readable
from vaultlint.vault import Vault

ROUNDS = 10
"""How often a draft may give way; each line has fewer steps down to asking nothing."""
_FAMILIES = ("SCH", "DAT", "LNK", "TAG")
_ANYWAY = {"LNK001": "link", "TAG001": "tag", "SCH006": ""}
"""What is found in any note; and the type that asks for it too."""
_LINES = {"SCH008": "order", "SCH009": "body", "SCH007": "unique"}


@dataclass(frozen=True)
class Wish:
    """A schema to infer: its name, the `match` of the notes that it is for, and the template that
    they are begun from, if there is one (see `read_template`)."""

    name: str
    match: Mapping[str, Any]
    template: Note | None = None


@dataclass(frozen=True)
class Inferred:
    """A schema, and for each of its lines the notes that do not keep to it, with what was found."""

    draft: Draft
    against: Mapping[str, Mapping[str, str]]

    def text(self, first: str = "") -> str:
        """The schema file; `first` is a line to begin it with."""
        return render(self.draft, self.against, first)


def notes_of(vault: Vault, match: Mapping[str, Any]) -> list[Note]:
    """The notes that are checked and meet `match`, in the order of paths."""
    predicate = compile_match(match)
    paths = sorted(p for p in vault.notes.keys() - vault.unchecked if p.lower().endswith(".md"))
    targets = vault.matcher.targets
    return [vault.notes[p] for p in paths if meets(predicate, vault.notes[p], targets)]


def infer(vault: Vault, wishes: Sequence[Wish], today: date) -> list[Inferred]:
    """A schema for each wish; their links may lead to notes of each other, and of the schemas
    that the vault has. A wish with a template has its properties, whether notes have them or not."""
    stubs = _stubs(vault, wishes)
    company = vault.under(SchemaSet(stubs, _NO_CHOICE))
    sizes = Counter(k for p in vault.notes for k in _kinds(company, vault.notes[p]))
    targeted = Targeted(company.matcher.targets, vault.notes, lambda n: _kinds(company, n), sizes)
    found: list[Inferred] = []
    settled = list(vault.schemas.schemas)
    for wish in wishes:
        found.append(_infer(company, stubs, settled, wish, targeted, today))
        settled.append(_compiled(found[-1].draft))
    return found


_NO_CHOICE = "vaultlint-ignore"
"""No note chooses one of the schemas by this property."""


def _stubs(vault: Vault, wishes: Iterable[Wish]) -> list[Schema]:
    """The types of notes there are and are to be, asking for nothing."""
    stubs = {s.name: replace(s, shape=EMPTY_SHAPE) for s in vault.schemas.schemas}
    for wish in wishes:
        origin, kinds = Origin(wish.name, 1), frozenset((wish.name,))
        stubs[wish.name] = Schema(wish.name, origin, "", kinds, compile_match(wish.match))
    return list(stubs.values())


def _kinds(vault: Vault, note: Note) -> set[str]:
    return {kind for schema in vault.schemas_of(note) for kind in schema.kinds}


def _infer(
    company: Vault,
    stubs: list[Schema],
    settled: list[Schema],
    wish: Wish,
    targeted: Targeted,
    today: date,
) -> Inferred:
    notes = [note for note in notes_of(company, wish.match) if is_readable(note)]
    made = draft(notes, wish.name, wish.match, targeted, company.settings.types)
    if wish.template is not None:
        with_template(made, wish.template, company.settings.types)
    others = [s for s in stubs if s.name != wish.name]
    found: list[Diagnostic] = []
    for _ in range(ROUNDS):
        found = _tried(company, others, made, today)
        if not _give_way(made, found):
            break
    if _yield(made, company, [s for s in settled if s.name != wish.name]):
        found = _tried(company, others, made, today)
    return Inferred(made, _against(made, found))


def _yield(made: Draft, company: Vault, settled: list[Schema]) -> bool:
    """Ask nothing of properties of which another schema of the same notes asks the contrary;
    whether there are any."""
    vault = company.under(SchemaSet(settled))
    own = _compiled(made).shape.asked
    changed = False
    for schema in {s.name: s for note in made.notes for s in vault.schemas_of(note)}.values():
        for name in own.keys() & schema.shape.asked.keys():
            conflicts: list[Conflict] = []
            both(schema.shape.asked[name], own[name], conflicts)
            if conflicts:
                made.fields[name].property = Property()
                made.fields[name].remark = f"`{schema.name}` says what it is"
                changed = True
    return changed


def _compiled(made: Draft) -> Schema:
    return compile_schema((Document(made.name, made.plain()),))


def _tried(company: Vault, others: list[Schema], made: Draft, today: date) -> list[Diagnostic]:
    """What the draft finds in the notes that it comes from."""
    schemas = SchemaSet([*others, _compiled(made)], _NO_CHOICE)
    vault = company.under(schemas)
    rules = _rules()
    report = check(vault, lambda _: rules, today, [note.path for note in made.notes])
    return [d for d in report.diagnostics if _speaks_of(made, d)]


def _speaks_of(made: Draft, diagnostic: Diagnostic) -> bool:
    """Whether it is the draft that a note does not keep to: a broken link is broken without it,
    where it does not ask for links."""
    if diagnostic.code in _ANYWAY:
        one = made.fields.get(_name(diagnostic, made))
        return one is not None and one.property.type.name == _ANYWAY[diagnostic.code]
    return diagnostic.finding.schema == made.name or diagnostic.code == "SCH008"


def _rules() -> tuple[Active, ...]:
    wanted = [r for code, r in all_rules().items() if code[:3] in _FAMILIES and code != "SCH012"]
    return tuple(Active(r, r.severity, r.options()) for r in wanted)


def _against(made: Draft, found: Iterable[Diagnostic]) -> dict[str, dict[str, str]]:
    lines: dict[str, dict[str, str]] = {}
    for diagnostic in found:
        line = _LINES.get(diagnostic.code) or _name(diagnostic, made)
        if line in made.fields or line in _LINES.values():
            lines.setdefault(line, {}).setdefault(diagnostic.path, diagnostic.finding.message)
    return lines


def _name(diagnostic: Diagnostic, made: Draft) -> str:
    """The property of the note that a finding is about: `address` for `address.city`."""
    return held_by(diagnostic.finding.field or "", made.fields)


def _limit(made: Draft, line: str) -> float:
    """How many notes may not keep to a line."""
    one = made.fields.get(line)
    asked = len(made.notes) if one is None or one.property.required else len(one.seen.filled)
    return (1 - HOLDS) * asked


def _give_way(made: Draft, found: Sequence[Diagnostic]) -> bool:
    """Ask for less where too many notes do not keep to a line; whether anything was changed."""
    against = _against(made, found)
    failing = {line for line, paths in against.items() if len(paths) > _limit(made, line)}
    for line in failing:
        if line in made.fields:
            codes = Counter(d.code for d in found if _name(d, made) == line)
            made.fields[line].give_way(codes)
        elif line == "order":
            made.order = []
        elif line == "body":
            made.headings = []
        else:
            made.unique = []
    made.drop_bounds()
    return bool(failing)
