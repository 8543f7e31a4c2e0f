from __future__ import annotations

import hashlib
import io
import zlib

import pytest

from sm_tj_cli.aws.downloads import Digest
from sm_tj_cli.download.digests import check_file

DATA = b"123456789"
SHA = hashlib.sha256(DATA).hexdigest()


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


# The check values of the catalogue of parametrised CRC algorithms, for "123456789".
WHOLE = [
    ("crc32", bytes.fromhex("cbf43926")),
    ("crc32c", bytes.fromhex("e3069283")),
    ("crc64nvme", bytes.fromhex("ae8b14860a799888")),
    ("md5", md5(DATA)),
    ("sha1", hashlib.sha1(DATA, usedforsecurity=False).digest()),
    ("sha256", hashlib.sha256(DATA).digest()),
]


@pytest.mark.parametrize(("algorithm", "value"), WHOLE)
def test_a_whole_file(algorithm: str, value: bytes) -> None:
    checked = check_file(io.BytesIO(DATA), Digest(algorithm, value))
    assert checked is not None
    assert (checked.sha256, checked.by) == (SHA, algorithm)
    assert check_file(io.BytesIO(DATA + b"0"), Digest(algorithm, value)) is None


@pytest.mark.parametrize("size", [1, 4, 5, 9, 100])
def test_a_file_that_was_uploaded_in_parts(size: int) -> None:
    parts = [md5(DATA[at : at + size]) for at in range(0, len(DATA), size)]
    digest = Digest("md5", md5(b"".join(parts)), size)
    assert check_file(io.BytesIO(DATA), digest) is not None
    assert check_file(io.BytesIO(DATA[::-1]), digest) is None


def test_parts_with_a_crc() -> None:
    parts = b"".join(zlib.crc32(it).to_bytes(4, "big") for it in (b"12345", b"6789"))
    digest = Digest("crc32", zlib.crc32(parts).to_bytes(4, "big"), 5)
    assert check_file(io.BytesIO(DATA), digest) is not None


def test_a_file_of_several_blocks() -> None:
    data = bytes(3 << 20)
    whole = check_file(io.BytesIO(data), Digest("md5", md5(data)))
    parted = check_file(
        io.BytesIO(data), Digest("md5", md5(md5(data[: 2 << 20]) + md5(data[2 << 20 :])), 2 << 20)
    )
    assert whole == parted
    assert whole is not None


def test_without_a_digest() -> None:
    checked = check_file(io.BytesIO(DATA), None)
    assert checked is not None
    assert (checked.sha256, checked.by) == (SHA, "size")
