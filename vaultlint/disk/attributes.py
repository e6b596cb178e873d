"""What a note is besides its text: owner, mode, extended attributes."""

from __future__ import annotations

import contextlib
import os

from vaultlint.disk.place import Place


def give_attributes(
    descriptor: int, place: Place, name: str, status: os.stat_result, *, extended: bool = True
) -> None:
    """Give an open file the owner and mode that `status` has, and with `extended` the attributes
    and access lists of the file `name`, as far as the system lets us. Nobody may read or write
    the file afterwards who might not before."""
    if hasattr(os, "fchown"):
        os.fchmod(descriptor, _own(descriptor, status))
    if extended and hasattr(os, "listxattr"):
        _copy_extended(descriptor, place, name)


def _own(descriptor: int, status: os.stat_result) -> int:
    """Make the file its owner's and its group's; the mode that it may have then."""
    mode = status.st_mode & 0o777
    with contextlib.suppress(PermissionError):
        os.fchown(descriptor, status.st_uid, status.st_gid)
        return mode
    with contextlib.suppress(PermissionError):
        os.fchown(descriptor, -1, status.st_gid)
        return mode
    # to another group's members, who were others until now, no more than to others
    return mode & (0o707 | (mode & 0o007) << 3)


def _copy_extended(descriptor: int, place: Place, name: str) -> None:
    with contextlib.suppress(OSError), place.looked_at(name) as note:
        for attribute in os.listxattr(note):
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, attribute, os.getxattr(note, attribute))
