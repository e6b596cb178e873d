"""`vaultlint stats`: a vault in numbers, today or over its history in git."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import click

from vaultlint.cli.remember import check_whole
from vaultlint.cli.saying import tell
from vaultlint.cli.session import Session, vault_options
from vaultlint.disk.cache import Cache, cache_folder
from vaultlint.disk.walk import walk
from vaultlint.engine.numbers import Numbers, count


@click.command("stats")
@vault_options
@click.option(
    "--history",
    metavar="N",
    type=click.IntRange(2, 500),
    help="At N commits of git's history, by the rules of today.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "svg"]),
    default="text",
    help="`svg` is a picture of the history.",
)
def command(history: int | None, output_format: str, **given: Any) -> None:
    """Print notes, links, unresolved links, orphans and findings by rule.

    All findings count, those known to a baseline too.
    """
    session = Session.open([], given["vault_dir"], given["config_file"], given["more_rules"])
    if history or output_format == "svg":
        from vaultlint.cli.history import over_time

        rows = over_time(session, session.config.select(), history or 12, _tell)
        _tell("")
    else:
        rows = [_today(session)]
    if output_format == "json":
        click.echo(json.dumps([row._asdict() for row in rows], indent=1))
        return
    from vaultlint.report import trend

    if output_format == "svg":
        click.echo(trend.svg(rows, session.root.absolute().name), nl=False)
    else:
        tell(trend.bars(rows) if history else trend.table(rows[0]), nl=False)


def _tell(when: str) -> None:
    """Show on a terminal which day is being looked at."""
    if sys.stderr.isatty():
        click.echo(f"\r{when:<10}\r", nl=False, err=True)


def _today(session: Session) -> Numbers:
    """The numbers of the vault as it is on disk, with what is known of it from before."""
    seen = {s.path: s for s in walk(session.root)}
    with Cache(cache_folder(), session.root) as cache:
        report, vault = check_whole(session, cache, seen)
        vault = vault or session.load(cache=cache, walked=seen).vault
    return count(vault, report.diagnostics, date.today().isoformat())
