"""Terminals and jobs that several tests of this folder look at."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from sm_tj_cli.addresses import TRAINING_JOB, InstanceAddress, ResourceAddress
from sm_tj_cli.render.console import Terminal

RESOURCE = ResourceAddress(TRAINING_JOB, "tj")
ARN = "arn:aws:sagemaker:eu-west-1:123456789012:training-job/my-training-job"


def address(key: int | str | None = None) -> InstanceAddress:
    return RESOURCE.instance(key)


@dataclass
class Screen:
    """A terminal that keeps what was written to it."""

    width: int | None = None
    is_terminal: bool = False
    color: bool | None = None
    out: io.StringIO = field(default_factory=io.StringIO)
    error: io.StringIO = field(default_factory=io.StringIO)

    @property
    def terminal(self) -> Terminal:
        return Terminal(
            self.out,
            self.error,
            color=self.color,
            width=self.width,
            is_terminal=self.is_terminal,
            error_is_terminal=self.is_terminal,
            can_redraw=self.is_terminal,
        )


JOB = {
    "training_job_name": "my-training-job",
    "arn": ARN,
    "status": "Completed",
    "secondary_status": "Completed",
    "creation_time": "2026-01-01T10:00:00Z",
    "training_start_time": "2026-01-01T10:02:00Z",
    "training_end_time": "2026-01-01T11:12:05Z",
    "billable_time_in_seconds": 2000,
    "training_time_in_seconds": 4000,
    "hyper_parameters": {"k": "10", "token": "hunter2"},
    "secondary_status_transitions": [
        {
            "status": "Starting",
            "start_time": "2026-01-01T10:00:00Z",
            "end_time": "2026-01-01T10:02:00Z",
            "status_message": "Preparing the instances for training",
        }
    ],
    "final_metric_data_list": [
        {"metric_name": "loss", "value": 0.25, "timestamp": "2026-01-01T11:00:00Z"}
    ],
    "resource_config": [
        {"instance_count": 2, "instance_type": "ml.c4.8xlarge", "volume_size_in_gb": 50}
    ],
    "model_artifacts": [{"s3_model_artifacts": "s3://bucket/model.tar.gz"}],
}
