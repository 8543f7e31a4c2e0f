"""What the service model cannot say. >>> A field that does not follow from the model gets its row here.

Data only, by attribute path as users write it (`resource_config.instance_count`), each with its source.
"""

from __future__ import annotations

from typing import Final

# Members whose snake case is not the provider's name (terraform-provider-aws, training_job.go).
NAMES: Final = {"EnableSageMakerMetricsTimeSeries": "enable_sagemaker_metrics_time_series"}

# Members of DescribeTrainingJob that the 2018 documentation and the provider export under a name of their own.
EXPORTED_NAMES: Final = {"TrainingJobArn": "arn", "TrainingJobStatus": "status"}

# Members that a request may not carry (API page of ResourceConfig).
READ_ONLY: Final = frozenset(
    {"resource_config.selected_instance_type", "resource_config.selected_instance_count"}
)

# What only AWS decides; writing one of these is Terraform's "unconfigurable attribute".
COMPUTED: Final = frozenset(
    {
        "arn", "billable_time_in_seconds", "creation_time", "failure_reason", "final_metric_data_list", "id",
        "last_modified_time", "model_artifacts", "secondary_status", "secondary_status_transitions", "status",
        "tags_all", "training_end_time", "training_job_arn", "training_job_status", "training_start_time",
        "training_time_in_seconds",
    }
)  # fmt: skip

# Arguments of the resource that are not part of the request.
NAME_PREFIX: Final = "training_job_name_prefix"
REGION: Final = "region"
DESTROY_OPTIONS: Final = ("delete_model_packages_on_destroy", "delete_vpc_enis_on_destroy")
NAME_PREFIX_PATTERN: Final = "[a-zA-Z0-9](-*[a-zA-Z0-9])*-*"

# Limits that stand in the API pages' prose only: (minimum, maximum).
RANGES: Final[dict[str, tuple[float | None, float | None]]] = {
    # StoppingCondition: "The maximum value is 28 days."
    "stopping_condition.max_runtime_in_seconds": (1, 2419200),
    # PlacementSpecification: "Minimum value of 1"
    "resource_config.instance_placement_config.placement_specifications.instance_count": (1, None),
}
# ProfilerConfig: "Available values are 100, 200, 500, 1000 (1 second), 5000 (5 seconds), and 60000 (1 minute)"
CHOICES: Final[dict[str, tuple[int, ...]]] = {
    "profiler_config.profiling_interval_in_milliseconds": (100, 200, 500, 1000, 5000, 60000),
}
# Where AWS's developer guide is narrower than its API model: a warning above this value.
GUIDE_MAXIMUM: Final[dict[str, tuple[int, str]]] = {
    "resource_config.keep_alive_period_in_seconds": (
        3600,
        "the developer guide's page on warm pools gives 3600 seconds as the maximum",
    ),
}
# Patterns in words, for those that people meet.
PATTERN_WORDS: Final = {
    "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}": "letters, digits and hyphens, beginning and ending with a letter or a digit",
    NAME_PREFIX_PATTERN: "letters, digits and hyphens, beginning with a letter or a digit",
    "(https|s3)://([^/]+)/?(.*)": "an address such as s3://bucket/prefix",
    r"arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+": "the ARN of an IAM role, arn:aws:iam::123456789012:role/name",
    r"[A-Za-z0-9\.\-_]+": "letters, digits, dots, hyphens and underscores",
    "[a-zA-Z_][a-zA-Z0-9_]*": "letters, digits and underscores, not beginning with a digit",
}

# What SageMaker fills in where the configuration says nothing; None stands for any value.
SERVICE_FILLED: Final[dict[str, tuple[object, ...] | None]] = {
    "algorithm_specification.enable_sagemaker_metrics_time_series": None,
    "algorithm_specification.metric_definitions": None,
    "input_data_config.compression_type": ("None",),
    "input_data_config.record_wrapper_type": ("None",),
    "input_data_config.data_source.s3_data_source.s3_data_distribution_type": ("FullyReplicated",),
    "output_data_config.compression_type": ("GZIP",),
    "checkpoint_config.local_path": ("/opt/ml/checkpoints", "/opt/ml/checkpoints/"),
    "debug_hook_config.local_path": ("/opt/ml/output/tensors", "/opt/ml/output/tensors/"),
    "profiler_config": None,
    "profiler_rule_configurations": None,
    "resource_config.volume_size_in_gb": (30,),
    "resource_config.selected_instance_type": None,
    "resource_config.selected_instance_count": None,
    "retry_strategy.maximum_retry_attempts": (1,),
    "stopping_condition.max_runtime_in_seconds": (86400,),
    "stopping_condition.max_pending_time_in_seconds": None,
    "tensor_board_output_config.local_path": ("/opt/ml/output/tensorboard", "/opt/ml/output/tensorboard/"),
}  # fmt: skip

# DescribeTrainingJob never answers these, so that nothing can be said of a difference after an import.
NOT_DESCRIBED: Final = frozenset({"session_chaining_config"})

# What UpdateTrainingJob, AddTags and DeleteTags can change (their API pages).
UPDATABLE: Final = (
    "profiler_config",
    "profiler_rule_configurations",
    "remote_debug_config",
    "resource_config.keep_alive_period_in_seconds",
    "tags_all",
)
