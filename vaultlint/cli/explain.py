"""`vaultlint explain`: the page of a rule, or what schemas ask of a note and where its links lead."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from vaultlint.cli.app import Stop
from vaultlint.cli.session import Session, vault_options
from vaultlint.config.select import codes_named, unknown_word
from vaultlint.parse.readable import READABLE
from vaultlint.rules import all_rules


@click.command("explain")
@click.argument("what", metavar="CODE|NOTE")
@vault_options
def command(what: str, **given: Any) -> None:
    """Print the page of a rule (LNK001, broken-link), or which schemas a note has, why, what
    they ask of each property, and where each of its links leads."""
    codes = codes_named(what)
    if codes:
        stop_without_pages()
        for number, code in enumerate(sorted(codes)):
            click.echo("\n" if number else "", nl=False)
            _page(code)
        return
    if not what.lower().endswith(READABLE) and not Path(what).exists():
        raise Stop(f"{unknown_word(what)}; nor is there a note `{what}`")
    from vaultlint.cli.explain_note import explain_note

    session = Session.open(
        [Path(what)], given["vault_dir"], given["config_file"], given["more_rules"]
    )
    explain_note(session, Path(what))


def stop_without_pages() -> None:
    """Stops where Python was told to drop docstrings, which the pages of rules are."""
    if sys.flags.optimize > 1:
        raise Stop("rules have no pages under `python -OO`: run without it, or with `-O`")


def _page(code: str) -> None:
    from vaultlint.cli.output import color_wanted
    from vaultlint.report.explain import MAX_WIDTH, explain

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else MAX_WIDTH
    color = color_wanted("auto")
    click.echo(explain(all_rules()[code], width, color=color), nl=False, color=color)
