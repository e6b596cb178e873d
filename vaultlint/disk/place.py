"""A folder of the vault held open: what is done with its files is done there, even where the path
to it leads elsewhere by now. A link put in the place of a folder takes no note out of the vault."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vaultlint.disk import exchange
from vaultlint.disk.read import read_bytes

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | getattr(os, "O_BINARY", 0)
_HOLDS_FOLDERS = os.open in os.supports_dir_fd
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where there is no room."""
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder. `descriptor` is None where the system opens no folders: there its path serves."""

    folder: Path
    descriptor: int | None

    def _at(self, name: str) -> str:
        return name if self.descriptor is not None else str(self.folder / name)

    def status(self, name: str) -> os.stat_result:
        """Of a file, or of a link itself."""
        return os.stat(self._at(name), dir_fd=self.descriptor, follow_symlinks=False)

    def is_read_only(self, name: str) -> bool:
        """Whether the file may not be written to. Its mode counts, though root needs none."""
        at = self._at(name)
        has_bit = self.status(name).st_mode & stat.S_IWUSR
        return not has_bit or not os.access(at, os.W_OK, dir_fd=self.descriptor)

    def is_closed(self) -> bool:
        """Whether no file of the folder may be replaced."""
        if self.descriptor is None:  # there the mode of a folder means something else
            return not os.access(self.folder, os.W_OK)
        return self.is_read_only(".")

    def read(self, name: str) -> bytes:
        """The bytes of a regular file, no link. Raises UnreadableError."""
        return read_bytes(self._at(name), follow=False, dir_fd=self.descriptor)

    @contextmanager
    def looked_at(self, name: str) -> Iterator[int]:
        """A descriptor to read or change a file's attributes by."""
        flags = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(self._at(name), flags, dir_fd=self.descriptor)
        try:
            yield descriptor
        finally:
            _close(descriptor)

    @contextmanager
    def created(self, name: str) -> Iterator[int]:
        """A descriptor of a new file that only we may read so far. An error when it is closed is
        one of writing."""
        descriptor = os.open(self._at(name), _NEW, 0o600, dir_fd=self.descriptor)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def link_to(self, name: str, other: Path) -> None:
        """Give the file a second name outside of the folder."""
        at = self._at(name)
        os.link(at, other, src_dir_fd=self.descriptor, follow_symlinks=False)

    def link_from(self, other: Path, name: str) -> None:
        """Give a file from outside a name here."""
        at = self._at(name)
        os.link(other, at, dst_dir_fd=self.descriptor, follow_symlinks=False)

    def replace(self, new: str, name: str) -> None:
        """Put `new` in the place of `name`, in one step."""
        here = self.descriptor
        os.replace(self._at(new), self._at(name), src_dir_fd=here, dst_dir_fd=here)

    def exchange(self, one: str, other: str) -> bool:
        """Have two files change places, in one step; False where that cannot be done here."""
        return self.descriptor is not None and exchange.exchange(one, other, self.descriptor)

    def move_out(self, name: str, other: Path) -> None:
        """Give the file another name, outside of the folder."""
        os.rename(self._at(name), other, src_dir_fd=self.descriptor)

    def touch(self, name: str) -> None:
        """Have the file changed now."""
        os.utime(self._at(name), dir_fd=self.descriptor)

    def unlink(self, name: str) -> None:
        """Remove a file, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._at(name), dir_fd=self.descriptor)

    def sync(self) -> None:
        """Have the folder's names on disk, where the system can. Raises OSError."""
        if self.descriptor is not None:
            _sync(self.descriptor)


@contextmanager
def opened(root: str, folder: str) -> Iterator[Place]:
    """The folder (POSIX path in `root`, empty for `root` itself), reached through no link. Raises
    OSError."""
    whole = Path(root, folder)
    if not _HOLDS_FOLDERS:
        yield Place(whole, None)
        return
    descriptor = os.open(root, _FOLDER)
    try:
        for name in filter(None, folder.split("/")):
            below = os.open(name, _FOLDER | _NO_FOLLOW, dir_fd=descriptor)
            _close(descriptor)
            descriptor = below
        yield Place(whole, descriptor)
    finally:
        _close(descriptor)


def _close(descriptor: int) -> None:
    with contextlib.suppress(OSError):  # nothing was written by it
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk before going on, where the system can. Raises OSError."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, _FOLDER)
    try:
        _sync(descriptor)
    finally:
        _close(descriptor)


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def write_new(descriptor: int, data: bytes) -> None:
    """Write all of `data`, in as many calls as the system wants."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
