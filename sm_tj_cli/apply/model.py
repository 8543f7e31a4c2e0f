"""How to apply, with what, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sm_tj_cli.apply.events import Listener
    from sm_tj_cli.apply.ports import Archive, Evaluation, Journal, Names, Services, StateWriter
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.diagnostics import Diagnostics
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.service import Kind
    from sm_tj_cli.state.model import State
    from sm_tj_cli.watch.events import Ended
    from sm_tj_cli.watch.follow import Pace
    from sm_tj_cli.watch.ports import Clock, StopSign


@dataclass(frozen=True, slots=True)
class ApplyOptions:
    """How to apply.

    Attributes:
        max_running: how many of this run's jobs may run at once.
        fail_fast: after the first failure nothing more is begun.
    """

    parallelism: int = 10
    max_running: int | None = None
    wait: bool = False
    wait_for_quota: bool = False
    ownership_tags: bool = True
    delete_records: bool = False
    timeout_seconds: float | None = None
    fail_fast: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """What applying works with. `provider` is for records whose job is no longer declared."""

    services: Services
    provider: ProviderSettings
    clock: Clock
    stopping: StopSign
    writer: StateWriter
    journal: Journal
    names: Names
    evaluation: Evaluation
    schema: Schema
    listener: Listener
    pace: Pace
    archive: Archive


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done.

    Attributes:
        ended: the jobs whose end was waited for.
        not_begun: how many changes are left that nothing is wrong with, as far as known.
    """

    state: State
    done: tuple[Change, ...]
    diagnostics: Diagnostics
    ended: tuple[Ended, ...] = ()
    unknown: bool = False
    interrupted: bool = False
    timed_out: bool = False
    not_begun: int = 0
    refused: frozenset[Kind] = frozenset()
