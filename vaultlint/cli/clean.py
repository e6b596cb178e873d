"""`vaultlint clean`: the cache dropped."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from vaultlint.cli.app import say
from vaultlint.disk.cache import cache_files, cache_folder


@click.command("clean")
@click.option("--cache-dir", metavar="DIR", type=click.Path(path_type=Path), help="Another cache.")
def command(cache_dir: Path | None) -> None:
    """Drop the cache; it is built again when needed. Notes, baseline and undo stay."""
    folder = cache_dir or cache_folder()
    files = cache_files(folder) if folder is not None else []
    if folder is None or not files:
        say("no cache" if folder is None else f"no cache in {folder}")
        return
    for file in files:
        file.unlink(missing_ok=True)
    if not any(folder.iterdir()):
        shutil.rmtree(folder, ignore_errors=True)
    say(f"dropped the cache in {folder}")
