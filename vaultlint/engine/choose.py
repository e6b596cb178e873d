"""Which fixes of a vault are made together."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Sequence

from vaultlint.engine.forbidden import may_edit
from vaultlint.finding import Diagnostic, Fix, Safety
from vaultlint.text import Span
from vaultlint.vault import Vault


def choose(
    vault: Vault,
    found: Iterable[Diagnostic],
    safeties: Collection[Safety],
    is_free: Callable[[str], bool],
) -> list[tuple[Diagnostic, Fix]]:
    """Of each diagnostic the first fix that may be made, as long as its edits touch none chosen
    before. Where YAML is mended, all else in the note waits: what the block holds may be another
    thing then. `is_free` tells whether the note at a path may be edited."""
    chosen: list[tuple[Diagnostic, Fix]] = []
    taken: dict[str, list[Span]] = {}
    mended: set[str] = set()
    for diagnostic in sorted(found, key=lambda d: (not _mends_yaml(d), d.order)):
        for fix in diagnostic.finding.fixes:
            if fix.safety not in safeties or not _may_edit(vault, fix, is_free):
                continue
            paths = {e.path for e in fix.edits}
            if paths & mended and not _mends_yaml(diagnostic):
                break
            if any(_meets(e.span, taken.get(e.path, ())) for e in fix.edits):
                break
            for edit in fix.edits:
                insort(taken.setdefault(edit.path, []), edit.span)
            if _mends_yaml(diagnostic):
                mended |= paths
            chosen.append((diagnostic, fix))
            break
    return chosen


def _mends_yaml(diagnostic: Diagnostic) -> bool:
    return diagnostic.code.startswith("YML")


def _may_edit(vault: Vault, fix: Fix, is_free: Callable[[str], bool]) -> bool:
    paths = {e.path for e in fix.edits}
    if not paths or not all(map(is_free, paths)):
        return False
    notes = {path: vault.notes[path] for path in paths}
    return all(may_edit(notes[e.path], e) for e in fix.edits)


def _meets(span: Span, taken: Sequence[Span]) -> bool:
    """Whether `span` overlaps one of `taken` (sorted, apart), or meets it at one place where
    their order would matter."""
    at = bisect_left(taken, span)
    return any(
        other.start <= span.end and span.start <= other.end
        for other in taken[max(at - 1, 0) : at + 1]
    )
