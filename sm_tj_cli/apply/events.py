"""What happens while a plan is applied or jobs are watched, as values that `render` tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.diagnostics import Diagnostic


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
    """A job was updated in place, stopped, deleted or forgotten; `what` is that word."""

    address: InstanceAddress
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """A watched job has another status. `message` is the service's, empty where it has none."""

    address: InstanceAddress | None
    name: str
    status: str
    secondary_status: str
    message: str
    elapsed_seconds: float


@dataclass(frozen=True, slots=True)
class Ended:
    """A watched job ended. `verdict` is `watch.verdict`'s word, `sentence` says it to people."""

    address: InstanceAddress | None
    name: str
    status: str
    verdict: str
    sentence: str
    attributes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """A diagnostic that does not wait for the end."""

    diagnostic: Diagnostic


Event: TypeAlias = Submitting | Submitted | Updated | StatusChanged | Ended | Told
Listener: TypeAlias = Callable[[Event], None]
