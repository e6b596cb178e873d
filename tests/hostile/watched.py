"""Runs command lines under watch: `python watched.py LOG VAULTS PLACE…`, told on standard input.

That is JSON, a list of pairs of a folder and the arguments to run in it; the answer, on standard
output, are exit codes and both outputs. Behind `--` may stand the arguments of one command line, that
is run where we are and has our input and outputs for its own. Every deed that must not be done is a line in LOG: another
program than git run, the network used, code of a vault run, a file outside of the vaults, the
PLACEs and Python itself read or asked for, a file outside of the vaults and the PLACEs written.
"""

# ruff: noqa: PTH115, PTH117, PTH119, PTH120 - what is watched is what pathlib is made of

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("remove", "rename", "link", "symlink", "mkdir", "rmdir", "truncate", "chmod", "chown")
PROGRAMS = ("os.exec", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn")
NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname")


class Here(threading.local):
    """What a thread is at: whether what it does is ours, and the folder that it opens a file of."""

    quiet = False
    folder: int | None = None


class Watch:
    """What is allowed, and where to tell of the rest."""

    def __init__(self, log: str, vault: str, places: list[str]) -> None:
        self.log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.vault = os.path.realpath(vault)
        self.written = [self.vault, *map(os.path.realpath, places), os.devnull]
        python = {sys.prefix, sys.base_prefix, sys.exec_prefix, *filter(None, sys.path)}
        package = Path(__file__).resolve().parents[2]
        git = ["/dev/urandom", "/proc/self", "/etc/gitconfig", "/usr/lib", "/usr/share", "/lib"]
        self.read = [*self.written, *map(os.path.realpath, python), str(package), *git]
        self.above = {str(p) for p in Path(self.vault).parents}
        self.here = Here()

    def tell(self, what: str) -> None:
        """Write a line."""
        os.write(self.log, f"{what}\n".encode("utf-8", "backslashreplace"))

    def place(self, path: Any, folder: int | None = None) -> str | None:
        """Where a path leads; None for a file that is open already."""
        if isinstance(path, int) or path is None:
            return None
        text = os.fsdecode(path)
        if folder is not None and folder >= 0 and not os.path.isabs(text):
            text = f"{os.readlink(f'/proc/self/fd/{folder}')}/{text}"
        return os.path.realpath(text)

    def inside(self, place: str, allowed: list[str]) -> bool:
        """Whether a place is one of those allowed, or below."""
        return any(place == a or place.startswith(f"{a}/") for a in allowed)

    def look(self, what: str, path: Any, folder: int | None = None) -> None:
        """Something is read, or asked for."""
        place = self.place(path, folder)
        if place is None or self.inside(place, self.read):
            return
        name = os.path.basename(place)
        probed = os.path.dirname(place) in self.above and name in PROBED
        if not probed and place not in self.above:
            self.tell(f"{what} {place}")

    def change(self, what: str, path: Any, folder: int | None = None) -> None:
        """Something is written."""
        place = self.place(path, folder)
        if place is not None and not self.inside(place, self.written):
            self.tell(f"{what} {place}")

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python tells of every deed."""
        if self.here.quiet:
            return
        self.here.quiet = True
        try:
            self._hook(event, arguments)
        finally:
            self.here.quiet = False

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITING:
                self.change("write", path, self.here.folder)
            self.look("open", path, self.here.folder)
        elif event in ("os.listdir", "os.scandir"):
            self.look("list", arguments[0])
        elif event == "sqlite3.connect":
            self.change("database", arguments[0])
        elif event.startswith("os.") and event[3:] in CHANGES:
            if event == "os.rename":
                self.change(event, arguments[0], arguments[2])
                self.change(event, arguments[1], arguments[3])
            elif event == "os.link":
                self.change(event, arguments[1], arguments[3])
            else:
                self.change(event, arguments[0], arguments[-1])
        elif event == "exec":
            file = getattr(arguments[0], "co_filename", "")
            if file.startswith(self.vault):
                self.tell(f"code {file}")
        else:
            self._forbid(event, arguments)

    def _forbid(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "subprocess.Popen":
            if os.path.basename(os.fsdecode(arguments[1][0])) != "git":
                self.tell(f"program {arguments[1]}")
        elif event in PROGRAMS or event in NETWORK or event == "pickle.find_class":
            self.tell(f"{event} {arguments}")
        elif (
            event == "socket.__new__" and int(arguments[1]) != 1
        ):  # asyncio wakes itself by AF_UNIX
            self.tell(f"{event} {arguments}")


PROBED = ("vaultlint.yaml", ".vaultlint.yaml", "pyproject.toml", ".obsidian", ".git")
"""What is looked for in the folders above."""


def wrap(watch: Watch) -> None:
    """Watch also what Python does not tell of: questions for files, folders of descriptors."""
    first, stat, lstat = os.open, os.stat, os.lstat

    def opened(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        watch.here.folder = dir_fd
        try:
            return first(path, flags, mode, dir_fd=dir_fd)
        finally:
            watch.here.folder = None

    def asked(path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> Any:
        if not watch.here.quiet and follow_symlinks:
            watch.here.quiet = True
            watch.look("stat", path, dir_fd)
            watch.here.quiet = False
        return stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)

    os.open, os.stat = opened, asked  # type: ignore[assignment]
    os.lstat = lstat


def caught(arguments: list[str]) -> tuple[int, str, str]:
    """Run a command line; its exit code and what it said."""
    from vaultlint.cli.app import run

    kept = [os.dup(1), os.dup(2)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        try:
            code = run(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
        out.seek(0)
        err.seek(0)
        return code, out.read().decode(), err.read().decode()


def main() -> None:
    """Run what the arguments, or standard input, tell to."""
    from vaultlint.cli.app import run

    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    log, vaults, *places = sys.argv[1:at]
    del sys.path[0]
    watch = Watch(log, vaults, [*places, tempfile.gettempdir()])
    wrap(watch)
    sys.addaudithook(watch.hook)
    code = run(sys.argv[at + 1 :]) if at < len(sys.argv) else answer()
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and os.path.realpath(file).startswith(watch.vault):
            watch.tell(f"module {name} {file}")
    sys.exit(code)


def answer() -> int:
    """Run what standard input tells to."""
    found = []
    for folder, arguments in json.load(sys.stdin):
        os.chdir(folder)
        found.append(caught(arguments))
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    main()
