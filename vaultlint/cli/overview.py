"""What `init` found in a vault, on one screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator

from vaultlint.engine.survey import Survey
from vaultlint.report.visible import visible
from vaultlint.text import counted


def overview(name: str, found: Survey) -> Iterator[str]:
    """The lines, none longer than the terminal is wide."""
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    for label, text in (
        (visible(name), f"{counted(found.notes, 'note')}, {counted(found.files, 'other file')}"),
        ("  folders", _numbered(found.folders)),
        ("  categories", _numbered((c.name, c.notes) for c in found.categories)),
        ("  tags", _numbered((f"#{tag}", n) for tag, n in found.tags)),
        ("  templates", _templates(found)),
        ("  links", _links(found)),
        ("  types", f"{found.types} in .obsidian/types.json" if found.types else ""),
        ("  presets", _presets(found)),
    ):
        if text:
            yield _cut(f"{label:<12} {text}", width)


def _numbered(groups: Iterable[tuple[str, int]], most: int = 6) -> str:
    every = [f"{visible(name)} {number:,}" for name, number in groups]
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def _templates(found: Survey) -> str:
    named = ", ".join(map(visible, found.templates))
    likely = ", ".join(map(visible, found.likely))
    return "; ".join(
        filter(None, [named, f"{likely} (not in Obsidian's settings)" if likely else ""])
    )


def _links(found: Survey) -> str:
    links = found.links
    if not links.total:
        return "none"
    style = f"{links.markdown / links.total:.0%} in Markdown" if links.markdown else "all wikilinks"
    near = f", {links.near:,} near a name there is" if links.near else ""
    return f"{links.total:,}, {style}; {links.planned:.0%} to notes not written yet{near}"


def _presets(found: Survey) -> str:
    fits = [fit for fit in found.fits if fit.notes]
    return ", ".join(f"{fit.name} is for {fit.notes:,}" for fit in fits)


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"
