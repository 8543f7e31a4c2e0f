"""What went wrong with one change, told so that the next step is clear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sm_tj_cli.apply.quota import may_come_free
from sm_tj_cli.apply.submit import Outcome, Submission
from sm_tj_cli.apply.survey import namesake
from sm_tj_cli.diagnostics import Diagnostic, a_few
from sm_tj_cli.plan.describe import Namesake, again, name_taken, place
from sm_tj_cli.plan.record import job_arn, job_name
from sm_tj_cli.request.attributes import exported
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.apply.model import World
    from sm_tj_cli.configuration.model import Dependency
    from sm_tj_cli.diagnostics import Diagnostics, SourceRange
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import State

_SUMMARIES = {
    Kind.QUOTA: "Service quota is used up",
    Kind.NOT_OFFERED: "Instance type is not offered here",
    Kind.INVALID: "The service refused the request",
    Kind.PERMISSION: "Missing permission",
    Kind.CREDENTIALS: "Credentials are not usable",
    Kind.THROTTLED: "Throttled for too long",
    Kind.NAME_TAKEN: "Training job name is taken",
}

_ADVICE = {
    Kind.QUOTA: 'Request an increase of that quota, use another instance type, or run "smtj apply --wait-for-quota".',
    Kind.NOT_OFFERED: "No quota helps there: use another instance type or another region.",
    Kind.PERMISSION: "Allow that action for the principal that smtj runs as.",
    Kind.CREDENTIALS: "Renew the credentials and run smtj apply again; what was submitted is recorded.",
    Kind.THROTTLED: "Run smtj apply again; it goes on with what is left.",
    Kind.NAME_TAKEN: "A job of that name is being deleted, for longer than smtj waits. Run smtj apply again once it is "
    "gone, or change training_job_name.",
    Kind.UNAVAILABLE: "No job was made. Run smtj apply again once the service answers.",
}

FEW = 5
_TOO_SMALL = (
    "The job alone needs more than that, so it is of no use to wait: request an increase of that quota, or use another "
    "instance type or fewer instances."
)
_WITHOUT_TAG = ' Or submit without smtj\'s own tag: "smtj apply --no-ownership-tags".'

# "… Value 'ml.t2.medium' at 'resourceConfig.instanceType' failed to satisfy constraint …"
_MEMBER = re.compile(r"at '([A-Za-z0-9_.\[\]]+)'")


def problem(
    change: Change, submission: Submission, name: str, world: World, lineage: str
) -> Diagnostic | None:
    """The diagnostic of a change that was not done; None for one that was.

    Args:
        change: what was to be done.
        submission: what came of it.
        name: the job's.
        world: where a job that has the name already is asked about.
        lineage: the state's.
    """
    match submission.outcome:
        case Outcome.TAKEN if change.job is not None:
            return _taken(change.job, submission.description, name, world, lineage)
        case Outcome.UNKNOWN:
            return _unknown(change, submission, name)
        case Outcome.REFUSED:
            return _refused(change, submission)
        case _:
            return None


def outage(error: ServiceError) -> Diagnostic:
    """Running jobs cannot be asked about any more."""
    return Diagnostic.error(
        "Running jobs cannot be followed",
        f'{error}. The jobs keep running; "smtj wait" goes on waiting for them once that is mended.',
    )


def blocked(
    change: Change, dependency: Dependency, status: str, needed: TrainingJob | None
) -> Diagnostic:
    """A job that was not submitted because of one that it needs.

    Args:
        change: what was to be submitted.
        dependency: what stands in its way.
        status: the recorded one of the job that it needs, empty where there is none.
        needed: that job as it is declared, None where the plan leaves it out.
    """
    if status in {"Failed", "Stopped"}:
        why = f"ended as {status}. Once that is mended, run it again; this one goes on behind it"
        remedy = f"{why}: smtj apply {again(dependency.address, needed)}"
    else:
        remedy = "was not submitted. Once that is mended, smtj apply goes on from here."
    return Diagnostic.error(
        "A job that this one needs is not there",
        f"{change.address} was not submitted, because {dependency.address} {remedy}",
        change.job.instance.range if change.job else None,
        address=str(change.address),
    )


def waiting_for_quota(error: ServiceError) -> Diagnostic:
    """Submissions are held back, as was asked for."""
    return Diagnostic.warning(
        "Waiting for a service quota",
        f"{error}. It is tried again when a job ends, and now and then.",
    )


def running_on(changes: Iterable[Change], state: State) -> str:
    """A sentence with the jobs that were submitted although the state cannot be saved; empty where there are none."""
    records = ((change, state.job(change.address)) for change in changes if change.action.submits)
    names = [
        job_name(record.attributes)
        for change, record in records
        if record is not None and job_arn(record.attributes) != job_arn(change.before or {})
    ]
    if not names:
        return ""
    who = (
        "1 training job of this run runs"
        if len(names) == 1
        else f"{len(names)} training jobs of this run run"
    )
    return f" {who} on in AWS: {a_few(names, FEW)}."


def left_over(count: int, before: Diagnostics) -> Diagnostic:
    """Changes that were not begun, because of what had gone wrong `before`."""
    told = f"{count} more {'change was' if count == 1 else 'changes were'} not begun"
    if before.has_errors:
        return Diagnostic.warning(
            "Changes are left to do", f"{told} after that error. smtj apply goes on with them."
        )
    return Diagnostic.error("Changes are left to do", f"{told}. smtj apply goes on with them.")


def _taken(
    job: TrainingJob, description: Mapping[str, JSON], name: str, world: World, lineage: str
) -> Diagnostic:
    """A name that was free when the plan was made."""
    jobs = world.services.training_jobs(job.instance.provider, job.region)
    try:
        found = namesake(description, jobs, lineage, world.schema)
    except ServiceError:
        found = Namesake(exported(description, world.schema, None))
    return name_taken(job, name, found, world.schema)


def _unknown(change: Change, submission: Submission, name: str) -> Diagnostic:
    told = submission.message or str(submission.error or "no answer came")
    return Diagnostic.error(
        "Outcome of a submission is unknown",
        f'Whether the training job "{name}" exists could not be found out: {told}. The intent is kept: the next '
        "smtj apply asks again, and never submits it twice.",
        _where(change, None),
        address=str(change.address),
    )


def _refused(change: Change, submission: Submission) -> Diagnostic:
    error = submission.error
    if error is None:
        return Diagnostic.error(
            "The change was not made", f"{submission.message}.", address=str(change.address)
        )
    advice = _ADVICE.get(error.kind, "")
    if error.kind is Kind.QUOTA and not may_come_free(error):
        advice = _TOO_SMALL
    if error.operation == "CreateTrainingJob" and "AddTags" in error.message:
        advice += _WITHOUT_TAG
    return Diagnostic.error(
        _SUMMARIES.get(error.kind, "The service answered with an error"),
        f"{error}.{' ' if advice else ''}{advice}",
        _where(change, error),
        address=str(change.address),
    )


def _where(change: Change, error: ServiceError | None) -> SourceRange | None:
    job = change.job
    if job is None:
        return None
    found = _MEMBER.search(error.message) if error else None
    if found is None:
        return job.instance.range
    parts = re.findall(r"[A-Za-z]+", found[1])
    snake = tuple(re.sub(r"(?<!^)(?=[A-Z])", "_", part).lower() for part in parts)
    wanted = next((path for path in job.ranges if _names(path) == snake), ())
    return place(job, (wanted,))


def _names(path: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))
