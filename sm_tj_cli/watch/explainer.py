"""Adds to the end of a failed job why it failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sm_tj_cli.service import ServiceError
from sm_tj_cli.watch.triage import triage, wants_triage
from sm_tj_cli.watch.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.watch.events import Ended
    from sm_tj_cli.watch.ports import Clock
    from sm_tj_cli.watch.triage import JobTails, Triage

MOST_READ = 20


@dataclass(slots=True)
class Explainer:
    """Finds out why jobs failed.

    Attributes:
        logs: the log of a job, by DescribeTrainingJob's answer.
        clock: for a log that is not there yet when its job has ended.
        patience: seconds to wait for it.
    """

    logs: Callable[[Mapping[str, object]], JobTails]
    clock: Clock
    patience: float
    read: int = 0

    def __call__(self, ended: Ended) -> Ended:
        """The end of a job with why, where it failed."""
        if not ended.description or not wants_triage(ended.verdict):
            return ended
        return replace(ended, triage=self._explained(ended.description))

    def _explained(self, description: Mapping[str, object]) -> Triage:
        # Of a hundred that fail alike, the logs of the first ones tell enough; the others need not wait.
        if self.read >= MOST_READ:
            return triage(description, None)
        self.read += 1
        try:
            logs = self.logs(description)
        except ServiceError as error:
            return replace(triage(description, None), log_problem=str(error))
        found = triage(description, logs)
        code_failed = found.verdict is Verdict.ALGORITHM_ERROR and found.log_problem is None
        if code_failed and not found.traceback:
            self.clock.sleep(self.patience)
            found = triage(description, logs)
        return found
