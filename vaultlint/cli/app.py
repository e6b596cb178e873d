"""The command `vaultlint` and its subcommands, each in a module of its own."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from vaultlint import __version__
from vaultlint.cli.saying import say as say
from vaultlint.disk.read import UnreadableError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

ISSUES = "https://github.com/vaultlint/vaultlint/issues"

COMMANDS = {
    "check": "Check notes; the command that is meant where none is named.",
    "explain": "The page of a rule, or why a note has the schemas that it has.",
    "rules": "The table of rules.",
    "schema": "The types of notes.",
    "init": "Write a first vaultlint.yaml for a vault.",
    "baseline": "Adopt vaultlint on a vault with many findings.",
    "config": "The settings in force, each with where it was written.",
    "stats": "Notes, links and findings in numbers, also over git history.",
    "undo": "Take the last fix run back.",
    "clean": "Drop the cache.",
    "server": "Serve an editor (language server protocol, over stdio).",
}


class Commands(click.Group):
    """Subcommands that are imported when they are run, and `check` where none is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"vaultlint.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the first word may become: a command, or what `check` takes."""
        from click.shell_completion import CompletionItem

        found = super().shell_complete(ctx, incomplete)
        check = self.get_command(ctx, "check")
        if check is None or any(item.value == incomplete for item in found):
            return found
        more = check.shell_complete(click.Context(check, parent=ctx), incomplete)
        known = {item.value for item in found}
        files = [] if incomplete.startswith("-") else [CompletionItem(incomplete, type="file")]
        return [*found, *(item for item in more if item.value not in known), *files]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` before arguments that name no command."""
        if ctx.resilient_parsing and not args:  # the first word is being completed
            return super().parse_args(ctx, args)
        if not args or (args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version")):
            args = ["check", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", "-V", message="vaultlint %(version)s")
def app() -> None:
    """Lint and repair an Obsidian vault. `vaultlint [PATHS]` is `vaultlint check [PATHS]`."""


class Stop(click.ClickException):
    """Something that the user must mend first: exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ARG002
        """Say what it is."""

        for line in self.message.split("\n"):
            say(f"vaultlint: {line}")


def unwritten(file: str, error: OSError) -> Stop:
    """What to say of a file that could not be written."""
    is_taken = isinstance(error, FileExistsError)
    why = "a file is where its folder should be" if is_taken else (error.strerror or "").lower()
    return Stop(f"{file}: cannot be written, {why}")


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app.main(list(arguments), prog_name="vaultlint", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except click.ClickException as error:
        _tell_of(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt) as stop:
        how_far = str(stop.__cause__ or stop)  # click has made an Abort of it
        say(f"vaultlint: interrupted{': ' if how_far else ''}{how_far}")
        return 130
    except BrokenPipeError:
        # who read our output has gone: nothing is left to say
        _drop_output()
        return 1
    except UnreadableError as error:
        Stop(error.reason).show()
        return 2
    except Exception as error:
        return _scarce(error) or _bug(error)
    return code if isinstance(code, int) else 0


def _tell_of(error: click.ClickException) -> None:
    """Say what is wrong with the command line, in click's words where they are not ours."""
    if isinstance(error, Stop):
        error.show()
        return
    words = io.StringIO()
    error.show(words)
    say(words.getvalue().rstrip("\n").replace("\n\t", " "))  # a list of choices


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (errno.ENAMETOOLONG, errno.EACCES, errno.EPERM, errno.EROFS, errno.ELOOP, errno.ESTALE)
_SCARCE = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)


def _scarce(error: Exception) -> int:
    """Tell of what the system refuses or has no more of, no fault of ours; the exit code, or 0
    where it is something else."""
    if isinstance(error, MemoryError):
        say("vaultlint: not finished: out of memory")
        return 3
    if isinstance(error, OSError) and error.errno in _REFUSED and error.filename is not None:
        shown = os.fsdecode(error.filename)[:200]
        Stop(f"{shown}: {(error.strerror or '').lower()}").show()
        return 2
    if not isinstance(error, OSError) or error.errno not in (*_FULL, *_SCARCE):
        return 0
    # a file of the run has a name; what has none is where the report goes
    to_report = error.errno in _FULL and error.filename is None
    what = "cannot write the report" if to_report else "not finished"
    say(f"vaultlint: {what}: {(error.strerror or '').lower()}")
    _drop_output()
    return 3


def _drop_output() -> None:
    """What is left to be written is written nowhere: who takes it has gone, or is full."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception) -> int:
    """Tell of a fault of ours without a traceback, unless it is asked for."""
    from vaultlint.report.visible import visible

    if os.environ.get("VAULTLINT_TRACEBACK"):
        import traceback

        traceback.print_exc()
    what = visible(f"{type(error).__name__}: {error}")[:300]
    say(f"vaultlint: this is a bug of vaultlint: {what}")
    say(f"vaultlint: set VAULTLINT_TRACEBACK=1 for details, and report it at {ISSUES}")
    return 3
