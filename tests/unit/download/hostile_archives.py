"""Archives that somebody could send, made in memory: what is wrong with each, and what is told of it."""

from __future__ import annotations

import gzip
import io
import tarfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = "good.txt"


def member(
    name: str,
    data: bytes = b"data",
    kind: bytes = tarfile.REGTYPE,
    link: str = "",
    mode: int = 0o644,
    pax: dict[str, str] | None = None,
) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.mode = kind, link, mode
    info.size = len(data) if kind in {tarfile.REGTYPE, tarfile.CONTTYPE} else 0
    info.pax_headers = pax or {}
    return info, data


def folder(name: str, mode: int = 0o755) -> tuple[tarfile.TarInfo, bytes]:
    return member(name, b"", tarfile.DIRTYPE, mode=mode)


def symlink(name: str, target: str) -> tuple[tarfile.TarInfo, bytes]:
    return member(name, b"", tarfile.SYMTYPE, target)


def tar(*members: tuple[tarfile.TarInfo, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive, with a good file in front."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=form) as archive:
        for info, data in (member(GOOD), *members):
            archive.addfile(info, io.BytesIO(data))
    return written.getvalue()


def packed(content: bytes) -> bytes:
    return gzip.compress(content, 1, mtime=0)


def header(
    name: bytes = b"x",
    size: bytes = b"00000000004\0",
    kind: bytes = b"0",
    mode: bytes = b"0000644\0",
    magic: bytes = b"ustar\x0000",
    checksum: bytes | None = None,
) -> bytes:
    """A raw header, whatever its fields say."""
    block = bytearray(512)
    block[0 : len(name)] = name
    block[100:108], block[124:136], block[156:157] = mode, size, kind
    block[257:265] = magic
    block[148:156] = b" " * 8
    block[148:156] = checksum or b"%06o\0 " % sum(block)
    return bytes(block)


def pax_record(key: bytes, value: bytes) -> bytes:
    length = len(key) + len(value) + 3
    while len(str(length)) + len(key) + len(value) + 3 != length:
        length = len(str(length)) + len(key) + len(value) + 3
    return b"%d %s=%s\n" % (length, key, value)


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def extended(kind: bytes, data: bytes, name: bytes = b"x") -> bytes:
    """A header of `kind` with data before a regular file."""
    size = b"%011o\0" % len(data)
    return header(b"ext", size, kind) + padded(data) + header(name) + padded(b"data")


def raw(content: bytes) -> bytes:
    """A good file, then this, then the end."""
    return packed(header(GOOD.encode()) + padded(b"data") + content + bytes(1024))


def bomb(size: int) -> bytes:
    """An archive of some kilobytes that unpacks to `size` zeros."""
    written = io.BytesIO()
    with gzip.open(written, "wb", compresslevel=9) as stream:
        stream.write(header(b"zeros", b"%011o\0" % size))
        for _ in range(size >> 20):
            stream.write(bytes(1 << 20))
        stream.write(bytes(1024))
    return written.getvalue()


def cve_2025_4517() -> bytes:
    """Links whose resolved path is longer than the system's limit, so that realpath stops resolving and a check passes."""
    long = "d" * 240
    steps = [member("x", b"")]
    path = ""
    for letter in "abcdefghijklmnop":
        steps += [folder(path + long), symlink(path + letter, long)]
        path += f"{letter}/"
    steps += [
        symlink(f"{path}{'l' * 200}", "../" * 16),
        symlink("escape", f"{path}{'l' * 200}/../../../.."),
        member("escape/evil"),
    ]
    return packed(tar(*steps[1:]))


def truncated(content: bytes, share: float = 0.5) -> bytes:
    return content[: int(len(content) * share)]


def damaged(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def many(count: int) -> bytes:
    return packed(b"".join(header(b"f%d" % it, b"00000000000\0") for it in range(count)))


def sparse() -> bytes:
    data = pax_record(b"GNU.sparse.major", b"1") + pax_record(b"GNU.sparse.realsize", b"1" + b"0" * 12)  # fmt: skip
    return raw(extended(b"x", data))


BIG = packed(tar(member("big", bytes(range(256)) * 4000)))

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "parent": (lambda: packed(tar(member("../evil"))), "leads out of the target"),
    "parent inside": (lambda: packed(tar(member("a/../../evil"))), "leads out of the target"),
    "parent folder": (lambda: packed(tar(folder("../evil"))), "leads out of the target"),
    "absolute": (lambda: raw(header(b"/evil") + padded(b"data")), "absolute path"),
    "absolute by pax": (
        lambda: raw(extended(b"x", pax_record(b"path", b"/tmp/evil"))),
        "absolute path",
    ),
    "parent by a GNU long name": (lambda: raw(extended(b"L", b"../evil\0")), "leads out"),
    "parent by the prefix": (
        lambda: raw(prefixed(b"../../evil", b"x") + padded(b"data")),
        "leads out",
    ),
    "drive": (lambda: packed(tar(member("C:/evil"))), "absolute path"),
    "backslash": (lambda: packed(tar(member("..\\evil"))), "backslash"),
    "symlink out": (lambda: packed(tar(symlink("link", "/etc"))), '"link" is a symbolic link'),
    "symlink, then through it": (
        lambda: packed(tar(symlink("link", ".."), member("link/evil"))),
        "symbolic link",
    ),
    "symlink inside": (lambda: packed(tar(symlink("link", GOOD))), "symbolic link"),
    "symlink with a long name": (
        lambda: packed(tar(symlink("l" * 150, "t" * 150), form=tarfile.GNU_FORMAT)),
        "link with a long name",
    ),
    "hard link out": (
        lambda: packed(tar(member("link", b"", tarfile.LNKTYPE, "/etc/passwd"))),
        '"link" is a hard link',
    ),
    "hard link inside": (
        lambda: packed(tar(member("link", b"", tarfile.LNKTYPE, GOOD))),
        "hard link",
    ),
    "character device": (
        lambda: packed(tar(member("null", b"", tarfile.CHRTYPE))),
        "character device",
    ),
    "block device": (lambda: packed(tar(member("sda", b"", tarfile.BLKTYPE))), "block device"),
    "fifo": (lambda: packed(tar(member("pipe", b"", tarfile.FIFOTYPE))), "a FIFO"),
    "unknown kind": (lambda: raw(header(kind=b"Z")), "unknown kind"),
    "setuid": (lambda: packed(tar(member("sh", mode=0o4755))), "setuid or setgid"),
    "setgid": (lambda: packed(tar(member("sh", mode=0o2755))), "setuid or setgid"),
    "CVE-2025-4517": (cve_2025_4517, "symbolic link"),
    "CVE-2025-4330": (
        lambda: packed(tar(folder("a"), symlink("a/up", "../.."), symlink("b", "a/up/evil"))),
        "symbolic link",
    ),
    "CVE-2025-4138": (
        lambda: packed(tar(symlink("a", "./x/../.."), member("a/evil"))),
        "symbolic link",
    ),
    "twice": (lambda: packed(tar(member("a"), member("a"))), '"a" is there twice'),
    "twice by dots": (lambda: packed(tar(member("a"), member("./a"))), "there twice"),
    "letters' case": (lambda: packed(tar(member("Model"), member("model"))), "letters' case"),
    "case of a folder": (lambda: packed(tar(member("A/x"), member("a/y"))), "letters' case"),
    "accents": (lambda: packed(tar(member("\u00e9"), member("e\u0301"))), "letters' case"),
    "file as a folder": (lambda: packed(tar(member("a"), member("a/b"))), "a file and a folder"),
    "folder as a file": (lambda: packed(tar(member("a/b"), member("a"))), "a file and a folder"),
    "control characters": (lambda: packed(tar(member("a\x1b[2Jb"))), "control characters"),
    "line end": (lambda: packed(tar(member("a\nb"))), "control characters"),
    "no UTF-8": (lambda: raw(header(b"\xff\xfe")), "no UTF-8"),
    "empty name": (lambda: raw(header(b"") + padded(b"data")), "empty name"),
    "empty step": (lambda: packed(tar(member("a//b"))), "empty name"),
    "deep": (lambda: packed(tar(member("d/" * 1000 + "f"))), "more than 1024 bytes"),
    "deep and short": (lambda: packed(tar(member("d/" * 70 + "f"))), "deeper than 64"),
    "long path": (lambda: packed(tar(member("p" * 4096))), "more than 1024 bytes"),
    "long name": (lambda: packed(tar(member("n" * 300))), "more than 255 bytes"),
    "sparse by pax": (sparse, "sparse file"),
    "sparse, GNU": (lambda: raw(header(kind=b"S")), "sparse file"),
    "one path for all": (
        lambda: raw(extended(b"g", pax_record(b"path", b"evil"))),
        "all of its members",
    ),
    "endless headers": (
        lambda: raw(b"".join(extended(b"x", b"")[:512] for _ in range(5000))),
        "too many headers",
    ),
    "enormous header": (
        lambda: raw(header(b"ext", b"%011o\0" % (1 << 30), b"x")),
        "header of more than 64 KB",
    ),
    "enormous long name": (
        lambda: raw(header(b"ext", b"%011o\0" % (1 << 32), b"L")),
        "header of more than 64 KB",
    ),
}


def prefixed(prefix: bytes, name: bytes) -> bytes:
    block = bytearray(header(name))
    block[345 : 345 + len(prefix)] = prefix
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


DAMAGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", ""),
    "not gzip": (lambda: tar(), "not gzip"),
    "zip": (lambda: b"PK\x03\x04" + bytes(100), "not gzip"),
    "gzip of text": (lambda: packed(b"hello" * 500), "header"),
    "truncated": (lambda: truncated(BIG), "cut off"),
    "cut before its checksum": (lambda: BIG[:-8], "cut off"),
    "wrong CRC": (lambda: damaged(BIG, len(BIG) - 6), "damaged"),
    "wrong length": (lambda: damaged(BIG, len(BIG) - 2), "damaged"),
    "flipped bit": (lambda: damaged(BIG, len(BIG) // 2), ""),
    "tar cut in a header": (
        lambda: packed(tar()[:1024] + header()[:300]),
        "in the middle of a header",
    ),
    "tar cut in a file": (
        lambda: packed(tar(member("a", bytes(5000)))[:3000]),
        "in the middle of a file",
    ),
    "wrong checksum": (lambda: raw(header(checksum=b"000000\0 ")), "checksum is wrong"),
    "size is no number": (lambda: raw(header(size=b"not a size!\0")), "number that is none"),
    "size in wrong digits": (lambda: raw(header(size=b"00000000009\0")), "number that is none"),
    "negative size (CVE-2025-8194)": (
        lambda: raw(header(size=b"\xff" + b"\xff" * 11)),
        "number that is none",
    ),
    "enormous size": (lambda: raw(header(size=b"\x80" + b"\xff" * 11)), "middle of a file"),
    "pax without records": (lambda: raw(extended(b"x", b"1" * 60000)), "no valid records"),
    "pax record too long": (lambda: raw(extended(b"x", b"999 path=x\n")), "no valid records"),
    "pax size": (lambda: raw(extended(b"x", pax_record(b"size", b"-1"))), "a size that is none"),
    "name of nothing": (
        lambda: raw(header(b"ext", b"00000000002\0", b"L") + padded(b"a\0")),
        "middle of a header",
    ),
}
