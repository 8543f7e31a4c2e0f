"""What applying works with, in memory."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from sm_tj_cli.apply.model import World
from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.state.backends.memory import MemoryStore
from sm_tj_cli.state.model import InstanceState, State
from sm_tj_cli.watch.events import Told
from sm_tj_cli.watch.follow import Pace
from tests.fakes.clock import FakeClock, FakeStopSign
from tests.fakes.jobs import address, schema
from tests.fakes.sagemaker import FakeSageMaker, FakeServices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.events import Event
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import OutputState

LINEAGE = "memory"


def state_of(**records: dict[str, JSON]) -> State:
    """A state with a record for each label."""
    state = State(LINEAGE, 1)
    for label, attributes in records.items():
        state = state.with_job(address(label), InstanceState(attributes))
    return state


@dataclass
class FakeNames:
    """Names and ids that can be foretold."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def unique(self, prefix: str) -> str:
        """`prefix-1`, `prefix-2`."""
        return f"{prefix}-{next(self.numbers)}"

    def identifier(self) -> str:
        """`id-1`, `id-2`."""
        return f"id-{next(self.numbers)}"


@dataclass
class FakeEvaluation:
    """Answers with these jobs and problems."""

    known: dict[InstanceAddress, TrainingJob] = field(default_factory=dict)
    problems: Diagnostics = field(default_factory=Diagnostics)

    def jobs(
        self, addresses: Sequence[InstanceAddress], state: State
    ) -> tuple[Mapping[InstanceAddress, TrainingJob], Diagnostics]:
        """The known ones among them."""
        assert state.lineage
        found = {place: self.known[place] for place in addresses if place in self.known}
        return found, self.problems

    def outputs(self, state: State) -> tuple[Mapping[str, OutputState], Diagnostics]:
        """Those that are recorded."""
        return state.outputs, Diagnostics()


@dataclass
class FakeArchive:
    """Keeps descriptions; full where it `is_full`."""

    kept: list[Mapping[str, JSON]] = field(default_factory=list)
    is_full: bool = False

    def keep(self, description: Mapping[str, JSON]) -> str:
        """In memory."""
        if self.is_full:
            raise OSError("no space left")
        self.kept.append(description)
        return f"archive/{description['TrainingJobName']}"


@dataclass
class Scene:
    """A world and everything that can be looked at afterwards."""

    sagemaker: FakeSageMaker = field(default_factory=FakeSageMaker)
    state: State = field(default_factory=state_of)
    stopping: FakeStopSign = field(default_factory=FakeStopSign)
    evaluation: FakeEvaluation = field(default_factory=FakeEvaluation)
    archive: FakeArchive = field(default_factory=FakeArchive)
    events: list[Event] = field(default_factory=list)
    services: FakeServices = field(init=False)
    store: MemoryStore = field(init=False)
    _held: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.services = FakeServices(self.sagemaker)
        self.store = MemoryStore(LINEAGE, self.state)

    @property
    def clock(self) -> FakeClock:
        """The time of all."""
        return self.sagemaker.clock

    @property
    def told(self) -> list[str]:
        """The summaries of the diagnostics, in order."""
        return [event.diagnostic.summary for event in self.events if isinstance(event, Told)]

    def world(self) -> World:
        """The world, with the state locked."""
        locked = self._held.enter_context(self.store.lock("test"))
        return World(
            services=self.services,
            provider=ProviderSettings(),
            clock=self.clock,
            stopping=self.stopping,
            writer=locked,
            journal=locked.journal,
            names=FakeNames(),
            evaluation=self.evaluation,
            schema=schema(),
            listener=self.events.append,
            pace=Pace(),
            archive=self.archive,
        )
