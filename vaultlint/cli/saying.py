"""Words on standard output and standard error. Whatever a vault's names and notes hold, nothing of
it acts on a terminal, nor on the runner of GitHub Actions, which looks for commands in both."""

from __future__ import annotations

import contextlib
import os
import re
import sys

import click

_COMMAND = re.compile(r"(?:^|(?<=\r))[^\S\r\n]*::|##\[", re.MULTILINE)
"""What the runner of GitHub Actions takes for a command, in any line that a step prints."""


def in_actions() -> bool:
    """Whether this is a step of GitHub Actions."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def without_commands(text: str) -> str:
    """`text` in which the runner sees no command."""
    return _COMMAND.sub(lambda m: m[0].replace("::", ":\\u{3a}").replace("##[", "#\\u{23}["), text)


def shown(text: str) -> str:
    """Lines of text as they may be shown to people."""
    from vaultlint.report.visible import visible

    text = "\n".join(map(visible, text.split("\n")))
    return without_commands(text) if in_actions() else text


def say(text: str) -> None:
    """Lines for people, on stderr; lost where that takes no more."""
    with contextlib.suppress(OSError):
        click.echo(shown(text), err=True)


def tell(text: str, *, nl: bool = True) -> None:
    """Lines that were asked for, on stdout."""
    click.echo(shown(text), nl=nl)


def hand_out(text: str) -> None:
    """A document that was asked for, on stdout: as it is to a file or a program, and shown where
    people or a runner look on."""
    looked_at = sys.stdout.isatty() or in_actions()
    click.echo(shown(text) if looked_at else text, nl=False)
