"""The recorded jobs, for the verbs that need no configuration: found fast, selected by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.plan.record import job_arn, job_name, job_region
from sm_tj_cli.plan.selection import Candidate, select
from sm_tj_cli.state.backends import FILE
from sm_tj_cli.state.model import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.state.model import InstanceState
    from sm_tj_cli.state.store import StateStore


def own_store(session: Session) -> StateStore:
    """The state of the working directory; a configuration is read only where its text names a backend."""
    if session.options.state is not None:
        return session.store(Path(session.options.state))
    if not _is_said("backend"):
        return session.store(Path(FILE))
    from sm_tj_cli.cli.project import sound_project, store_of

    return store_of(session, sound_project(session, (".",)))


def own_state(session: Session) -> State:
    """What is recorded; an empty state where nothing is yet."""
    return own_store(session).read() or State("")


def provider_settings(session: Session) -> ProviderSettings:
    """The default provider's settings, from the configuration here where one has any."""
    from sm_tj_cli.configuration.model import ProviderSettings

    if not _is_said("provider"):
        return ProviderSettings()
    from sm_tj_cli.cli.project import open_project
    from sm_tj_cli.pipeline import evaluate

    project, _ = open_project(session, (".",), offline=True)
    return evaluate(project, State("")).configuration.provider


def jobs_of(session: Session, record: InstanceState | None) -> SageMakerTrainingJobs:
    """SageMaker where a recorded job runs, else where the configuration here says."""
    region = job_region(record.attributes) if record else None
    return session.services.training_jobs(provider_settings(session), region)


def chosen(state: State, names: Sequence[str]) -> tuple[InstanceAddress, ...]:
    """The recorded jobs that the names mean.

    Raises:
        Stopped: one of them means nothing.
    """
    found, problems = select(names, candidates(state))
    if problems.has_errors:
        raise Stopped(problems)
    return found


def candidates(state: State) -> tuple[Candidate, ...]:
    """What names can mean."""
    return tuple(
        Candidate(address, job_name(record.attributes), job_arn(record.attributes))
        for address, record in state.jobs()
    )


def _is_said(word: str) -> bool:
    """Whether a configuration file here has the word at all, which is told without parsing it."""
    for path in Path().glob("*.tf*"):
        if path.name.endswith((".tf", ".tf.json")) and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            if word in text:
                return True
    return False
