"""A job at a moment -> the answers of DescribeTrainingJob and ListTrainingJobs. Pure.

Echoes the request and fills in what the service fills in
(https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sm_tj_cli.sandbox.filled_in import filled_in
from sm_tj_cli.sandbox.training_output import final_metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.job import Job
    from sm_tj_cli.sandbox.lifecycle import Moment


def describe(job: Job, now: float, *, all_defaults: bool = False) -> dict[str, JSON]:
    """The answer of DescribeTrainingJob; with `all_defaults` everything that the service ever fills in is in it."""
    moment = job.at(now)
    answer: dict[str, JSON] = {
        **filled_in(job.request, everything=all_defaults),
        "TrainingJobArn": job.arn,
        "TrainingJobStatus": moment.status,
        "SecondaryStatus": moment.secondary,
        "SecondaryStatusTransitions": _transitions(moment),
        "CreationTime": job.created,
        "LastModifiedTime": job.modified(now),
        "ProfilingStatus": "Enabled" if "ProfilerConfig" in job.request else "Disabled",
        **_results(job, moment),
    }
    if moment.failure:
        answer["FailureReason"] = moment.failure
    if pool := warm_pool(job, moment, now):
        answer["WarmPoolStatus"] = pool
    return answer


def summary(job: Job, now: float) -> dict[str, JSON]:
    """One TrainingJobSummary of ListTrainingJobs."""
    moment = job.at(now)
    answer: dict[str, JSON] = {
        "TrainingJobName": job.name,
        "TrainingJobArn": job.arn,
        "CreationTime": job.created,
        "LastModifiedTime": job.modified(now),
        "TrainingJobStatus": moment.status,
        "SecondaryStatus": moment.secondary,
    }
    if moment.ended is not None:
        answer["TrainingEndTime"] = moment.ended
    if pool := warm_pool(job, moment, now):
        answer["WarmPoolStatus"] = pool
    return answer


def warm_pool(job: Job, moment: Moment, now: float) -> dict[str, JSON] | None:
    """WarmPoolStatus: the instances stay for a while after a job that completed."""
    if not job.keep_alive:
        return None
    if moment.ended is None:
        return {"Status": "InUse"}
    if moment.status != "Completed":
        return {"Status": "Terminated", "ResourceRetainedBillableTimeInSeconds": 0}
    kept = min(now - moment.ended, job.keep_alive)
    status = "Available" if kept < job.keep_alive else "Terminated"
    return {"Status": status, "ResourceRetainedBillableTimeInSeconds": round(kept)}


def artifact_uri(job: Job) -> str:
    """Where the model goes."""
    output = cast("Mapping[str, str]", job.request.get("OutputDataConfig") or {})
    folder = f"{output.get('S3OutputPath', '').rstrip('/')}/{job.name}/output"
    return (
        f"{folder}/model/" if output.get("CompressionType") == "NONE" else f"{folder}/model.tar.gz"
    )


def has_artifacts(job: Job, moment: Moment) -> bool:
    """Whether the job has left a model: it uploaded one."""
    if job.script:
        return moment.is_over and bool((job.outcome or {}).get("model"))
    return moment.is_over and any(step.secondary == "Uploading" for step in moment.transitions)


def _results(job: Job, moment: Moment) -> dict[str, JSON]:
    answer: dict[str, JSON] = {}
    if moment.started is not None:
        answer["TrainingStartTime"] = moment.started
    if moment.ended is None:
        return answer
    answer["TrainingEndTime"] = moment.ended
    if moment.started is not None:
        answer["TrainingTimeInSeconds"] = max(1, round(moment.ended - moment.started))
        answer["BillableTimeInSeconds"] = max(1, round(moment.billable_seconds))
    if has_artifacts(job, moment):
        answer["ModelArtifacts"] = {"S3ModelArtifacts": artifact_uri(job)}
    measured = (job.outcome or {}).get("metrics") if job.script else final_metrics(job, moment)
    if metrics := measured:
        answer["FinalMetricDataList"] = metrics
    return answer


def _transitions(moment: Moment) -> list[JSON]:
    listed: list[JSON] = []
    for step in moment.transitions:
        item: dict[str, JSON] = {"Status": step.secondary, "StartTime": step.start}
        if step.end is not None:
            item["EndTime"] = step.end
        listed.append({**item, "StatusMessage": step.message})
    return listed
