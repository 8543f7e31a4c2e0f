"""The sentences of a decision: why a job is left alone, and what stands in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.plan.change import Reason
from sm_tj_cli.plan.record import job_status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.request.training_job import JSON, AttributePath, TrainingJob

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
    option = "--rerun" if job.name_prefix is not None else "--replace"
    return f"The job {status}{why}. It is not run again unless you ask: smtj apply {option} '{address}'."


def stuck_name(
    job: TrainingJob, reason: Reason, differing: tuple[AttributePath, ...]
) -> Diagnostic:
    """A new generation that would need the old one's name."""
    if reason is Reason.RERUN:
        why = f'{job.address} was asked to run again, but "{job.name}" is the name of the job it ran as before'
    else:
        shown = ", ".join(map(describe_path, differing[:MANY]))
        more = f" and {len(differing) - MANY} more" if len(differing) > MANY else ""
        why = (
            f"{job.address} changed in {shown}{more}, and a training job is immutable, so a new one must be "
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


def name_taken(job: TrainingJob, description: Mapping[str, JSON]) -> Diagnostic:
    """A wanted name that a job has which this state does not know."""
    owner = description.get("RoleArn") or "an unknown role"
    return Diagnostic.error(
        "Training job name is taken",
        f'A training job "{job.name}" exists already and is not in this state: {description.get("TrainingJobStatus")}, '
        f"created {description.get('CreationTime')}, running as {owner}. To adopt it, run: smtj import "
        f"'{job.address}' {job.name}. To submit another one, change training_job_name.",
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
