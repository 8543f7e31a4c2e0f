from __future__ import annotations

import pytest

from sm_tj_cli.download.artifacts import Artifact, Kind, NoArtifactError
from sm_tj_cli.download.finding import UnsafeKeyError, find
from sm_tj_cli.download.s3_uri import S3Location
from sm_tj_cli.download.safe_paths import Limits
from tests.fakes.downloads import FakeDownloads

FOLDER = Artifact(Kind.MODEL, S3Location("bucket", "out/model/"), is_folder=True)
FILE = Artifact(Kind.MODEL, S3Location("bucket", "out/model.tar.gz"))


def found(artifact: Artifact, *keys: str) -> list[tuple[str, tuple[str, ...]]]:
    bucket = FakeDownloads(dict.fromkeys(keys, b"12"))
    told = find(artifact, bucket, Limits())
    assert told.size == 2 * len(told.sources)
    return [(source.file.key, parts) for source, parts in told.sources]


def test_one_object() -> None:
    assert found(FILE, "out/model.tar.gz", "out/model.tar.gz2") == [("out/model.tar.gz", ())]


def test_a_folder_is_every_key_below() -> None:
    assert found(FOLDER, "out/model/a", "out/model/b/c", "out/model2/x", "out/model.tar.gz") == [
        ("out/model/a", ("a",)),
        ("out/model/b/c", ("b", "c")),
    ]


def test_without_what_belongs_to_another() -> None:
    output = Artifact(Kind.OUTPUT, S3Location("bucket", "out/"), is_folder=True, without="out/model/")  # fmt: skip
    assert found(output, "out/model/a", "out/data/x") == [("out/data/x", ("data", "x"))]


def test_an_empty_object_for_a_folder_is_passed_over() -> None:
    bucket = FakeDownloads({"out/model/": b"", "out/model/a": b"1", "out/model/b/": b""})
    assert len(find(FOLDER, bucket, Limits()).sources) == 1


@pytest.mark.parametrize("artifact", [FILE, FOLDER])
def test_nothing_is_there(artifact: Artifact) -> None:
    with pytest.raises(NoArtifactError, match="There is nothing at s3://bucket/out/model"):
        found(artifact, "other")


@pytest.mark.parametrize(
    "keys",
    [
        ["../evil"],
        ["a/../../evil"],
        ["/etc/passwd"],
        ["a//b"],
        ["folder/"],
        ["a\\b"],
        ["C:/x"],
        ["a\0b"],
        ["a\x1b[2J"],
        ["a", "a/b"],
        ["Model", "model"],
        ["d/" * 70 + "f"],
    ],
)
def test_a_key_that_no_file_is_made_from(keys: list[str]) -> None:
    with pytest.raises(UnsafeKeyError) as caught:
        found(FOLDER, *(f"out/model/{key}" for key in keys))
    assert str(caught.value).isprintable()


def test_ten_thousand_keys() -> None:
    assert len(found(FOLDER, *(f"out/model/{it // 100}/{it}" for it in range(10_000)))) == 10_000
