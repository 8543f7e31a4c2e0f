"""The only place that names concrete adapters."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli import __version__
from sm_tj_cli.cli.interrupts import Interrupts
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.cli.system import SystemClock, UniqueNames, who

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.cli.options import GlobalOptions
    from sm_tj_cli.cli.services import AwsServices
    from sm_tj_cli.data_sources.live import LiveDataSources
    from sm_tj_cli.render.console import Terminal
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.state.backends.s3.settings import S3Settings
    from sm_tj_cli.state.store import StateStore
    from sm_tj_cli.watch.follow import Pace


@dataclass(frozen=True)
class Session:
    """What a verb works with: the global options, the terminal, and the adapters, each made when it is asked for."""

    options: GlobalOptions
    terminal: Terminal

    def with_options(self, options: GlobalOptions) -> Session:
        """The session with these options; nothing of this one may be in use yet."""
        if options == self.options:
            return self
        return Session(options, replace(self.terminal, whereabouts=options.whereabouts))

    @cached_property
    def answers(self) -> dict[str, str]:
        """The values of variables that were typed in this run, by name."""
        return {}

    @cached_property
    def interrupts(self) -> Interrupts:
        """The stop sign that signals set while it is entered."""
        return Interrupts(self.terminal.error)

    @cached_property
    def clock(self) -> SystemClock:
        """The machine's clock."""
        return SystemClock(self.interrupts.wait)

    @cached_property
    def names(self) -> UniqueNames:
        """Unique names and ids."""
        return UniqueNames(self.clock)

    @cached_property
    def schema(self) -> Schema:
        """The arguments of a training job, from the installed service model."""
        from sm_tj_cli.aws.service_model import load_training_job_model
        from sm_tj_cli.request.schema import Schema

        return Schema.from_model(load_training_job_model())

    @cached_property
    def sandbox_environment(self) -> Mapping[str, str]:
        """What leads AWS clients to the sandbox, which is started where it does not run; empty without it."""
        if not self.options.sandbox:
            return {}
        from sm_tj_cli.sandbox.control import SandboxUnavailable, start

        try:
            return start(sandbox_directory()).environment
        except SandboxUnavailable as problem:
            raise stop("The sandbox cannot run", str(problem)) from problem

    @cached_property
    def services(self) -> AwsServices:
        """SageMaker in the accounts and regions that configurations name."""
        from sm_tj_cli.cli.services import AwsServices

        return AwsServices(self.options, self.sandbox_environment)

    def data_sources(self, *, offline: bool) -> LiveDataSources:
        """Data sources that are read live; nothing is asked where the work is offline."""
        from sm_tj_cli.data_sources.live import LiveDataSources

        return LiveDataSources(lambda provider: self.services.clients(provider), offline=offline)

    @property
    def pace(self) -> Pace:
        """How often running jobs are asked for; a job of the sandbox takes seconds."""
        from sm_tj_cli.watch.follow import Pace

        return Pace(0.25, 1.0) if self.options.sandbox else Pace()

    def store(self, place: Path | S3Settings) -> StateStore:
        """The state in a file or in S3."""
        from sm_tj_cli.cli.stores import open_store
        from sm_tj_cli.render.diagnostics import tell
        from sm_tj_cli.state.lock import Surroundings

        around = Surroundings(
            self.clock.now,
            self.clock.sleep,
            self.names.identifier,
            who(),
            __version__,
            lambda told: tell(self.terminal, (told,), {}),
        )
        sandbox = {} if isinstance(place, Path) else self.sandbox_environment
        return open_store(place, around, self.options, sandbox)


def sandbox_directory() -> Path | None:
    """Where the sandbox lives, None for the user's own."""
    given = os.environ.get("SMTJ_SANDBOX_DIR")
    return Path(given) if given else None
