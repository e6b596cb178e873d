"""`vaultlint stats`: a vault in numbers, today or over its history in git."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import click

from vaultlint.cli.app import Stop
from vaultlint.cli.session import Session, vault_options
from vaultlint.disk import git
from vaultlint.engine import check
from vaultlint.parse.note import READABLE
from vaultlint.rule import Selection
from vaultlint.vault import Missing, Vault


class Numbers(NamedTuple):
    """A vault in numbers."""

    when: str
    notes: int
    links: int
    unresolved: int
    orphans: int
    findings: dict[str, int]


@click.command("stats")
@vault_options
@click.option(
    "--history", metavar="N", type=click.IntRange(2, 500), help="N samples of git's history."
)
@click.option("--output-format", type=click.Choice(["text", "json", "svg"]), default="text")
def command(history: int | None, output_format: str, **given: Any) -> None:
    """Print notes, links, unresolved links, orphans and findings by rule."""
    session = Session.open([], given["vault_dir"], given["config_file"], given["more_rules"])
    selection = session.config.select()
    if history:
        rows = _history(session, selection, history)
    else:
        rows = [numbers(session.load().vault, selection, date.today().isoformat())]
    if output_format == "json":
        click.echo(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1))
    elif output_format == "svg":
        from vaultlint.report.trend import svg

        click.echo(svg([(r.when, sum(r.findings.values())) for r in rows]), nl=False)
    elif history:
        _bars(rows)
    else:
        _table(rows[0])


def numbers(vault: Vault, selection: Selection, when: str) -> Numbers:
    """Count it."""
    links = unresolved = 0
    paths = sorted(vault.notes.keys() - vault.unchecked)
    for path in paths:
        note = vault.notes[path]
        for link in note.facts.links:
            if link.form != "url":
                links += 1
                unresolved += isinstance(vault.resolve(link, note), Missing)
    notes = [p for p in paths if p.lower().endswith(".md")]
    orphans = sum(not vault.backlinks(vault.notes[p]) for p in notes)
    found = Counter(d.code for d in check(vault, selection, date.today()).diagnostics)
    return Numbers(when, len(notes), links, unresolved, orphans, dict(sorted(found.items())))


def _table(row: Numbers) -> None:
    for name in ("notes", "links", "unresolved", "orphans"):
        click.echo(f"{getattr(row, name):>8,}  {name}")
    for code, number in sorted(row.findings.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{number:>8,}  {code}")


def _bars(rows: list[Numbers]) -> None:
    most = max(sum(r.findings.values()) for r in rows) or 1
    for row in rows:
        total = sum(row.findings.values())
        bar = "█" * round(40 * total / most)
        click.echo(f"{row.when}  {row.notes:>7,} notes  {total:>7,} findings  {bar}")


def _history(session: Session, selection: Selection, samples: int) -> list[Numbers]:
    root = session.root
    if not git.in_repository(root):
        raise Stop(f"{session.shown_root}: is in no git repository, which --history reads")
    try:
        commits = git.history(root)
        step = max((len(commits) - 1) / (samples - 1), 1)
        places = sorted({round(n * step) for n in range(samples)} & set(range(len(commits))))
        rows = []
        for revision, when in (commits[p] for p in places):
            files = git.tree_files(root, revision)
            seen = {p: b for p, b in files.items() if not p.startswith(".") and "/." not in p}
            blobs = {p: b for p, b in seen.items() if p.lower().endswith(READABLE)}
            contents = git.blobs(root, blobs.values())
            instead = {p: contents[b] for p, b in blobs.items()}
            loaded = session.load(instead=instead, only=seen)
            rows.append(numbers(loaded.vault, selection, when))
    except git.GitError as error:
        raise Stop(f"git: {error}") from error
    if not rows:
        raise Stop("git knows no commit of this vault")
    return rows
