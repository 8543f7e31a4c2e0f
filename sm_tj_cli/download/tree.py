"""A folder to write into: paths in, new files out, each step taken from the folder before it and through no link."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from sm_tj_cli.download.safe_paths import Parts

# Of file systems that have no hard links, such as FAT.
_WITHOUT_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP}
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def move_new(source: Path, target: str, folder: int | None = None) -> None:
    """Moves a file within its file system to where none is.

    Args:
        source: the file.
        target: its path; relative to `folder`, where that is a descriptor.
        folder: None for the working directory.

    Raises:
        FileExistsError: something is there.
        OSError: it cannot be moved.
    """
    try:
        # Unlike a rename, a link never replaces.
        os.link(source, target, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as problem:
        if problem.errno not in _WITHOUT_LINKS:
            raise
        with suppress(FileNotFoundError):
            os.stat(target, dir_fd=folder, follow_symlinks=False)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from problem
        os.rename(source, target, dst_dir_fd=folder)
        return
    os.unlink(source)  # noqa: PTH108 - the counterpart of link


@dataclass(slots=True)
class Tree:
    """A folder that is there, to be entered and left with `with`.

    Paths are the names from it downwards, none of them `.` or `..` (`safe_paths`).
    """

    path: Path
    _root: int = -1
    _last: tuple[Parts, int] | None = None

    def __enter__(self) -> Self:
        self._root = os.open(self.path, _FOLDER)
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        os.close(self._root)

    def make_folder(self, parts: Parts) -> None:
        """A folder, with those that it is in, where it is not there yet."""
        self._folder(parts)

    def new_file(self, parts: Parts, *, executable: bool = False) -> BinaryIO:
        """A file that was not there, to be written."""
        folder = self._folder(parts[:-1])
        mode = 0o755 if executable else 0o644
        return os.fdopen(os.open(parts[-1], _NEW_FILE, mode, dir_fd=folder), "wb")

    def take(self, source: Path, parts: Parts) -> None:
        """Moves a file of the same file system in, where there is none yet."""
        move_new(source, parts[-1], self._folder(parts[:-1]))

    def _folder(self, parts: Parts) -> int:
        """The folder's descriptor, good until the next one is asked for: members of one folder mostly follow each other."""
        if self._last is not None and self._last[0] == parts:
            return self._last[1]
        self._leave()
        at = os.dup(self._root)
        for part in parts:
            with suppress(FileExistsError):
                os.mkdir(part, 0o755, dir_fd=at)
            try:
                below = os.open(part, _FOLDER, dir_fd=at)
            finally:
                os.close(at)
            at = below
        self._last = (parts, at)
        return at

    def _leave(self) -> None:
        if self._last is not None:
            os.close(self._last[1])
            self._last = None
