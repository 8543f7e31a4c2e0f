"""Files that survive a crash whole: written beside, flushed, renamed; private to their owner."""

from __future__ import annotations

import os
import re
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Version: TypeAlias = tuple[int, int, int]
PRIVATE = 0o600
# As large as a state may be: a hundred thousand jobs.
MOST_BYTES = 1 << 30


def read_regular(path: Path) -> bytes | None:
    """The content, None where there is no such file.

    Raises:
        OSError: it is no regular file, too large, or cannot be read.
    """
    try:
        # Without blocking: a pipe in its place must not keep the program waiting.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(f"{path} is not a regular file")
        if facts.st_size > MOST_BYTES:
            raise OSError(f"{path} is larger than {MOST_BYTES} bytes")
        return file.read()


def replace_file(path: Path, content: bytes, *, backup: Path | None = None) -> Version:
    """Puts `content` in the place of `path` at once; with `backup` the file that was there stays under that name."""
    beside = _temporary(path)
    try:
        with _created(beside) as descriptor:
            write_all(descriptor, content)
            os.fsync(descriptor)
            # Renaming changes nothing of it, and asking for it afterwards could fail.
            written = version_of(os.fstat(descriptor))
        if backup is not None and path.exists():
            _keep(path, backup)
        beside.rename(path)
    finally:
        # Where all went well it is called `path` by now.
        with suppress(OSError):
            beside.unlink()
    sync_directory(path.parent)
    return written


def version_of(facts: os.stat_result) -> Version:
    """What another program cannot leave as it is when it writes the file."""
    return facts.st_ino, facts.st_size, facts.st_mtime_ns


def append_durably(path: Path, content: bytes, *, is_listed: bool = False) -> None:
    """Adds `content` at the end of the file, which is made where it is missing; all of it, or nothing if that fails.

    `is_listed`: this process made sure before that the directory's entry of the file is durable.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, PRIVATE)
    try:
        before = os.fstat(descriptor).st_size
        try:
            write_all(descriptor, content)
            os.fsync(descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, before)
            raise
    finally:
        os.close(descriptor)
    if not is_listed:
        # Also where the file is not new: whoever made it may have died before this.
        sync_directory(path.parent)


def write_all(descriptor: int, content: bytes) -> None:
    """Writes everything, however many writes it takes."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def sync_directory(directory: Path) -> None:
    """Makes a rename or a new file in `directory` durable."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(path: Path) -> None:
    """Removes what killed processes left of writing `path`. Only whoever may write it may sweep."""
    ours = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{16}}\.tmp")
    for entry in path.parent.iterdir():
        if ours.fullmatch(entry.name):
            with suppress(OSError):
                entry.unlink()


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")


@contextmanager
def _created(path: Path) -> Iterator[int]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, PRIVATE)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _keep(path: Path, backup: Path) -> None:
    """A second name for the old content, so that at no moment there is neither."""
    link = _temporary(backup)
    try:
        os.link(path, link)
    except OSError:
        # A file system without hard links: a copy does as well.
        with _created(link) as descriptor:
            write_all(descriptor, path.read_bytes())
            os.fsync(descriptor)
    link.chmod(PRIVATE)
    link.rename(backup)
