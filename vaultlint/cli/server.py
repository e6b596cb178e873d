"""`vaultlint server`: an editor served."""

from __future__ import annotations

from pathlib import Path

import click

from vaultlint.cli.app import Stop
from vaultlint.cli.session import Session
from vaultlint.disk.cache import Cache, cache_folder
from vaultlint.disk.vault import Loaded
from vaultlint.rule import Selection


@click.command("server")
def command() -> None:
    """Serve an editor over stdio (language server protocol)."""
    try:
        from vaultlint.lsp.server import make_server
    except ImportError as error:
        raise Stop("the server needs pygls: pip install 'obsidian-vaultlint[lsp]'") from error
    make_server(_open).start_io()


def _open(path: Path) -> tuple[Path, Loaded, Selection]:
    session = Session.open([path])
    with Cache(cache_folder(), session.root) as cache:
        return session.root, session.load(cache=cache), session.config.select()
