from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path

JOB = {
    "TrainingJobName": "a-1",
    "CreationTime": "2026-01-02T03:04:05Z",
    "HyperParameters": {"k": "1"},
}


def test_a_description_is_kept_whole_and_private(tmp_path: Path) -> None:
    place = Archive(tmp_path / "archive").keep(JOB)  # type: ignore[arg-type]
    file = tmp_path / "archive" / "a-1.20260102T030405Z.json"
    assert place == str(file)
    assert json.loads(file.read_text()) == JOB
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_jobs_of_one_name_are_kept_apart_by_their_times(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    later = {**JOB, "CreationTime": "2026-02-02T03:04:05Z"}
    assert archive.keep(JOB) != archive.keep(later)  # type: ignore[arg-type]
    assert archive.keep({"TrainingJobName": "b"}).endswith("b.undated.json")


def test_what_cannot_be_written_is_raised(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file")
    with pytest.raises(OSError, match="archive"):
        Archive(tmp_path / "archive").keep(JOB)  # type: ignore[arg-type]
