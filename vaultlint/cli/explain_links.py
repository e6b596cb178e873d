"""Where each link of a note leads."""

from __future__ import annotations

from vaultlint.cli.saying import tell
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.report.visible import visible
from vaultlint.text import counted
from vaultlint.vault import Ambiguous, Answer, Found, Missing, Vault


def show_links(vault: Vault, note: Note) -> None:
    """Print them, in properties and body, a line each; addresses together in one."""
    links = sorted(note.facts.links, key=lambda k: k.start)
    if not links:
        return
    tell("  links")
    urls = [k for k in links if k.form == "url"]
    inside = [k for k in links if k.form != "url"]
    width = len(str(note.lines.line_of(inside[-1].start))) if inside else 0
    for link in inside:
        line = note.lines.line_of(link.start)
        key = f"{link.key}: " if link.key else ""
        where = described_answer(vault, note, vault.resolve(link, note))
        comment = " (in a comment)" if note.is_comment(link.start) else ""
        shown = f"{line:>{width}}  {key}{note.text(link.span)}{comment}  → {where}"
        tell(f"    {visible(shown)}")
    if urls:
        tell(f"    {_addresses(note, urls)}")


def _addresses(note: Note, urls: list[Link]) -> str:
    lines = dict.fromkeys(str(note.lines.line_of(k.start)) for k in urls)
    return f"{counted(len(urls), 'external url')} (line{'s' if len(lines) > 1 else ''} {', '.join(lines)})"


def described_answer(vault: Vault, source: Note, answer: Answer) -> str:
    """What a link in `source` leads to, in a line."""
    match answer:
        case Missing("file", _):
            return "unresolved"
        case Missing(part, path):
            whole = "this note" if path == source.path else path
            return f"unresolved: {whole} has no such {part}"
        case Ambiguous(path, others):
            place = path + _subpath(vault, answer)
            return f"ambiguous, Obsidian takes {place}; others {', '.join(others)}"
    return answer.path + _subpath(vault, answer)


def _subpath(vault: Vault, answer: Found | Ambiguous) -> str:
    lines = vault.file(answer.path).lines
    if answer.heading is not None:
        heading = answer.heading
        return f", heading `{heading.text}` on line {lines.line_of(heading.start)}"
    if answer.block is not None:
        return f", block ^{answer.block.id} on line {lines.line_of(answer.block.start)}"
    return ""
