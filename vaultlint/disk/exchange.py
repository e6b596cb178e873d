"""Two files that change places in one step, where the system can do that: on Linux, on most file
systems. Whatever is replaced so is still there to be looked at."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache

_EXCHANGE = 2
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)


def exchange(one: str, other: str, folder: int) -> bool:
    """Have two files of an open folder change places. False where that cannot be done here.
    Raises OSError, also where one of them is not there.

    What watches the folder hears that `one` goes and `other` comes, then the reverse: the last
    that it hears is that there is a new `one`.
    """
    call = _call()
    if call is None:
        return False
    if call(folder, os.fsencode(one), folder, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), one)


@cache
def _call() -> Callable[[int, bytes, int, bytes, int], int] | None:
    if sys.platform != "linux":
        return None
    try:
        call: Callable[[int, bytes, int, bytes, int], int]
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    return call
