from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.downloads import RemoteFile
from sm_tj_cli.download.artifacts import Artifact, Kind
from sm_tj_cli.download.digests import Checked
from sm_tj_cli.download.placing import NoRoomError, PlacedFile, Placing, check_room
from sm_tj_cli.download.s3_uri import S3Location
from sm_tj_cli.download.safe_paths import Limits
from sm_tj_cli.download.staging import Staging
from sm_tj_cli.download.tar_headers import DamagedArchiveError, RefusedArchiveError
from sm_tj_cli.download.transfer import Fetched, Source
from tests.fakes.downloads import FakeDownloads
from tests.unit.download.hostile_archives import BIG, GOOD, member, packed, symlink, tar, truncated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARCHIVE = Artifact(Kind.MODEL, S3Location("bucket", "m/model.tar.gz"))
FOLDER = Artifact(Kind.CHECKPOINTS, S3Location("bucket", "ck/"), is_folder=True)


@pytest.fixture
def staging(tmp_path: Path) -> Iterator[Staging]:
    with Staging(tmp_path) as staging:
        yield staging


def fetched(staging: Staging, key: str, body: bytes) -> Fetched:
    file = RemoteFile(key, "e", len(body))
    place = staging.place("bucket", file)
    place.write_bytes(body)
    return Fetched(Source(FakeDownloads(), file), place, Checked(hashlib.sha256(body).hexdigest(), "md5"))  # fmt: skip


def place(
    staging: Staging,
    artifact: Artifact,
    *bodies: bytes,
    replace: bool = False,
    unpack: bool = False,
) -> list[PlacedFile]:
    placing = Placing(staging, replace, unpack, Limits())
    files = [
        (fetched(staging, f"{artifact.location.key}{it}", body), (f"f{it}",))
        for it, body in enumerate(bodies)
    ]
    return placing.place(artifact, files)


def seen(folder: Path) -> dict[str, bytes]:
    return {
        str(it.relative_to(folder)): it.read_bytes() for it in folder.rglob("*") if it.is_file()
    }


def test_an_object_is_put_in_its_place(staging: Staging, tmp_path: Path) -> None:
    (placed,) = place(staging, ARCHIVE, b"body")
    assert placed == PlacedFile(
        tmp_path / "model.tar.gz",
        4,
        hashlib.sha256(b"body").hexdigest(),
        "s3://bucket/m/model.tar.gz0",
        "md5",
    )
    assert seen(tmp_path) == {"model.tar.gz": b"body"}


def test_objects_are_put_in_a_folder(staging: Staging, tmp_path: Path) -> None:
    assert [it.path.name for it in place(staging, FOLDER, b"1", b"2")] == ["f0", "f1"]
    assert seen(tmp_path) == {"checkpoints/f0": b"1", "checkpoints/f1": b"2"}


def test_an_archive_is_unpacked(staging: Staging, tmp_path: Path) -> None:
    files = place(staging, ARCHIVE, packed(tar(member("a/b", b"x"))), unpack=True)
    assert [(it.path, it.size, it.verified) for it in files] == [
        (tmp_path / "model" / GOOD, 4, "md5"),
        (tmp_path / "model" / "a" / "b", 1, "md5"),
    ]
    assert files[1].sha256 == hashlib.sha256(b"x").hexdigest()
    assert not [it for it in staging.folder.iterdir() if it.is_dir()]


@pytest.mark.parametrize("artifact", [ARCHIVE, FOLDER])
def test_what_is_there_is_replaced_only_if_asked(
    staging: Staging, tmp_path: Path, artifact: Artifact
) -> None:
    place(staging, artifact, b"mine")
    before = seen(tmp_path)
    with pytest.raises(OSError, match="exists|not empty"):
        place(staging, artifact, b"theirs")
    assert {name: body for name, body in seen(tmp_path).items() if not name.startswith(".")} == before  # fmt: skip
    place(staging, artifact, b"theirs", replace=True)
    assert list({it: body for it, body in seen(tmp_path).items() if it in before}.values()) == [b"theirs"]  # fmt: skip


def test_a_link_in_the_place_is_replaced_not_followed(staging: Staging, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (tmp_path / "checkpoints").symlink_to(outside)
    (tmp_path / "model.tar.gz").symlink_to(outside / "evil")
    for artifact in (FOLDER, ARCHIVE):
        with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
            place(staging, artifact, b"x")
        place(staging, artifact, b"x", replace=True)
    assert list(outside.iterdir()) == []
    assert not (tmp_path / "checkpoints").is_symlink()
    shutil.rmtree(outside)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (packed(tar(symlink("a", "/"))), RefusedArchiveError),
        (truncated(BIG, 0.9), DamagedArchiveError),
        (BIG[:-4], DamagedArchiveError),
        (b"no archive", DamagedArchiveError),
    ],
)
def test_of_an_archive_that_is_not_unpacked_nothing_is_left(
    staging: Staging, tmp_path: Path, body: bytes, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        place(staging, ARCHIVE, body, unpack=True)
    assert [it.name for it in tmp_path.iterdir()] == [staging.folder.name]
    assert [it.read_bytes() for it in staging.folder.iterdir()] == [body]


def test_there_has_to_be_room(tmp_path: Path) -> None:
    check_room(tmp_path, 1)
    with pytest.raises(NoRoomError, match="bytes are needed"):
        check_room(tmp_path, 1 << 60)
