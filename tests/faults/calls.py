"""System calls that fail: the n-th one, with any error, in this process."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from vaultlint.disk import exchange

CALLS = (
    "open", "read", "write", "close", "fsync", "link", "unlink", "rename", "replace", "mkdir", "rmdir", "stat", "lstat",
    "fstat", "fchown", "fchmod", "listxattr", "getxattr", "setxattr", "scandir", "listdir", "access", "exchange",
)  # fmt: skip
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR, errno.EROFS, errno.ESTALE)
SHORT = -1
"""No error: the call writes one byte only."""
KILL = -2
"""No error: the process is killed instead of making the call."""


@dataclass
class Faults:
    """The calls that were made, and the place and error of the one that fails; 0 for none."""

    at: int = 0
    error: int = 0
    made: list[str] = field(default_factory=list)
    on: bool = False

    @property
    def hit(self) -> bool:
        return 0 < self.at <= len(self.made)

    def call(self, name: str, real: Callable[..., Any], *given: Any, **named: Any) -> Any:
        if not self.on:
            return real(*given, **named)
        self.made.append(name)
        if len(self.made) != self.at:
            return real(*given, **named)
        if self.error == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.error == SHORT:
            return real(given[0], given[1][:1]) if name == "write" else real(*given, **named)
        if name == "close":
            real(*given, **named)  # it is closed also where the system has something to say
        if name == "access":
            return False
        raise OSError(self.error, os.strerror(self.error))


@contextmanager
def faults(patch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Calls go through a Faults while its `on` is set."""
    found = Faults()
    with patch.context() as patched:
        for name in CALLS:
            if hasattr(os, name):
                real = getattr(os, name)

                def call(*given: Any, _name: str = name, _real: Any = real, **named: Any) -> Any:
                    return found.call(_name, _real, *given, **named)

                patched.setattr(os, name, call)
        swapped = exchange.exchange
        patched.setattr(
            exchange, "exchange", lambda *given: found.call("exchange", swapped, *given)
        )
        yield found
