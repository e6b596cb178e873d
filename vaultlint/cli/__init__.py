"""The command line. `main` is quick to load: everything else is imported when it is used."""

from __future__ import annotations

import contextlib
import os
import sys


def main() -> None:
    """Run `vaultlint` with the arguments of the process, and end it: what a large vault left in
    memory is not taken apart object by object."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from vaultlint import __version__

        print(f"vaultlint {__version__}")
        return
    from vaultlint.cli.app import run

    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
