"""A bucket to fetch from, in memory, with its troubles: cut connections, throttling, objects that are replaced."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from sm_tj_cli.aws.downloads import Digest, RemoteFile
from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def refused(code: str, kind: Kind = Kind.OTHER) -> ServiceError:
    """S3's refusal with that code."""
    return ServiceError("GetObject", kind, Processed.NO, code, "so it is")


@dataclass
class FakeDownloads:
    """The objects by key.

    Attributes:
        on_read: asked before each block of at most `block` bytes with the key and its place; raises what goes wrong, or
            says that the connection ends there.
        calls: `look KEY`, `list PREFIX`, `read KEY START-END`.
    """

    objects: dict[str, bytes] = field(default_factory=dict)
    bucket: str = "bucket"
    block: int = 4
    on_read: Callable[[str, int], bool | None] = lambda _key, _at: None
    digests: dict[str, Digest | None] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def look(self, key: str) -> RemoteFile | None:
        self._note(f"look {key}")
        data = self.objects.get(key)
        if data is None:
            return None
        md5 = hashlib.md5(data, usedforsecurity=False)
        digest = self.digests.get(key, Digest("md5", md5.digest()))
        return RemoteFile(key, f'"{md5.hexdigest()}"', len(data), digest)

    def list(self, prefix: str) -> Iterator[RemoteFile]:
        self._note(f"list {prefix}")
        for key, data in sorted(self.objects.items()):
            if key.startswith(prefix):
                yield RemoteFile(
                    key, f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"', len(data)
                )

    def read(self, key: str, etag: str, start: int, end: int) -> Iterator[bytes]:
        self._note(f"read {key} {start}-{end}")
        for at in range(start, end, self.block):
            if self.on_read(key, at):
                return
            now = self.objects[key]
            if etag != f'"{hashlib.md5(now, usedforsecurity=False).hexdigest()}"':
                raise refused("PreconditionFailed")
            yield now[at : min(at + self.block, end)]

    def _note(self, call: str) -> None:
        with self._lock:
            self.calls.append(call)
