"""What happens while a plan is applied, as values that `render` tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.watch.events import WatchEvent

if TYPE_CHECKING:
    from sm_tj_cli.addresses import InstanceAddress


@dataclass(frozen=True, slots=True)
class Submitting:
    """A CreateTrainingJob is about to be sent."""

    address: InstanceAddress
    name: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """The job exists and is recorded. `adopted` where an earlier, unconfirmed request had made it."""

    address: InstanceAddress
    name: str
    arn: str
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Updated:
    """A job was updated in place, stopped, deleted or forgotten; `what` is that word.

    `archived` is where the description of a record is that was deleted.
    """

    address: InstanceAddress
    name: str
    what: str
    archived: str = ""


Event: TypeAlias = Submitting | Submitted | Updated | WatchEvent
Listener: TypeAlias = Callable[[Event], None]
