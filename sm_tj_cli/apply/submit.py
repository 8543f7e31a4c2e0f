"""One CreateTrainingJob whose outcome is always found out: made, adopted, refused, or honestly unknown.

The API has no idempotency token and its name is its only key: sending one name again can make one job at the
most. So every send of an intent has the same name, and after an answer that says nothing (a lost response, a
5xx) the service is asked what there is before anything is sent again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from sm_tj_cli.apply.ownership import Proof, prove
from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.apply.limiter import Limiter
    from sm_tj_cli.apply.ownership import Intention
    from sm_tj_cli.apply.ports import TrainingJobs
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.watch.ports import Clock, StopSign

GIVE_UP_AFTER = timedelta(seconds=60)
INVISIBLE_SECONDS = 30.0
THROTTLED_FOR = timedelta(minutes=10)
PROPAGATION_FOR = timedelta(minutes=2)
BEING_DELETED_FOR = timedelta(minutes=5)
# A new job can stay invisible to DescribeTrainingJob for a while.
LOOKS = (0.2, 0.4, 0.8, 1.6, 3.2, 4.0)
LONGEST_PAUSE = 20.0


class Outcome(Enum):
    """What became of an intent."""

    CREATED = "created"
    ADOPTED = "adopted"
    UPDATED = "updated"
    REMOVED = "removed"
    TAKEN = "taken"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Submission:
    """The outcome, with the job's description where it exists and the error that told it.

    `archived` is where the description of a deleted record was put.
    """

    outcome: Outcome
    description: Mapping[str, JSON] = field(default_factory=dict)
    error: ServiceError | None = None
    message: str = ""
    archived: str = ""


@dataclass(frozen=True, slots=True)
class Submitter:
    """Sends intents of one account and region."""

    jobs: TrainingJobs
    clock: Clock
    limiter: Limiter
    stopping: StopSign

    def submit(self, intention: Intention) -> Submission:
        """Sends the intent until its outcome is known or the patience for its kind of trouble is used up."""
        began = self.clock.now()
        pause, doubt = 0.5, False
        while True:
            self.limiter.acquire()
            if self.stopping.is_set():
                return Submission(Outcome.UNKNOWN if doubt else Outcome.INTERRUPTED)
            try:
                arn = self.jobs.create(intention.request)
            except ServiceError as error:
                doubt = doubt or error.processed is Processed.MAYBE
                answer = self._after(error, intention, began)
                if answer is not None:
                    is_over = answer.outcome is Outcome.REFUSED and error.processed is Processed.NO
                    return self._last_look(answer, intention) if doubt and is_over else answer
                if error.kind is not Kind.THROTTLED:
                    # After a throttle the limiter says whose turn it is.
                    self.clock.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
            else:
                self.limiter.succeeded()
                return self._confirm(arn, intention)

    def recover(self, intention: Intention) -> Submission | None:
        """What an intent of an interrupted run came to; None where no such job was made.

        UNKNOWN where that could not be found out, also because an end was asked for meanwhile.
        """
        return self._resolve(intention, None)

    def _after(
        self, error: ServiceError, intention: Intention, began: datetime
    ) -> Submission | None:
        """The submission's end, or None where it should be sent again."""
        waited = self.clock.now() - began
        match error.kind:
            case Kind.THROTTLED:
                self.limiter.throttled()
                return self._refused(error) if waited > THROTTLED_FOR else None
            case Kind.PROPAGATION:
                return self._refused(error) if waited > PROPAGATION_FOR else None
            case Kind.NAME_TAKEN:
                patience = self._refused(error) if waited > BEING_DELETED_FOR else None
                return self._resolve(intention, error) or patience
            case _ if error.processed is Processed.MAYBE:
                found = self._resolve(intention, error)
                if found is not None or waited <= GIVE_UP_AFTER:
                    return found
                # One last look, behind the longest time that a new job stays invisible: then it was not made.
                self.clock.sleep(INVISIBLE_SECONDS)
                return self._resolve(intention, error) or self._refused(error)
            case _:
                return self._refused(error)

    def _last_look(self, refusal: Submission, intention: Intention) -> Submission:
        """The refusal, unless an earlier send has made the job: of that it says nothing."""
        self.clock.sleep(INVISIBLE_SECONDS)
        return self._resolve(intention, refusal.error) or refusal

    def _refused(self, error: ServiceError) -> Submission:
        return Submission(Outcome.REFUSED, error=error)

    def _confirm(self, arn: str, intention: Intention) -> Submission:
        if not arn.lower().endswith(f":training-job/{intention.name}".lower()):
            # A truncated answer arrives as success without an ARN, so only our own name proves anything.
            return self._resolve(intention, None) or Submission(
                Outcome.UNKNOWN,
                message=f'unexpected ARN "{arn}" in the answer to CreateTrainingJob',
            )
        return Submission(Outcome.CREATED, {**self._first_sight(intention), "TrainingJobArn": arn})

    def _first_sight(self, intention: Intention) -> Mapping[str, JSON]:
        """The new job's description, or as much of it as is certain where the service cannot say yet."""
        try:
            return self.jobs.describe(intention.name)
        except ServiceError:
            # The job is paid for and must be recorded; what is missing comes with the next refresh.
            return {**intention.request, "TrainingJobStatus": "InProgress"}

    def _resolve(self, intention: Intention, error: ServiceError | None) -> Submission | None:
        """Asks what has that name; None where nothing has it."""
        try:
            description = self._look(intention.name)
            if description is None or description.get("TrainingJobStatus") == "Deleting":
                return None
            proof = prove(self.jobs, intention, description)
        except ServiceError as problem:
            return Submission(Outcome.UNKNOWN, error=problem)
        match proof:
            case Proof.OURS:
                return Submission(Outcome.ADOPTED, description, error)
            case Proof.DIFFERS | Proof.FOREIGN:
                return Submission(Outcome.TAKEN, description, error)

    def _look(self, name: str) -> Mapping[str, JSON] | None:
        """DescribeTrainingJob, asked again while it says not found or cannot answer; None for not found."""
        last: ServiceError | None = None
        for pause in (*LOOKS, None):
            try:
                return self.jobs.describe(name)
            except ServiceError as error:
                if error.kind in {Kind.CREDENTIALS, Kind.PERMISSION, Kind.INVALID}:
                    raise
                last = error
            if pause is None:
                break
            if self.stopping.is_set():
                # Not found so early says nothing yet.
                raise last
            self.clock.sleep(pause)
        if last is not None and last.kind is not Kind.NOT_FOUND:
            raise last
        return None
