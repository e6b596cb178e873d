"""`vaultlint baseline`: known findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from vaultlint.cli.app import Stop, say, unwritten
from vaultlint.cli.remember import whole
from vaultlint.cli.saying import tell
from vaultlint.cli.session import Session, relative, vault_options
from vaultlint.disk.baseline import read_baseline, write_baseline
from vaultlint.disk.cache import cache_folder
from vaultlint.engine.baseline import Baseline, BaselineError
from vaultlint.report.visible import visible
from vaultlint.text import counted


@click.group("baseline")
def command() -> None:
    """Adopt vaultlint on a vault with many findings: what is known is not reported again."""


def _session(vault_dir: Path | None, config_file: Path | None, more: tuple[Path, ...]) -> Session:
    return Session.open([], vault_dir, config_file, more)


def known(session: Session) -> Baseline | None:
    """The vault's baseline; stops for a file that is none."""
    try:
        return read_baseline(session.root, session.config.baseline)
    except BaselineError as error:
        raise Stop(f"{session.config.baseline}: {error}") from error


@command.command("write")
@vault_options
@click.option("--force", is_flag=True, help="Replace a baseline though it would grow.")
def write(force: bool, **given: Any) -> None:
    """Write down all findings there are. One that exists takes in nothing new, unless forced."""
    session = _session(given["vault_dir"], given["config_file"], given["more_rules"])
    old = known(session)
    report = whole(session, cache_folder())
    more = old.new(report) if old is not None and not force else []
    if more:
        first = more[0]
        line = report.vault.notes[first.path].lines.line_of(first.finding.span.start)
        raise Stop(
            f"{session.config.baseline} does not know {counted(len(more), 'finding')}, the first at"
            f" {visible(first.path)}:{line} ({first.code}): mend them, or take them in with --force"
        )
    new = Baseline.of(report)
    _save(session, new)
    verb = "is" if new.total == 1 else "are"
    where = counted(len(new.notes), "note")
    say(f"{counted(new.total, 'finding')} in {where} {verb} known from now on.")


@command.command("prune")
@vault_options
def prune(**given: Any) -> None:
    """Forget the known findings that are gone."""
    session = _session(given["vault_dir"], given["config_file"], given["more_rules"])
    old = known(session)
    if old is None:
        raise Stop(f"{session.config.baseline}: there is no baseline; `vaultlint baseline write`")
    new = old.prune(whole(session, cache_folder()))
    _save(session, new)
    say(f"{counted(old.total - new.total, 'finding')} forgotten, {new.total:,} still known.")


@command.command("show")
@vault_options
def show(**given: Any) -> None:
    """Print how many findings are known, by note."""
    session = _session(given["vault_dir"], given["config_file"], given["more_rules"])
    old = known(session)
    if old is None:
        tell("no baseline")
        return
    for path, entry in sorted(old.notes.items()):
        tell(f"{sum(entry.prints.values()):>6,}  {visible(path)}")
    tell(f"{old.total:>6,}  in all")


def _save(session: Session, baseline: Baseline) -> None:
    try:
        file = write_baseline(session.root, session.config, baseline)
    except OSError as error:
        raise unwritten(session.config.baseline, error) from error
    say(f"wrote {relative(file)}")
