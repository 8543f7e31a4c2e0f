"""A job at a moment -> the answers of DescribeTrainingJob and ListTrainingJobs. Pure.

Echoes the request and fills in what the service fills in
(https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sm_tj_cli.sandbox.training_output import final_metrics, metric_definitions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.sandbox.job import Job
    from sm_tj_cli.sandbox.lifecycle import Moment
    from sm_tj_cli.sandbox.protocol import JSON

_NOT_ECHOED = {"Tags", "SessionChainingConfig"}
_DEFAULTS: Mapping[str, JSON] = {
    "EnableNetworkIsolation": False,
    "EnableInterContainerTrafficEncryption": False,
    "EnableManagedSpotTraining": False,
    "StoppingCondition": {"MaxRuntimeInSeconds": 86400},
}
_CHANNEL_DEFAULTS: Mapping[str, JSON] = {"CompressionType": "None", "RecordWrapperType": "None"}


def describe(job: Job, now: float) -> dict[str, JSON]:
    """The answer of DescribeTrainingJob."""
    moment = job.at(now)
    echoed = {name: value for name, value in job.request.items() if name not in _NOT_ECHOED}
    answer: dict[str, JSON] = {
        **_DEFAULTS,
        **echoed,
        "TrainingJobArn": job.arn,
        "TrainingJobStatus": moment.status,
        "SecondaryStatus": moment.secondary,
        "SecondaryStatusTransitions": _transitions(moment),
        "CreationTime": job.created,
        "LastModifiedTime": job.modified(now),
        "ProfilingStatus": "Enabled" if "ProfilerConfig" in echoed else "Disabled",
        **_filled_in(job.request),
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


def _filled_in(request: Mapping[str, JSON]) -> dict[str, JSON]:
    answer: dict[str, JSON] = {}
    algorithm = request.get("AlgorithmSpecification")
    if isinstance(algorithm, dict):
        filled: dict[str, JSON] = {"EnableSageMakerMetricsTimeSeries": False, **algorithm}
        if metrics := metric_definitions(algorithm):
            filled["MetricDefinitions"] = metrics
        answer["AlgorithmSpecification"] = filled
    output = request.get("OutputDataConfig")
    if isinstance(output, dict):
        answer["OutputDataConfig"] = {"KmsKeyId": "", "CompressionType": "GZIP", **output}
    resources = request.get("ResourceConfig")
    if isinstance(resources, dict):
        answer["ResourceConfig"] = {"VolumeSizeInGB": 30, **resources}
    channels = request.get("InputDataConfig")
    if isinstance(channels, list):
        answer["InputDataConfig"] = [_channel(item) for item in channels if isinstance(item, dict)]
    return answer


def _channel(channel: dict[str, JSON]) -> JSON:
    filled: dict[str, JSON] = {**_CHANNEL_DEFAULTS, **channel}
    source = filled.get("DataSource")
    if isinstance(source, dict) and isinstance(found := source.get("S3DataSource"), dict):
        s3: dict[str, JSON] = {"S3DataDistributionType": "FullyReplicated", **found}
        filled["DataSource"] = {**source, "S3DataSource": s3}
    return filled
