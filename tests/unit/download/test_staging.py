from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.downloads import RemoteFile
from sm_tj_cli.download.staging import FOLDER, Part, Staging, StagingBusyError

if TYPE_CHECKING:
    from pathlib import Path


def test_an_empty_one_leaves_nothing(tmp_path: Path) -> None:
    with Staging(tmp_path / "a" / "b") as staging:
        assert stat.S_IMODE(staging.folder.stat().st_mode) == 0o700
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_what_is_there_stays_until_it_is_cleared(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        (staging.folder / "x").touch()
    with Staging(tmp_path) as staging:
        assert (staging.folder / "x").exists()
        staging.clear()
    assert list(tmp_path.iterdir()) == []


def test_only_one_run_at_a_time(tmp_path: Path) -> None:
    with Staging(tmp_path), pytest.raises(StagingBusyError), Staging(tmp_path):
        pass


def test_it_is_no_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / FOLDER).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=FOLDER), Staging(tmp_path):
        pass


def test_each_version_has_its_place(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    files = [
        RemoteFile("../k", "e", 1),
        RemoteFile("../k", "f", 1),
        RemoteFile("../k", "e", 2),
        RemoteFile("j", "e", 1),
    ]
    places = {staging.place(bucket, file) for file in files for bucket in ("a", "b")}
    assert len(places) == 8
    assert {place.parent for place in places} == {staging.folder}


def test_a_part_remembers_its_pieces(tmp_path: Path) -> None:
    part = Part.open(tmp_path / "p", 10, 4)
    assert part.missing == [0, 1, 2]
    assert [part.span(number) for number in part.missing] == [(0, 4), (4, 8), (8, 10)]
    part.write(b"4567", 4)
    assert part.done(1) is False
    part.close()
    part = Part.open(tmp_path / "p", 10, 4)
    assert part.missing == [0, 2]
    part.write(b"89", 8)
    part.write(b"0123", 0)
    assert [part.done(number) for number in (2, 0)] == [False, True]
    part.keep()
    part.close()
    part.close()
    assert (tmp_path / "p").read_bytes() == b"0123456789"
    assert [it.name for it in tmp_path.iterdir()] == ["p"]


def test_a_part_of_another_size_begins_anew(tmp_path: Path) -> None:
    part = Part.open(tmp_path / "p", 8, 4)
    part.done(0)
    part.close()
    os.truncate(tmp_path / "p.part", 3)
    part = Part.open(tmp_path / "p", 8, 4)
    assert part.missing == [0, 1]
    part.drop()
    part.close()
    assert list(tmp_path.iterdir()) == []
