"""`vaultlint undo`: the last fix run taken back."""

from __future__ import annotations

from pathlib import Path

import click

from vaultlint.cli.app import Stop, say
from vaultlint.cli.saying import tell
from vaultlint.disk.journal import BadJournalError
from vaultlint.disk.lock import LockedError
from vaultlint.disk.patience import obey_sigterm
from vaultlint.disk.root import find_root
from vaultlint.disk.undo import TrackedJournalError, Undone, undo
from vaultlint.disk.write import DiskFullError
from vaultlint.report.visible import visible


@click.command("undo")
@click.option(
    "--vault",
    "vault_dir",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The vault, instead of the one around the current folder.",
)
def command(vault_dir: Path | None) -> int:
    """Restore the notes that the last `--fix` changed. Notes that were edited since are left
    alone and named. To undo an undo, undo again."""
    obey_sigterm()
    done = _undone(vault_dir or find_root([]))
    if not done.run:
        say("nothing to undo")
        return 0
    if not done.restored and not done.left:
        say("nothing is left to restore: the notes are as they were before the last fix")
    for path in done.restored:
        tell(f"restored {visible(path)}")
    for path, why in sorted(done.left.items()):
        say(f"vaultlint: {visible(path)}: left alone: {visible(why)}")
    return 1 if done.left else 0


def _undone(root: Path) -> Undone:
    try:
        return undo(root)
    except TrackedJournalError as error:
        raise Stop(
            "`.vaultlint/undo` is tracked by git, so it may say what others want undone: "
            "take it out with `git rm -r --cached .vaultlint/undo`"
        ) from error
    except BadJournalError as error:
        raise Stop(
            f"the journal in `.vaultlint/undo` is none of ours: {error}; nothing is undone, and "
            "that folder can be deleted"
        ) from error
    except LockedError as error:
        raise Stop("a fix run is at work in this vault") from error
    except DiskFullError as error:
        raise Stop("the disk is full; run `vaultlint undo` again when there is room") from error
    except OSError as error:
        raise Stop(f"undo failed: {error}") from error
