"""Objects of a bucket in; verified files in the staging folder out, fetched by several threads, each byte once.

A piece that was cut off is asked for again from where it ended, and only of the same version of the object.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.download.digests import check_file
from sm_tj_cli.download.staging import Part
from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sm_tj_cli.download.digests import Checked
    from sm_tj_cli.download.ports import Downloads, RemoteFile
    from sm_tj_cli.download.staging import Staging

CHUNK = 16 << 20
WORKERS = 8
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
_WORTH_A_RETRY = {Kind.THROTTLED, Kind.UNAVAILABLE}

Advance: TypeAlias = Callable[[int], None]
"""Is told, by any thread, of so many further bytes; of a negative number, that they were for nothing."""


class ReplacedError(Exception):
    """The object is not the one that was asked for any more."""


class CorruptError(Exception):
    """What came does not fit the digest that S3 keeps of the object; it was thrown away."""


class _CancelledError(Exception):
    """Another thread has failed, or somebody asked for an end."""


@dataclass(frozen=True, slots=True)
class Source:
    """An object to fetch, and its bucket."""

    bucket: Downloads
    file: RemoteFile

    def __str__(self) -> str:
        return f"s3://{self.bucket.bucket}/{self.file.key}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An object that is there: where it is kept, and by what it was found to be whole."""

    source: Source
    place: Path
    checked: Checked


@dataclass(slots=True)
class Transfer:
    """Fetches objects.

    Attributes:
        staging: where to.
        advance: is told of the bytes that are there.
        chunk: the size of the pieces of one object that are fetched at the same time, in bytes.
        workers: how many threads do it.
        pauses: seconds before each further attempt at a piece.
    """

    staging: Staging
    advance: Advance
    chunk: int = CHUNK
    workers: int = WORKERS
    pauses: Sequence[float] = PAUSES
    _end: threading.Event = field(default_factory=threading.Event)
    _fetched: dict[int, Fetched] = field(default_factory=dict)

    def fetch(self, sources: Sequence[Source]) -> list[Fetched]:
        """Fetches them all; what is there already is only verified.

        Raises:
            ReplacedError: an object was replaced meanwhile.
            CorruptError: an object did not come as it is.
            ServiceError: S3 refuses or does not answer.
            OSError: a file cannot be written.
        """
        self._end.clear()
        self._fetched.clear()
        parts: list[Part] = []
        try:
            with ThreadPoolExecutor(self.workers, "smtj-download") as pool:
                try:
                    self._work(pool, self._tasks(sources, parts))
                finally:
                    # Whatever ended it, the other threads end soon; the pool waits for them.
                    self._end.set()
        finally:
            for part in parts:
                part.close()
        return [self._fetched[index] for index in range(len(sources))]

    def _work(self, pool: ThreadPoolExecutor, tasks: Iterator[Callable[[], None]]) -> None:
        pending: set[Future[None]] = set()
        for task in tasks:
            pending.add(pool.submit(task))
            if len(pending) >= 2 * self.workers:
                pending = self._some_done(pending)
        while pending:
            pending = self._some_done(pending)

    def _some_done(self, pending: set[Future[None]]) -> set[Future[None]]:
        done, rest = wait(pending, return_when=FIRST_COMPLETED)
        for future in done:
            future.result()
        return rest

    def _tasks(self, sources: Sequence[Source], parts: list[Part]) -> Iterator[Callable[[], None]]:
        for index, source in enumerate(sources):
            if source.file.size <= self.chunk:
                yield partial(self._small, index, source)
                continue
            # The facts of a large object are asked for first: its pieces are fetched at the same time.
            source = self._current(source)
            place = self.staging.place(source.bucket.bucket, source.file)
            if place.exists():
                yield partial(self._verify_there, index, source, place)
                continue
            part = Part.open(place, source.file.size, self.chunk)
            parts.append(part)
            missing = part.missing
            self.advance(part.size - sum(end - start for start, end in map(part.span, missing)))
            if not missing:
                yield partial(self._finish, index, source, part)
            for number in missing:
                yield partial(self._piece, index, source, part, number)

    def _small(self, index: int, source: Source) -> None:
        source = self._current(source)
        place = self.staging.place(source.bucket.bucket, source.file)
        if place.exists():
            self._verify_there(index, source, place)
            return
        part = Part.open(place, source.file.size, max(1, source.file.size))
        try:
            if not part.missing:
                self.advance(part.size)
            for number in part.missing:
                self._fill(source, part, number)
            self._finish(index, source, part)
        finally:
            part.close()

    def _piece(self, index: int, source: Source, part: Part, number: int) -> None:
        self._fill(source, part, number)
        if part.done(number):
            self._finish(index, source, part)

    def _fill(self, source: Source, part: Part, number: int) -> None:
        at, end = part.span(number)
        attempts = 0
        while at < end:
            begun = at
            problem = _cut_off(source)
            try:
                for data in self._read(source, at, end):
                    part.write(data, at)
                    at += len(data)
                    self.advance(len(data))
            except ServiceError as refused:
                problem = refused
            if at >= end:
                return
            attempts = 0 if at > begun else attempts + 1
            if problem.kind not in _WORTH_A_RETRY or attempts > len(self.pauses):
                raise problem
            if self._end.wait(self.pauses[max(0, attempts - 1)]):
                raise _CancelledError

    def _read(self, source: Source, at: int, end: int) -> Iterator[bytes]:
        """The bytes from `at`, of this version, and not more than were asked for."""
        try:
            for data in source.bucket.read(source.file.key, source.file.etag, at, end):
                if self._end.is_set():
                    raise _CancelledError
                yield data[: end - at]
                at += len(data)
        except ServiceError as refused:
            if refused.code == "PreconditionFailed":
                raise ReplacedError(str(source)) from refused
            raise

    def _finish(self, index: int, source: Source, part: Part) -> None:
        with part.data.open("rb") as file:
            checked = check_file(file, source.file.digest)
        if checked is None:
            part.drop()
            self.advance(-source.file.size)
            raise CorruptError(str(source))
        part.keep()
        part.close()
        self._fetched[index] = Fetched(source, part.place, checked)

    def _verify_there(self, index: int, source: Source, place: Path) -> None:
        with place.open("rb") as file:
            checked = check_file(file, source.file.digest)
        if checked is None:
            place.unlink()
            raise CorruptError(str(source))
        self.advance(source.file.size)
        self._fetched[index] = Fetched(source, place, checked)

    def _current(self, source: Source) -> Source:
        """The source with its digest.

        Raises:
            ReplacedError: it is another version by now, or gone.
        """
        if self._end.is_set():
            raise _CancelledError
        file = source.bucket.look(source.file.key)
        if file is None or (file.etag, file.size) != (source.file.etag, source.file.size):
            raise ReplacedError(str(source))
        return Source(source.bucket, file)


def _cut_off(source: Source) -> ServiceError:
    return ServiceError(
        f"GetObject {source}",
        Kind.UNAVAILABLE,
        Processed.NO,
        "IncompleteRead",
        "the connection ended early",
    )
