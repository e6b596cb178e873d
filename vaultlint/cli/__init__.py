"""The command line. `main` is quick to load: everything else is imported when it is used."""

from __future__ import annotations

import contextlib
import os
import sys


def main() -> None:
    """Run `vaultlint` with the arguments of the process, and end it: what a large vault left in
    memory is not taken apart object by object."""
    _open_streams()
    if sys.argv[1:] in (["--version"], ["-V"]):
        from vaultlint import __version__

        with contextlib.suppress(OSError):
            print(f"vaultlint {__version__}", flush=True)
            return
    if sys.getfilesystemencoding().lower() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        _begin_again_in_utf_8()
    from vaultlint.cli.app import run

    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _open_streams() -> None:
    """Give streams that were closed before we began a place to go, or nothing to read."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def _begin_again_in_utf_8() -> None:
    """Names of files are UTF-8, whatever an old locale says."""
    command = [sys.executable, *sys.orig_argv[1:]]
    with contextlib.suppress(OSError):
        os.execve(command[0], command, {**os.environ, "PYTHONUTF8": "1"})
