"""The latest lines of a log stream that were shown, so that they are known again when the stream is read again.

GetLogEvents gives its events no identity: a line is its time, its text, and how often the two occur together.
"""

from __future__ import annotations

import heapq
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_LINES = 2000
LONGEST_MS = 5 * 60 * 1000
_BITS = 64


class SeenLines:
    """The lines from `start` on (milliseconds since the epoch) that were shown; older ones are forgotten.

    They go back five minutes, and not further than two thousand lines, but all lines of the newest millisecond.
    """

    def __init__(self, start: int = 0, lines: Iterable[int] = ()) -> None:
        self.start = start
        # A heap, the oldest first.
        self._lines = sorted(lines)
        self._newest = self._lines[-1] >> _BITS if self._lines else 0

    def add(self, time: int, message: str) -> None:
        """A line that was shown."""
        if time < self.start:
            return
        heapq.heappush(self._lines, identity(time, message))
        self._newest = max(self._newest, time)
        while self._oldest < self._newest and self._is_too_much():
            self.start = self._oldest + 1
            while self._oldest < self.start:
                heapq.heappop(self._lines)

    def lines(self) -> Counter[int]:
        """The lines by their identity, and how often each was shown."""
        return Counter(self._lines)

    @property
    def _oldest(self) -> int:
        return self._lines[0] >> _BITS

    def _is_too_much(self) -> bool:
        return len(self._lines) > MOST_LINES or self._oldest < self._newest - LONGEST_MS


def identity(time: int, message: str) -> int:
    """A number that stands for a line; of two lines, the older one has the smaller number."""
    text = blake2b(message.encode("utf-8", "surrogatepass"), digest_size=_BITS // 8).digest()
    return time << _BITS | int.from_bytes(text)
