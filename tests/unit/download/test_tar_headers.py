from __future__ import annotations

import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sm_tj_cli.download.tar_headers import (
    DamagedArchiveError,
    RefusedArchiveError,
    TarHeader,
    read_header,
)
from tests.unit.download.hostile_archives import extended, header, member, pax_record, tar


def first(content: bytes) -> TarHeader | None:
    return read_header(io.BytesIO(content).read)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (header(b"a"), TarHeader("a", 4, is_folder=False, is_executable=False)),
        (header(b"a", kind=b"\0", magic=bytes(8)), TarHeader("a", 4, is_folder=False, is_executable=False)),
        (header(b"a/", kind=b"5"), TarHeader("a/", 0, is_folder=True, is_executable=False)),
        (header(b"a/", kind=b"\0"), TarHeader("a/", 4, is_folder=True, is_executable=False)),
        (header(b"a", mode=b"0000755\0"), TarHeader("a", 4, is_folder=False, is_executable=True)),
        (header(b"a", size=b"\x80" + bytes(3) + (1 << 40).to_bytes(8, "big")), TarHeader("a", 1 << 40, is_folder=False, is_executable=False)),
        (header(b"a", size=b"         4  "), TarHeader("a", 4, is_folder=False, is_executable=False)),
        (extended(b"L", b"long name\0"), TarHeader("long name", 4, is_folder=False, is_executable=False)),
        (extended(b"x", pax_record(b"size", b"9")), TarHeader("x", 9, is_folder=False, is_executable=False)),
        (bytes(512), None),
        (b"", None),
    ],
)  # fmt: skip
def test_headers(content: bytes, expected: TarHeader | None) -> None:
    assert first(content) == expected


@given(st.binary(max_size=2048))
def test_any_bytes_are_a_header_or_told(content: bytes) -> None:
    told = "."
    try:
        first(content)
    except (DamagedArchiveError, RefusedArchiveError) as problem:
        told = str(problem)
    assert told.endswith(".")


@given(st.integers(0, 2047), st.integers(0, 255))
def test_a_changed_byte_is_told_or_harmless(at: int, byte: int) -> None:
    content = bytearray(extended(b"x", pax_record(b"path", b"a/b") + pax_record(b"mtime", b"1")))
    content[at] = byte
    try:
        found = first(bytes(content))
    except (DamagedArchiveError, RefusedArchiveError):
        return
    assert found is None or found.size == 4


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=300)


@given(NAMES, st.sampled_from([tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]))
def test_what_the_standard_library_writes_is_read(name: str, form: int) -> None:
    stream = io.BytesIO(tar(member(name), form=form))
    stream.seek(1024)
    found = read_header(stream.read)
    assert found is not None
    assert (found.name.rstrip("/"), found.size) == (name.rstrip("/"), 4)
