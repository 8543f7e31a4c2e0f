"""One change of the plan, done at the service. Runs in a worker; the state is the caller's business."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.apply.submit import Outcome, Submission, Submitter
from sm_tj_cli.plan.change import Action
from sm_tj_cli.plan.record import is_same_moment, job_arn, job_name, job_region
from sm_tj_cli.request.normalise import update_request
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sm_tj_cli.apply.ownership import Intention
    from sm_tj_cli.apply.ports import Archive
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.request.training_job import TrainingJob

RUNNING = frozenset({"InProgress", "Stopping"})
LOOK_EVERY_SECONDS = 1.0
DELETABLE_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Performer:
    """Does changes in one account and region."""

    submitter: Submitter
    schema: Schema
    archive: Archive
    delete_records: bool = False

    def perform(self, change: Change, intention: Intention | None) -> Submission:
        """Does the change; what went wrong is in the answer."""
        try:
            match change.action:
                case Action.CREATE | Action.NEW_GENERATION if intention is not None:
                    return self.submitter.submit(intention)
                case Action.REPLACE if intention is not None:
                    return self._replace(change, intention)
                case Action.UPDATE if change.job is not None:
                    return self._update(change, change.job)
                case Action.DELETE:
                    return self._remove(change)
                case _:
                    return Submission(Outcome.REMOVED)
        except ServiceError as error:
            return Submission(Outcome.REFUSED, error=error)

    def _replace(self, change: Change, intention: Intention) -> Submission:
        recorded = job_region(change.before or {})
        if recorded and intention.region and recorded != intention.region:
            return Submission(Outcome.REFUSED, message=_moved_away(change, intention.region))
        removed = self._stopped(change)
        if removed.outcome is not Outcome.REMOVED:
            return removed
        deleted = self._delete(change, removed)
        if deleted.outcome is not Outcome.REMOVED:
            return deleted
        return replace(self.submitter.submit(intention), archived=deleted.archived)

    def _remove(self, change: Change) -> Submission:
        stopped = self._stopped(change)
        if stopped.outcome is Outcome.REMOVED and self.delete_records:
            return self._delete(change, stopped)
        return stopped

    def _update(self, change: Change, job: TrainingJob) -> Submission:
        jobs, before = self.submitter.jobs, change.before or {}
        fields, tags = update_request(job, change.differing, self.schema)
        if fields:
            jobs.update({**fields, "TrainingJobName": job_name(before)})
        if tags is not None:
            recorded = before.get("tags")
            old = recorded if isinstance(recorded, dict) else {}
            gone = sorted(set(old) - set(tags))
            if gone:
                jobs.remove_tags(job_arn(before), gone)
            if tags:
                jobs.set_tags(job_arn(before), tags)
        return Submission(Outcome.UPDATED, jobs.describe(job_name(before)))

    def _stopped(self, change: Change) -> Submission:
        """Stops the recorded jobs that still run and waits for their ends; the answer is about the current one."""
        before = change.before or {}
        away = [it for it in change.earlier if job_region(it) != job_region(before)]
        if away:
            return Submission(Outcome.REFUSED, message=_elsewhere(away[0]))
        asked: dict[str, Mapping[str, JSON] | None] = {}
        for attributes in (*change.earlier, before):
            found = self._ask_to_stop(attributes)
            if isinstance(found, Submission):
                return found
            asked[job_name(attributes)] = found
        ended = [self._await_end(name, found) for name, found in asked.items()]
        return next((it for it in ended if it.outcome is not Outcome.REMOVED), ended[-1])

    def _ask_to_stop(self, before: Mapping[str, JSON]) -> Submission | Mapping[str, JSON] | None:
        """What is there, None where the job is gone already; a refusal where it is another one."""
        name = job_name(before)
        description = self._describe(name)
        if description is None:
            return None
        if not _is_the_recorded(before, description):
            return Submission(
                Outcome.REFUSED,
                message=f'the training job that is called "{name}" now is not the recorded one, so it was not touched',
            )
        if description.get("TrainingJobStatus") == "InProgress":
            self._stop_running(name)
        return description

    def _await_end(self, name: str, description: Mapping[str, JSON] | None) -> Submission:
        while description is not None and description.get("TrainingJobStatus") in RUNNING:
            if self.submitter.stopping.is_set():
                return Submission(Outcome.INTERRUPTED)
            self.submitter.clock.sleep(LOOK_EVERY_SECONDS)
            description = self._describe(name)
        return Submission(Outcome.REMOVED, description or {})

    def _stop_running(self, name: str) -> None:
        try:
            self.submitter.jobs.stop(name)
        except ServiceError as error:
            # It ended between the two calls, which is what was wanted.
            if error.kind not in {Kind.STATUS, Kind.NOT_FOUND}:
                raise

    def _delete(self, change: Change, stopped: Submission) -> Submission:
        """Deletes the record of a job that ended, its description kept; one already gone is deleted too."""
        name = job_name(change.before or {})
        if not stopped.description:
            return stopped
        if self.submitter.stopping.is_set():
            return Submission(Outcome.INTERRUPTED)
        try:
            archived = self.archive.keep(self._whole(stopped.description))
        except OSError as problem:
            told = f"its description could not be kept ({problem}), so its record was not deleted"
            return Submission(Outcome.REFUSED, message=told)
        self._delete_record(name, stopped.description)
        return replace(stopped, archived=archived)

    def _whole(self, description: Mapping[str, JSON]) -> Mapping[str, JSON]:
        """The description with the tags, where they may be read."""
        try:
            tags = self.submitter.jobs.tags(str(description.get("TrainingJobArn", "")))
        except ServiceError as error:
            if error.kind is not Kind.PERMISSION:
                raise
            return description
        listed: list[JSON] = [{"Key": key, "Value": text} for key, text in tags.items()]
        return {**description, "Tags": listed}

    def _delete_record(self, name: str, description: Mapping[str, JSON]) -> None:
        if _has_warm_pool(description):
            # "You can't delete a training job with an available warm pool" (API page of DeleteTrainingJob).
            self._end_warm_pool(name)
        began = self.submitter.clock.now()
        while not self._is_deleted(name, began):
            self.submitter.clock.sleep(LOOK_EVERY_SECONDS)
        asked = self.submitter.clock.now()
        while self._is_going(name, description, asked) and not self.submitter.stopping.is_set():
            self.submitter.clock.sleep(LOOK_EVERY_SECONDS)

    def _is_going(self, name: str, deleted: Mapping[str, JSON], asked: datetime) -> bool:
        """Whether a job that was deleted is still there, and not for so long that waiting makes no sense."""
        found = self._describe(name)
        if found is None or self.submitter.clock.now() - asked > DELETABLE_WITHIN:
            return False
        # A name can be used again at once.
        return is_same_moment(deleted.get("CreationTime"), found.get("CreationTime"))

    def _is_deleted(self, name: str, began: datetime) -> bool:
        """Asks for it once; false where the service says that the job is not at its end yet."""
        try:
            self.submitter.jobs.delete(name)
        except ServiceError as error:
            late = self.submitter.clock.now() - began > DELETABLE_WITHIN
            if error.kind is Kind.STATUS and not late and not self.submitter.stopping.is_set():
                return False
            if error.kind is not Kind.NOT_FOUND:
                raise
        return True

    def _end_warm_pool(self, name: str) -> None:
        resources: dict[str, JSON] = {"KeepAlivePeriodInSeconds": 0}
        self.submitter.jobs.update({"TrainingJobName": name, "ResourceConfig": resources})
        while not self.submitter.stopping.is_set() and _has_warm_pool(self._describe(name) or {}):
            self.submitter.clock.sleep(LOOK_EVERY_SECONDS)

    def _describe(self, name: str) -> Mapping[str, JSON] | None:
        try:
            return self.submitter.jobs.describe(name)
        except ServiceError as error:
            if error.kind is Kind.NOT_FOUND:
                return None
            raise


def _has_warm_pool(description: Mapping[str, JSON]) -> bool:
    pool = description.get("WarmPoolStatus")
    return isinstance(pool, dict) and pool.get("Status") in {"Available", "InUse"}


def _elsewhere(earlier: Mapping[str, JSON]) -> str:
    return (
        f'the earlier training job "{job_name(earlier)}" still runs, in the region {job_region(earlier)}, so nothing was '
        f"stopped. Stop it first (smtj stop {job_arn(earlier)}) and run this again"
    )


def _moved_away(change: Change, region: str) -> str:
    before = change.before or {}
    return (
        f'the recorded training job "{job_name(before)}" is in the region {job_region(before)}, and the new one is asked '
        f"for in {region}, so neither was touched. Stop the recorded one (smtj stop {job_arn(before)}), forget it "
        f"(smtj state rm '{change.address}'), and apply again"
    )


def _is_the_recorded(before: Mapping[str, JSON], description: Mapping[str, JSON]) -> bool:
    """A name can be used again after its record was deleted: the ARN and the time tell the jobs apart."""
    same_arn = job_arn(before).lower() == str(description.get("TrainingJobArn", "")).lower()
    recorded = before.get("creation_time")
    return same_arn and (not recorded or is_same_moment(recorded, description.get("CreationTime")))
