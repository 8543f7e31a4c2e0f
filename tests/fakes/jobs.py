"""Declared training jobs for tests, as `request.build` makes them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.aws.service_model import load_training_job_model
from sm_tj_cli.configuration.model import (
    Dependency,
    EvaluatedBody,
    JobInstance,
    Lifecycle,
    ProviderSettings,
)
from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.diagnostics.source import SourcePosition, SourceRange
from sm_tj_cli.request.build import request_of
from sm_tj_cli.request.schema import Schema
from sm_tj_cli.request.training_job import TrainingJob

if TYPE_CHECKING:
    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath

ROLE = "arn:aws:iam::123456789012:role/training"
ARN = "arn:aws:sagemaker:eu-west-1:123456789012:training-job"
RANGE = SourceRange("main.tf", SourcePosition(0, 1, 1), SourcePosition(5, 1, 6))
SOURCE = SourceFile("main.tf", "line\n")
PLAIN_LIFECYCLE, PLAIN_PROVIDER = Lifecycle(), ProviderSettings()
NO_BODY = EvaluatedBody(RANGE, RANGE, {})


@cache
def schema() -> Schema:
    """The arguments of a training job."""
    return Schema.from_model(load_training_job_model())


def address(label: str = "a") -> InstanceAddress:
    """`aws_sagemaker_training_job.LABEL`, where LABEL may end in an index."""
    return parse_instance(f"aws_sagemaker_training_job.{label}")


def arguments(**given: JSON) -> dict[str, JSON]:
    """The arguments of a small job, with those `given` over them; None leaves one out."""
    usual: dict[str, JSON] = {
        "role_arn": ROLE,
        "hyper_parameters": {"k": "10"},
        "resource_config": [
            {"instance_type": "ml.m5.large", "instance_count": 1, "volume_size_in_gb": 30}
        ],
        "stopping_condition": [{"max_runtime_in_seconds": 3600}],
        "tags": {},
        "tags_all": {},
    }
    return {name: value for name, value in {**usual, **given}.items() if value is not None}


def training_job(
    label: str = "a",
    *,
    name: str | None = "a-1",
    prefix: str | None = None,
    submitted: tuple[str, ...] = (),
    completed: tuple[str, ...] = (),
    unknown: frozenset[AttributePath] = frozenset(),
    lifecycle: Lifecycle = PLAIN_LIFECYCLE,
    provider: ProviderSettings = PLAIN_PROVIDER,
    **given: JSON,
) -> TrainingJob:
    """A declared job.

    Args:
        submitted, completed: labels of the jobs that it needs submitted, or at their end.
        given: its arguments; see `arguments`.
    """
    needs = [Dependency(address(it), completed=False) for it in submitted]
    needs += [Dependency(address(it), completed=True) for it in completed]
    instance = JobInstance(address(label), NO_BODY, RANGE, lifecycle, provider, tuple(needs))
    named: dict[str, JSON] = {} if name is None or prefix else {"training_job_name": name}
    attributes = arguments(**named, **given)
    return TrainingJob(
        instance,
        request_of(attributes, schema().request),
        attributes,
        unknown,
        ranges={("hyper_parameters",): RANGE},
        name=None if prefix else name,
        name_prefix=prefix,
    )


def record(name: str = "a-1", status: str = "Completed", **given: JSON) -> dict[str, JSON]:
    """The recorded attributes of a job that was declared with `arguments`."""
    return {
        **arguments(**given),
        "training_job_name": name,
        "id": name,
        "arn": f"{ARN}/{name}",
        "status": status,
        "secondary_status": {"InProgress": "Training"}.get(status, status),
        "creation_time": "2026-01-02T03:04:05Z",
        **{key: value for key, value in given.items() if key in {"secondary_status", "arn"}},
    }
