from __future__ import annotations

import hashlib
import io
import stat
import tarfile
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sm_tj_cli.download.archive import Contents, check_archive, unpack_archive
from sm_tj_cli.download.safe_paths import NO_LIMITS, Limits
from sm_tj_cli.download.tar_headers import DamagedArchiveError, RefusedArchiveError
from sm_tj_cli.download.tree import Tree
from tests.unit.download.hostile_archives import (
    BIG,
    DAMAGED,
    GOOD,
    REFUSED,
    bomb,
    extended,
    folder,
    many,
    member,
    packed,
    pax_record,
    raw,
    symlink,
    tar,
)

LIMITS = Limits()


def unpack(content: bytes, target: Path, limits: Limits = LIMITS) -> dict[str, str]:
    """The digests of the files, by path."""
    target.mkdir(exist_ok=True)
    with Tree(target) as tree:
        return {it.path: it.sha256 for it in unpack_archive(io.BytesIO(content), tree, limits)}


def everything(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*")}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_archive_is_refused_and_reaches_nothing_outside(
    tmp_path: Path, name: str
) -> None:
    make, told = REFUSED[name]
    content = make()
    with pytest.raises(RefusedArchiveError) as caught:
        check_archive(io.BytesIO(content), LIMITS)
    assert told in str(caught.value)
    # Even where nobody had checked before.
    with pytest.raises(RefusedArchiveError):
        unpack(content, tmp_path / "target")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
    assert not any(path.is_symlink() for path in tmp_path.rglob("*"))


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_archive_is_told_from_a_whole_one(name: str) -> None:
    make, told = DAMAGED[name]
    if name == "empty":
        assert check_archive(io.BytesIO(make()), LIMITS) == Contents(0, 0)
        return
    with pytest.raises(DamagedArchiveError) as caught:
        check_archive(io.BytesIO(make()), LIMITS)
    assert told in str(caught.value)


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_files_and_folders_are_unpacked(tmp_path: Path, form: int) -> None:
    long = "d" * 60 + "/" + "n" * 90
    content = packed(
        tar(
            folder("./", mode=0o2775),
            folder("code/"),
            member("./code/run.sh", b"#!/bin/sh\n", mode=0o775),
            member(long, bytes(range(256)) * 5),
            member("empty", b""),
            folder("code"),
            form=form,
        )
    )
    target = tmp_path / "target"
    found = unpack(content, target)
    assert list(found) == [GOOD, "code/run.sh", long, "empty"]
    assert found[long] == hashlib.sha256(bytes(range(256)) * 5).hexdigest()
    assert (target / long).read_bytes() == bytes(range(256)) * 5
    modes = {name: stat.S_IMODE((target / name).stat().st_mode) for name in ("code/run.sh", GOOD)}
    assert [mode & ~0o022 for mode in modes.values()] == [0o755, 0o644]
    assert check_archive(io.BytesIO(content), LIMITS) == Contents(4, 4 + 10 + 1280)


def test_what_other_writers_write(tmp_path: Path) -> None:
    odd = pax_record(b"mtime", b"nan") + pax_record(b"path", "größe".encode()) + pax_record(b"size", b"4")  # fmt: skip
    content = raw(extended(b"x", odd, name=b"short"))
    assert list(unpack(content, tmp_path / "a")) == [GOOD, "größe"]
    two = packed(tar()[:1024]) + packed(bytes(1024))  # pigz and others write several gzip members
    assert list(unpack(two, tmp_path / "b")) == [GOOD]
    assert list(unpack(packed(tar()[:1024]), tmp_path / "c")) == [GOOD]  # without the end's blocks
    assert list(unpack(packed(tar()) + bytes(512), tmp_path / "d")) == [GOOD]  # padded, as on tape
    assert list(unpack(raw(extended(b"g", pax_record(b"comment", b"x"))), tmp_path / "e")) == [GOOD, "x"]  # fmt: skip


def test_what_is_already_there_is_not_written_through(tmp_path: Path) -> None:
    outside, target = tmp_path / "outside", tmp_path / "target"
    outside.mkdir()
    target.mkdir()
    (target / "link").symlink_to(outside)
    with pytest.raises(OSError, match="link"):
        unpack(packed(tar(member("link/evil"))), target)
    (target / GOOD).unlink()
    (target / GOOD).symlink_to(outside / "evil")
    with pytest.raises(FileExistsError):
        unpack(packed(tar()), target)
    assert everything(outside) == set()


def test_a_bomb_is_refused_on_the_way() -> None:
    content = bomb(32 << 20)
    small = replace(LIMITS, free=1 << 20)
    tracemalloc.start()
    with pytest.raises(RefusedArchiveError, match="more than 200 times its"):
        check_archive(io.BytesIO(content), small)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 << 20
    assert check_archive(io.BytesIO(content), LIMITS).size == 32 << 20
    assert check_archive(io.BytesIO(content), replace(NO_LIMITS, free=1)).files == 1


def test_too_many_members_are_refused() -> None:
    few = replace(LIMITS, members=1000)
    assert check_archive(io.BytesIO(many(1000)), few).files == 1000
    with pytest.raises(RefusedArchiveError, match="more than 1000 files and folders"):
        check_archive(io.BytesIO(many(1001)), few)
    assert check_archive(io.BytesIO(many(1001)), NO_LIMITS).files == 1001


def test_folders_on_the_way_count_too() -> None:
    deep = packed(tar(*(member(f"{'/'.join(f'{it}{level}' for level in range(20))}/f") for it in range(10))))  # fmt: skip
    with pytest.raises(RefusedArchiveError, match="more than 100 files and folders"):
        check_archive(io.BytesIO(deep), replace(LIMITS, members=100))


def test_without_limits_names_are_checked_all_the_same(tmp_path: Path) -> None:
    with pytest.raises(RefusedArchiveError):
        unpack(packed(tar(symlink("link", "/etc"))), tmp_path / "target", NO_LIMITS)
    deep = "d/" * 100 + "f"
    assert list(unpack(packed(tar(member(deep))), tmp_path / "deep", NO_LIMITS)) == [GOOD, deep]


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_descriptors_are_closed(tmp_path: Path) -> None:
    before = descriptors()
    unpack(packed(tar(*(member(f"{it}/x") for it in range(50)))), tmp_path / "target")
    with pytest.raises(RefusedArchiveError):
        unpack(packed(tar(member("a/b"), member("../c"))), tmp_path / "other")
    assert descriptors() == before


RAW = tar(folder("a"), member("a/b", bytes(range(256)) * 3), member("größe" * 30), member("c"))


@given(st.lists(st.tuples(st.integers(0, len(RAW) - 1), st.integers(0, 255)), max_size=4))
def test_whatever_bytes_are_changed_it_is_whole_damaged_or_refused(
    changes: list[tuple[int, int]],
) -> None:
    content = bytearray(RAW)
    for at, byte in changes:
        content[at] = byte
    with suppress(DamagedArchiveError, RefusedArchiveError):
        found = check_archive(io.BytesIO(packed(bytes(content))), LIMITS)
        assert found.size <= len(RAW)


@given(st.integers(0, len(BIG) - 1), st.integers(1, 255))
def test_a_changed_byte_of_gzip_is_noticed_or_changes_nothing(at: int, change: int) -> None:
    content = bytearray(BIG)
    content[at] ^= change
    # Not every bit of a compressed stream means something.
    with suppress(DamagedArchiveError, RefusedArchiveError):
        assert check_archive(io.BytesIO(bytes(content)), LIMITS) == Contents(2, 4 + 256 * 4000)
