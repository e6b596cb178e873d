"""`vaultlint check --watch`: checked again whenever a note changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from vaultlint.cli.app import Stop, say
from vaultlint.cli.session import Session
from vaultlint.parse.note import READABLE

_OURS = (".vaultlint", ".git", ".trash")


def watch(session: Session, paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    """Run `check`, and again after every change, until interrupted."""
    try:
        from watchfiles import watch as changes
    except ImportError as error:
        raise Stop("--watch needs watchfiles: pip install 'obsidian-vaultlint[watch]'") from error
    if given["do_fix"] or given["unsafe_fixes"]:
        raise Stop("--watch cannot be combined with --fix: a note under edit is left to its editor")
    code = _once(session, paths, given)
    # the loop ends with SIGINT, which watchfiles turns into the end of its iterator
    for _ in changes(session.root, watch_filter=_matters, debounce=200, raise_interrupt=False):
        if given["output_format"] in ((), ("auto",), ("text",), ("concise",)):
            click.clear()
        code = _once(session, paths, given)
    return code


def _once(session: Session, paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    from vaultlint.cli.check import Run

    fresh = Session(session.root, session.config_file, session.more_rules)
    try:
        return Run(fresh, paths, {**given, "watch": False}).run()
    except Stop as error:  # a config under edit: say so, and go on
        error.show()
        return error.exit_code
    finally:
        say("watching; ctrl-c ends it")


def _matters(_: object, path: str) -> bool:
    parts = Path(path).parts
    if any(part in _OURS for part in parts) and "rules" not in parts:
        return False
    name = parts[-1].lower()
    return name.endswith((*READABLE, ".yaml", ".yml", ".json", ".toml")) or "." not in name
