"""The real clock, the real dice, and who we are."""

from __future__ import annotations

import getpass
import os
import secrets
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sm_tj_cli.state.model import State

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_NAME = 63


class SystemClock:
    """The machine's clock. `wait` is what sleeping does, so that an interrupt can end it."""

    def __init__(self, wait: Callable[[float], None]) -> None:
        self._wait = wait

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock

    def sleep(self, seconds: float) -> None:
        """Waits."""
        self._wait(max(0.0, seconds))


class UniqueNames:
    """Names and ids that nobody else makes."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock

    def unique(self, prefix: str) -> str:
        """`prefix`, the time to the second and four random bytes; 63 characters, cut from the prefix."""
        ending = f"{self._clock.now():%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
        kept = prefix[: LONGEST_NAME - len(ending) - 1].rstrip("-")
        return f"{kept}-{ending}" if kept else ending

    def identifier(self) -> str:
        """A new UUID."""
        return str(uuid.uuid4())

    def first_state(self, recorded: State | None) -> State:
        """What is recorded, else the first version of a new state."""
        return recorded or State(self.identifier())


def who() -> str:
    """`user@host`, for whoever finds a lock."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        # No variable says it, and the user's number has no name here.
        user = str(os.getuid())
    return f"{user}@{os.uname().nodename}"
