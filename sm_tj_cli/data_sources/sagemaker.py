"""SageMaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.aws.service_model import load_training_job_model
from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
from sm_tj_cli.data_sources._registry import Arguments, Attributes, data_source
from sm_tj_cli.request.attributes import exported
from sm_tj_cli.request.schema import Schema

if TYPE_CHECKING:
    from sm_tj_cli.aws.clients import Clients


@data_source("aws_sagemaker_training_job", optional=("training_job_name", "name"))
def read_training_job(clients: Clients, arguments: Arguments) -> Attributes:
    """DescribeTrainingJob and ListTags of a job that this configuration does not declare."""
    name = arguments.text("training_job_name", arguments.text("name", ""))
    name = name or arguments.text("training_job_name")
    jobs = SageMakerTrainingJobs(clients)
    description = jobs.describe(name)
    tags = jobs.tags(str(description.get("TrainingJobArn")))
    return exported(description, Schema.from_model(load_training_job_model()), tags)
