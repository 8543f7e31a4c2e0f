"""Names from archives and of S3 objects in, paths that stay inside a folder out; every other name is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TypeAlias

Parts: TypeAlias = "tuple[str, ...]"

_LONGEST_PART = 255
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:")


class UnsafePathError(ValueError):
    """A name that is refused; its text says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive or a folder of objects may be at the most.

    Attributes:
        members: files and folders.
        depth: folders within one another.
        path: bytes of a path.
        ratio: bytes unpacked for each byte of the archive, once it has unpacked to `free` bytes.
        free: bytes that may be unpacked whatever the ratio.
    """

    members: float = 100_000
    depth: float = 64
    path: float = 1024
    ratio: float = 200
    free: float = 1 << 30


_ANY = float("inf")
# Deeper trees than that are more than most programs can remove again.
NO_LIMITS = Limits(members=_ANY, depth=256, path=4096, ratio=_ANY, free=_ANY)


def visible(name: str) -> str:
    """A name as it can be told: what does not print is written out."""
    return "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in name)


def safe_parts(name: str, limits: Limits) -> Parts:
    """The folders and the file that a name means, relative to the target; `./a/b` and `a/b/` are `a/b`.

    Raises:
        UnsafePathError: it could mean something outside, or nothing that a file can be called.
    """
    if _CONTROL.search(name):
        raise UnsafePathError("has control characters in its name, or bytes that are no UTF-8")
    if name.startswith("/") or _DRIVE.match(name):
        raise UnsafePathError("has an absolute path")
    if "\\" in name:
        raise UnsafePathError("has a backslash in its name")
    if len(name.encode()) > limits.path:
        raise UnsafePathError(f"has a path of more than {limits.path:g} bytes")
    parts = tuple(part for part in name.removesuffix("/").split("/") if part != ".")
    if ".." in parts:
        raise UnsafePathError("leads out of the target (..)")
    if "" in parts:
        raise UnsafePathError("has an empty name")
    if len(parts) > limits.depth:
        raise UnsafePathError(f"lies deeper than {limits.depth:g} folders")
    if any(len(part.encode()) > _LONGEST_PART for part in parts):
        raise UnsafePathError(f"has a name of more than {_LONGEST_PART} bytes")
    return parts


@dataclass(slots=True)
class KnownPaths:
    """Finds names that meet in one place, also where letters' case or the way of writing accents makes no difference."""

    limits: Limits
    _known: dict[Parts, tuple[Parts, bool]] = field(default_factory=dict)

    def add(self, parts: Parts, *, is_folder: bool) -> None:
        """A further path.

        Raises:
            UnsafePathError: another one is there, or there are too many.
        """
        folded = tuple(unicodedata.normalize("NFC", part).casefold() for part in parts)
        for depth in range(1, len(parts)):
            self._put(folded[:depth], parts[:depth], is_folder=True)
        if parts:
            if not is_folder and self._known.get(folded) == (parts, False):
                raise UnsafePathError("is there twice")
            self._put(folded, parts, is_folder=is_folder)

    def _put(self, folded: Parts, parts: Parts, *, is_folder: bool) -> None:
        known = self._known.setdefault(folded, (parts, is_folder))
        if known[1] != is_folder:
            raise UnsafePathError("is a file and a folder")
        if known[0] != parts:
            raise UnsafePathError(
                f'differs from "{visible("/".join(known[0]))}" only in letters\' case'
            )
        if len(self._known) > self.limits.members:
            raise UnsafePathError(
                f"is one too many: more than {self.limits.members:g} files and folders"
            )
