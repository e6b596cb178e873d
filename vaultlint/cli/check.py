"""`vaultlint check`: the main job."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from vaultlint.cli.answer import answer
from vaultlint.cli.app import Stop, say
from vaultlint.cli.ending import Ending
from vaultlint.cli.session import PathArgument, Session, vault_options
from vaultlint.finding import Severity
from vaultlint.report import FORMATS

_SEPARATOR = re.compile(r"\s*,\s*|\s+")
_SEVERITIES = [str(s) for s in reversed(Severity)]


def _codes(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    words = tuple(w for text in given for w in _SEPARATOR.split(text.strip()))
    if words:
        from vaultlint.config.select import codes_named, unknown_word
    for word in words:
        if not word:
            raise click.BadParameter("a code is missing: write them as in `LNK001,YML`")
        if not codes_named(word):
            raise click.BadParameter(unknown_word(word))
    return words


def _named(_: click.Context, __: click.Parameter, given: Any) -> Any:
    if given == "":  # an empty variable of a script, say
        raise click.BadParameter("is empty")
    return given


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which rules are in force."""
    for name, text in (
        ("--ignore", "Rules not in force."),
        ("--extend-select", "Rules in force besides the selected ones."),
        ("--select", "Rules in force: codes, slugs or families such as LNK."),
    ):
        option = click.option(name, multiple=True, metavar="CODES", callback=_codes, help=text)
        command = option(command)
    return command


@click.command("check")
@click.argument("paths", nargs=-1, type=PathArgument())
@vault_options
@rule_options
@click.option("--fix", "do_fix", is_flag=True, help="Make the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="Make those that are guesses too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option(
    "--output-format",
    multiple=True,
    metavar="FORMAT[=FILE]",
    shell_complete=lambda _, __, word: [f for f in ("auto", *FORMATS) if f.startswith(word)],
    help=f"{', '.join(FORMATS)}; `auto` is github in Actions, else text. May be repeated.",
)
@click.option("--output-file", metavar="FILE", type=PathArgument(), help="Write it there.")
@click.option("--statistics", is_flag=True, help="Only how often each rule found something.")
@click.option("--fail-on", type=click.Choice(_SEVERITIES), help="Least severity for exit code 1.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 though there are findings.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit 1 if something was fixed.")
@click.option("--hook", is_flag=True, help="Check what a commit or push changes and breaks.")
@click.option("--staged", is_flag=True, help="Check what git has staged, and what that breaks.")
@click.option(
    "--changed-since",
    metavar="REV",
    callback=_named,
    help="Check what changed since a git revision.",
)
@click.option("--no-baseline", is_flag=True, help="Report known findings too.")
@click.option("--stdin-filename", metavar="PATH", type=PathArgument(), help="What `-` is.")
@click.option("--watch", is_flag=True, help="Check again whenever a note changes.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what is known from before.")
@click.option("--cache-dir", metavar="DIR", type=PathArgument(), help="Keep it there.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes; 0 chooses.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="In colours; `auto` is in a terminal.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Say also what was left out, and how long it took."
)
def command(paths: tuple[Path, ...], **given: Any) -> int:
    """Check the notes in PATHS, or the whole vault. The index is the whole vault always."""
    if given["stdin_filename"] is not None:
        paths = paths or (Path("-"),)
        if Path("-") not in paths:
            raise Stop("--stdin-filename says what `-` is, and PATHS do not name it")
    session = Session.open(
        [p for p in (given["stdin_filename"], *paths) if p is not None and str(p) != "-"],
        given["vault_dir"],
        given["config_file"],
        given["more_rules"],
    )
    if given["watch"]:
        from vaultlint.cli.watch import watch

        return watch(session, paths, given, run_check)
    gc.disable()  # a run is short, and nothing of it is a cycle
    return run_check(session, paths, given)


def run_check(session: Session, paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    """Check, fix, report; the exit code."""
    given["do_fix"] |= given["diff"] or given["unsafe_fixes"]
    paths = tuple(dict.fromkeys(paths))
    ending = Ending(session, {**given, "paths": paths})
    for path in paths:
        if str(path) not in ("-", str(given["stdin_filename"])):
            session.must_hold(path)
    if given["verbose"]:
        say(f"vaultlint: the vault is {session.root.absolute()}")
    if not given["quiet"]:
        for notice in session.notices():
            say(f"vaultlint: {notice}")
    by_git = given["hook"] or given["staged"] or given["changed_since"]
    if not (by_git or given["do_fix"] or Path("-") in paths):
        return answer(session, paths, given, ending)
    from vaultlint.cli.scope import find_scope

    name = given["stdin_filename"]
    if Path("-") in paths and name is None:
        raise Stop("`-` needs --stdin-filename PATH, the note that it is")
    scope = find_scope(session, [name if str(p) == "-" else p for p in paths], given)
    from vaultlint.cli.run import ScopedRun

    return ScopedRun(session, paths, given, ending).run(scope)
