"""Headers of a tar archive, read strictly: in linear time, in bounded memory, for regular files and folders.

Formats: ustar and pax (POSIX.1-2017, "pax Interchange Format"), GNU's long names, and v7. The standard library's reader
knows more than is wanted of an archive from somebody else, and what it knows has been turned against its users
(CVE-2024-6232, CVE-2025-4517, CVE-2025-8194).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sm_tj_cli.download.safe_paths import visible

BLOCK = 512
LONGEST_EXTENSION = 64 << 10
"""Of a header that extends the next one: a path and some attributes."""
MOST_EXTENSIONS = 8
_SET_ID = 0o6000
_EXECUTABLE = 0o111

_KINDS = {
    b"1": "a hard link",
    b"2": "a symbolic link",
    b"3": "a character device",
    b"4": "a block device",
    b"6": "a FIFO",
    b"K": "a link with a long name",
    b"S": "a sparse file",
}

Read: TypeAlias = Callable[[int], bytes]
"""Gives as many bytes as asked for; fewer only at the end."""


class DamagedArchiveError(Exception):
    """It is no archive, or not whole; the text says why, as a sentence."""


class RefusedArchiveError(Exception):
    """An archive with something in it that is never unpacked; the text says what, as a sentence."""


@dataclass(frozen=True, slots=True)
class TarHeader:
    """A file or a folder; `size` in bytes, without the padding to whole blocks."""

    name: str
    size: int
    is_folder: bool
    is_executable: bool


def read_header(read: Read) -> TarHeader | None:
    """The next header, at the beginning of a block; None at the end of the archive.

    Raises:
        DamagedArchiveError: there is no header.
        RefusedArchiveError: it is not one of a regular file or folder.
    """
    name: str | None = None
    size: int | None = None
    for _ in range(MOST_EXTENSIONS):
        block = read(BLOCK)
        if not block.strip(b"\0"):
            if len(block) not in {0, BLOCK} or name is not None or size is not None:
                raise DamagedArchiveError("It ends in the middle of a header.")
            return None
        _check_sum(block)
        kind = block[156:157]
        if kind not in {b"L", b"x", b"g"}:
            return _header(block, name, size)
        extension = _extension(read, _number(block[124:136]))
        if kind == b"L":
            name = _text(extension.partition(b"\0")[0])
        else:
            records = _records(extension)
            if kind == b"g" and records:
                raise RefusedArchiveError("It gives all of its members one path or size.")
            name, size = records.get("path", name), _pax_size(records, size)
    raise RefusedArchiveError("A member has too many headers.")


def _header(block: bytes, name: str | None, size: int | None) -> TarHeader:
    name = _own_name(block) if name is None else name
    kind = block[156:157]
    if kind not in {b"0", b"\0", b"5", b"7"}:
        what = _KINDS.get(kind, f"of an unknown kind ({_text(kind)!r})")
        raise RefusedArchiveError(
            f'"{visible(name)}" is {what}; only files and folders are unpacked.'
        )
    mode = _number(block[100:108])
    is_folder = kind == b"5" or name.endswith("/")
    if mode & _SET_ID and not is_folder:
        raise RefusedArchiveError(f'"{visible(name)}" would run as its owner (setuid or setgid).')
    length = _number(block[124:136]) if size is None else size
    return TarHeader(name, 0 if kind == b"5" else length, is_folder, bool(mode & _EXECUTABLE))


def _own_name(block: bytes) -> str:
    name = block[:100].partition(b"\0")[0]
    # GNU's format has something else in the place of the prefix.
    prefix = block[345:500].partition(b"\0")[0] if block[257:263] == b"ustar\0" else b""
    return _text(prefix + b"/" + name if prefix else name)


def _check_sum(block: bytes) -> None:
    if len(block) < BLOCK:
        raise DamagedArchiveError("It ends in the middle of a header.")
    told = _number(block[148:156])
    rest = block[:148] + b" " * 8 + block[156:]
    # Some writers have summed signed bytes.
    if told not in {sum(rest), sum(rest) - 256 * sum(byte > 127 for byte in rest)}:
        raise DamagedArchiveError("A header's checksum is wrong.")


def _number(field: bytes) -> int:
    if field[0] == 0x80:  # GNU: a number too long for octal digits
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if not digits.isdigit() and digits:
        raise DamagedArchiveError("A header has a number that is none.")
    try:
        return int(digits or b"0", 8)
    except ValueError:
        raise DamagedArchiveError("A header has a number that is none.") from None


def _extension(read: Read, size: int) -> bytes:
    if size > LONGEST_EXTENSION:
        raise RefusedArchiveError("A member has a header of more than 64 KB.")
    found = read(size)
    padding = read(-size % BLOCK)
    if len(found) + len(padding) < size + -size % BLOCK:
        raise DamagedArchiveError("It ends in the middle of a header.")
    return found


def _records(text: bytes) -> dict[str, str]:
    """The records of a pax header that say where and how large a member is: `LENGTH KEY=VALUE` and a line end."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text) and text[at] != 0:
        space = text.find(b" ", at, at + 20)
        digits = text[at:space] if space > 0 else b""
        if not digits.isdigit() or not 0 < int(digits) <= len(text) - at:
            raise DamagedArchiveError("A pax header has no valid records.")
        end = at + int(digits)
        key, separator, value = text[space + 1 : end - 1].partition(b"=")
        if not separator or text[end - 1 : end] != b"\n":
            raise DamagedArchiveError("A pax header has no valid records.")
        if key.startswith(b"GNU.sparse"):
            raise RefusedArchiveError("It has a sparse file; only whole files are unpacked.")
        if key in {b"path", b"size"}:
            found[key.decode()] = _text(value)
        at = end
    return found


def _pax_size(records: dict[str, str], before: int | None) -> int | None:
    text = records.get("size")
    if text is None:
        return before
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise DamagedArchiveError("A pax header has a size that is none.")
    return int(text)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
