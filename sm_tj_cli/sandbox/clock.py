"""The sandbox's time: real time, which can be put forward by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Clock:
    """`source` answers seconds since the epoch; `ahead` is how far the sandbox is in front of it."""

    source: Callable[[], float]
    ahead: float = 0.0

    def now(self) -> float:
        """Seconds since the epoch, to the millisecond, as the service's times are."""
        return round(self.source() + self.ahead, 3)

    def advance(self, seconds: float) -> None:
        """Lets `seconds` pass at once."""
        self.ahead += seconds
