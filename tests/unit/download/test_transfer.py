from __future__ import annotations

import hashlib
import random
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.downloads import Digest
from sm_tj_cli.download.staging import Staging
from sm_tj_cli.download.transfer import CorruptError, ReplacedError, Source, Transfer
from sm_tj_cli.service import Kind, ServiceError
from tests.fakes.downloads import FakeDownloads, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BIG = bytes(range(256)) * 4
OBJECTS = {"big": BIG, "small": b"12345", "empty": b"", "even": b"x" * 64}


@dataclass
class Run:
    """A transfer of all objects of a bucket into a folder, in pieces of 64 bytes."""

    staging: Staging
    bucket: FakeDownloads
    advanced: list[int] = field(default_factory=list)

    def __call__(self, workers: int = 4) -> dict[str, str]:
        transfer = Transfer(self.staging, self.advanced.append, 64, workers, pauses=(0.0, 0.0))
        sources = [Source(self.bucket, file) for file in self.bucket.list("")]
        fetched = transfer.fetch(sources)
        for it in fetched:
            assert it.place.read_bytes() == self.bucket.objects[it.source.file.key]
            assert it.checked.sha256 == hashlib.sha256(it.place.read_bytes()).hexdigest()
        return {it.source.file.key: it.checked.by for it in fetched}


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with Staging(tmp_path) as staging:
        yield Run(staging, FakeDownloads(dict(OBJECTS)))


def once(trouble: Callable[[], bool | None]) -> Callable[[str, int], bool | None]:
    """The trouble at the first block behind byte 32 of the big object."""
    lock, struck = threading.Lock(), []

    def on_read(key: str, at: int) -> bool | None:
        with lock:
            if key != "big" or at < 32 or struck:
                return None
            struck.append(at)
        return trouble()

    return on_read


def throw(problem: Exception) -> Callable[[], None]:
    def trouble() -> None:
        raise problem

    return trouble


def test_objects_are_fetched_in_pieces_and_verified(run: Run) -> None:
    assert run() == dict.fromkeys(OBJECTS, "md5")
    assert sum(run.advanced) == len(BIG) + 5 + 64
    assert sum(call.startswith("read big") for call in run.bucket.calls) == len(BIG) // 64
    assert sorted(len(it.name) for it in run.staging.folder.iterdir()) == [32] * 4


@pytest.mark.parametrize(
    "trouble",
    [
        lambda: True,
        throw(refused("IncompleteReadError", Kind.UNAVAILABLE)),
        throw(refused("SlowDown", Kind.THROTTLED)),
    ],
    ids=["cut off", "reset", "throttled"],
)
def test_a_piece_goes_on_where_it_was_cut_off(run: Run, trouble: Callable[[], bool | None]) -> None:
    run.bucket.on_read = once(trouble)
    run(workers=1)
    assert sum(run.advanced) == len(BIG) + 5 + 64
    assert "read big 32-64" in run.bucket.calls


def test_a_service_that_stays_away_is_told(run: Run) -> None:
    run.bucket.on_read = lambda _key, _at: True
    with pytest.raises(ServiceError, match="the connection ended early"):
        run()
    run.bucket.on_read = lambda _key, _at: throw(refused("AccessDenied", Kind.PERMISSION))()  # type: ignore[func-returns-value]
    with pytest.raises(ServiceError, match="AccessDenied"):
        run()


def test_a_later_run_fetches_only_what_is_missing(run: Run) -> None:
    run.bucket.on_read = lambda key, at: key == "big" and at >= 512
    with pytest.raises(ServiceError):
        run(workers=1)
    run.bucket.on_read = lambda _key, _at: None
    run.bucket.calls.clear()
    run.advanced.clear()
    assert run() == dict.fromkeys(OBJECTS, "md5")
    starts = [int(call.split()[2].split("-")[0]) for call in run.bucket.calls if "read big" in call]
    assert starts == list(range(512, 1024, 64))
    assert sum(run.advanced) == len(BIG) + 5 + 64
    run.bucket.calls.clear()
    run()
    assert not any(call.startswith("read") for call in run.bucket.calls)


def test_pieces_of_another_size_are_not_trusted(run: Run, tmp_path: Path) -> None:
    run.bucket.on_read = lambda key, at: key == "big" and at >= 512
    with pytest.raises(ServiceError):
        run(workers=1)
    run.bucket.on_read = lambda _key, _at: None
    record = next(run.staging.folder.glob("*.chunks"))
    record.write_text("0/32\n1/32\nnonsense\n5/64\n7/6")
    run()
    assert "read big 320-384" not in run.bucket.calls[-20:]


def test_an_object_that_is_replaced_meanwhile_is_never_mixed(run: Run) -> None:
    def replace() -> None:
        run.bucket.objects["big"] = BIG[::-1]

    run.bucket.on_read = once(replace)
    with pytest.raises(ReplacedError, match="s3://bucket/big"):
        run()
    assert run()["big"] == "md5"


def test_an_object_that_is_replaced_or_gone_before(run: Run) -> None:
    files = list(run.bucket.list(""))
    run.bucket.objects["even"] = b"y" * 64
    transfer = Transfer(run.staging, run.advanced.append, 64)
    with pytest.raises(ReplacedError, match="even"):
        transfer.fetch([Source(run.bucket, file) for file in files])
    del run.bucket.objects["even"]
    with pytest.raises(ReplacedError, match="even"):
        transfer.fetch([Source(run.bucket, file) for file in files])


@pytest.mark.parametrize("key", ["big", "small"])
def test_what_does_not_fit_its_digest_is_thrown_away(run: Run, key: str) -> None:
    run.bucket.digests[key] = Digest("sha256", bytes(32))
    with pytest.raises(CorruptError, match=key):
        run()
    place = run.staging.place("bucket", run.bucket.look(key))  # type: ignore[arg-type]
    assert not any(it.name.startswith(place.name) for it in run.staging.folder.iterdir())


def test_a_kept_file_that_has_changed_is_noticed(run: Run) -> None:
    run()
    for it in run.staging.folder.iterdir():
        it.write_bytes(b"changed")
    with pytest.raises(CorruptError):
        run()


def test_without_a_digest_the_size_is_what_there_is(run: Run) -> None:
    run.bucket.digests = dict.fromkeys(OBJECTS)
    assert run() == dict.fromkeys(OBJECTS, "size")


def test_a_thousand_objects(run: Run) -> None:
    run.bucket.objects = {f"{it}": b"%d" % it * 30 for it in range(1000)}
    assert len(run(workers=8)) == 1000


def test_any_troubles_end_in_whole_files(run: Run) -> None:
    chance = random.Random(1)
    lock = threading.Lock()

    def on_read(_key: str, _at: int) -> bool | None:
        with lock:
            dice = chance.random()
        if dice < 0.05:
            raise refused("ConnectionClosedError", Kind.UNAVAILABLE)
        return dice < 0.1

    run.bucket.on_read = on_read
    for _ in range(200):
        try:
            assert len(run()) == len(OBJECTS)
        except ServiceError:
            continue
        else:
            break
    assert sum("." in it.name for it in run.staging.folder.iterdir()) == 0
