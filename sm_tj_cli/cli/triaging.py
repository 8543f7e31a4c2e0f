"""Where the log of a failed job is, so that it can be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.cli.describing import log_of
from sm_tj_cli.watch.events import Ended
from sm_tj_cli.watch.explainer import Explainer
from sm_tj_cli.watch.triage import triage, wants_triage
from sm_tj_cli.watch.verdict import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.apply.events import Event, Listener
    from sm_tj_cli.aws.logs import TrainingJobLogs
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.watch.triage import Triage


def explaining(
    session: Session, listener: Listener, provider: Callable[[], ProviderSettings]
) -> Listener:
    """The listener, told of failed jobs with why they failed."""

    def logs(description: Mapping[str, object]) -> TrainingJobLogs:
        return log_of(session, description, provider())

    explain = Explainer(logs, session.clock, session.pace.first)

    def tell(event: Event) -> None:
        listener(explain(event) if isinstance(event, Ended) else event)

    return tell


def explained(
    session: Session, description: Mapping[str, object], provider: ProviderSettings
) -> Triage | None:
    """Why the job failed; None where it did not.

    Args:
        session: for its services.
        description: DescribeTrainingJob's answer.
        provider: the account in which the job ran.
    """
    if not wants_triage(judge(description)[0]):
        return None
    return triage(description, log_of(session, description, provider))
