from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text

from sm_tj_cli.download.artifacts import Artifact, Kind
from sm_tj_cli.download.placing import PlacedFile
from sm_tj_cli.download.s3_uri import S3Location
from sm_tj_cli.render.transfer import (
    Downloaded,
    downloaded_document,
    human_size,
    print_downloaded,
    transfer_progress,
)
from tests.unit.render.samples import Screen, address

FILES = [
    PlacedFile(Path("out/model/a"), 1200, "ab", "s3://b/m/a", "md5"),
    PlacedFile(Path("out/model/b\x1b[2J"), 300, "cd", "s3://b/m/b", "crc64nvme"),
]
FOUND = [
    Downloaded(
        Artifact(Kind.MODEL, S3Location("b", "m/"), is_folder=True), Path("out/model"), FILES
    )
]


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 KB"),
        (1_250_000, "1.2 MB"),
        (3_000_000_000, "3.0 GB"),
        (10**18, "1000.0 PB"),
    ],
)
def test_sizes(size: int, shown: str) -> None:
    assert human_size(size) == shown


def test_elsewhere_one_line_says_what_is_fetched() -> None:
    screen = Screen()
    with transfer_progress(screen.terminal, "2 files of job", 1500) as advance:
        advance(700)
        advance(800)
    assert screen.error.getvalue() == "2 files of job, 1.5 KB...\n"
    assert screen.out.getvalue() == ""


@pytest.mark.parametrize("width", [40, 60, 160])
def test_the_bar_fits_the_terminal_and_says_how_much_is_there(width: int) -> None:
    screen = Screen(width=width, is_terminal=True)
    with transfer_progress(screen.terminal, "2 files of a-rather-long-name-of-a-job", 1500) as more:
        more(700)
    drawn = Text.from_ansi(screen.error.getvalue()).plain.splitlines()
    assert max(map(cell_len, drawn)) < width
    assert "2 files of" in screen.error.getvalue()
    assert "0.7/1.5 kB" in screen.error.getvalue()


def test_a_terminal_has_a_bar_on_standard_error() -> None:
    screen = Screen(width=80, is_terminal=True)
    with transfer_progress(screen.terminal, "[b]model[/b]", 1500) as advance:
        advance(1500)
    assert "[b]model[/b]" in screen.error.getvalue()
    assert "1.5/1.5 kB" in screen.error.getvalue()
    assert screen.out.getvalue() == ""


def test_a_row_for_each_artifact() -> None:
    screen = Screen()
    print_downloaded(screen.terminal, FOUND)
    assert [line.split() for line in screen.out.getvalue().splitlines()] == [
        ["PATH", "FILES", "SIZE", "VERIFIED", "BY"],
        ["out/model", "2", "1.5", "KB", "crc64nvme,", "md5"],
    ]


def test_the_document() -> None:
    document = downloaded_document(address("a"), "job", FOUND, [])
    assert document["address"] == 'aws_sagemaker_training_job.tj["a"]'
    (artifact,) = document["artifacts"]  # type: ignore[misc]
    assert (artifact["kind"], artifact["uri"], artifact["path"]) == ("model", "s3://b/m/", "out/model")  # fmt: skip
    assert artifact["files"][0] == {
        "path": "out/model/a",
        "size": 1200,
        "sha256": "ab",
        "uri": "s3://b/m/a",
        "verified_by": "md5",
    }
