"""The command line. `main` is quick to load: everything else is imported when it is used."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `vaultlint` with the arguments of the process."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from vaultlint import __version__

        print(f"vaultlint {__version__}")
        return
    from vaultlint.cli.app import run

    sys.exit(run(sys.argv[1:]))
