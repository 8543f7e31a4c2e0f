"""The sentences of a decision: why a job is left alone, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, a_few
from sm_tj_cli.plan.change import Reason
from sm_tj_cli.plan.record import job_status
from sm_tj_cli.request.normalise import differences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob

MANY = 5


def describe_path(path: AttributePath) -> str:
    """`hyper_parameters["k"]`, `input_data_config[0].channel_name`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.isidentifier():
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text


def left_alone(address: InstanceAddress, attributes: Mapping[str, JSON], job: TrainingJob) -> str:
    """The note of an unchanged job that did not complete; empty for any other."""
    status = job_status(attributes)
    if status not in {"Failed", "Stopped"}:
        return ""
    reason = attributes.get("failure_reason")
    why = f": {reason}" if isinstance(reason, str) and reason else ""
    return f"The job {status}{why}. It is not run again unless you ask: smtj apply {again(address, job)}"


def again(address: InstanceAddress, job: TrainingJob | None) -> str:
    """The option that runs a recorded job once more: a fixed name is free only when the old record is deleted."""
    option = "--replace" if job is not None and job.name_prefix is None else "--rerun"
    return f"{option} '{address}'"


def not_yet(job: TrainingJob, differing: tuple[AttributePath, ...], why: str) -> Diagnostic:
    """A change that the job will take, but not in its present status."""
    return Diagnostic.error(
        "Training job cannot be updated yet",
        f"{job.address} changed in {_several(differing)}: {why}. Run smtj apply again then.",
        place(job, differing),
        address=str(job.address),
    )


def stuck_name(
    job: TrainingJob, reason: Reason, differing: tuple[AttributePath, ...], why_not: str = ""
) -> Diagnostic:
    """A new generation that would need the old one's name."""
    if reason is Reason.RERUN:
        why = f'{job.address} was asked to run again, but "{job.name}" is the name of the job it ran as before'
    elif reason is Reason.TRIGGERED:
        why = (
            f"{job.address} must run again, because a job of its replace_triggered_by does, but "
            f'"{job.name}" is the name of the job it ran as before'
        )
    else:
        because = why_not or "a training job is immutable"
        why = (
            f"{job.address} changed in {_several(differing)}, and {because}, so a new one must be "
            f'submitted; but "{job.name}" is the name of the job that was submitted before'
        )
    return Diagnostic.error(
        "Training job name was used before",
        f"{why}. Either give it another training_job_name, or use training_job_name_prefix so that smtj makes a "
        f"unique name for every generation, or delete the old record first with: "
        f"smtj apply --replace '{job.address}'",
        place(job, differing),
        address=str(job.address),
    )


def _several(paths: tuple[AttributePath, ...]) -> str:
    return a_few([describe_path(path) for path in paths], MANY)


def recorded_elsewhere(job: TrainingJob, recorded: InstanceAddress) -> Diagnostic:
    """A wanted name that a job of this very state has: most often the resource was renamed."""
    return Diagnostic.error(
        "Training job is recorded at another address",
        f'The training job "{job.name}" is recorded already, at {recorded}. To submit another one, change training_job_name. '
        f"Where {job.address} is meant to be that job, say so with a moved block (from = {recorded}, to = {job.address}), or "
        f"run: smtj state mv '{recorded}' '{job.address}'",
        place(job, (("training_job_name",), ("name",))),
        address=str(job.address),
    )


@dataclass(frozen=True, slots=True)
class Namesake:
    """A job that has the name which a declared one wants.

    Attributes:
        attributes: what is known of it, as exported.
        is_whole: whether that is all that can be configured.
        owner: whose tag of smtj's it carries, half a sentence; empty without one.
    """

    attributes: Mapping[str, JSON]
    is_whole: bool = False
    owner: str = ""


def name_taken(job: TrainingJob, name: str, found: Namesake, schema: Schema) -> Diagnostic:
    """A wanted name that a job has which this state does not know."""
    known = found.attributes
    whose = f" It was submitted by {found.owner}." if found.owner else ""
    differing = differences(known, job, schema) if found.is_whole else ()
    if differing:
        whose += f" It differs from the configuration in {_several(differing)}."
    elif found.is_whole:
        whose += " It is as the configuration says."
    return Diagnostic.error(
        "Training job name is taken",
        f'A training job "{name}" exists already and is not in this state: {job_status(known)}, created '
        f"{known.get('creation_time')}, running as {known.get('role_arn') or 'an unknown role'}.{whose} To submit another "
        f"one, change training_job_name. To adopt it, run: smtj import '{job.address}' {name}",
        place(job, (("training_job_name",), ("name",))),
        address=str(job.address),
    )


def place(job: TrainingJob, paths: tuple[AttributePath, ...]) -> SourceRange:
    """Where the first of the paths was written, else its nearest parent, else the resource itself."""
    for path in paths:
        for length in range(len(path), 0, -1):
            if path[:length] in job.ranges:
                return job.ranges[path[:length]]
    return job.instance.range
