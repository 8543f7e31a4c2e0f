"""The sandbox's time: real time, which can be put forward by hand or held still."""

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
    held: float | None = None
    """The source's time at which the clock stands still; None while it runs."""

    def now(self) -> float:
        """Seconds since the epoch, to the millisecond, as the service's times are."""
        return round((self.source() if self.held is None else self.held) + self.ahead, 3)

    def advance(self, seconds: float) -> None:
        """Lets `seconds` pass at once."""
        self.ahead += seconds

    def hold(self) -> None:
        """Stands still: from here on time passes by `advance` alone."""
        if self.held is None:
            self.held = self.source()

    def run(self) -> None:
        """Goes on from where it stood."""
        if self.held is not None:
            self.ahead -= self.source() - self.held
            self.held = None

    def reset(self) -> None:
        """Real time again."""
        self.ahead, self.held = 0.0, None
