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

# What is exported besides DescribeTrainingJob's members; writing one of either is Terraform's "unconfigurable attribute".
COMPUTED: Final = frozenset({"id", "tags_all", "training_job_arn", "training_job_status"})

# Arguments of the resource that are not part of the request.
NAME_PREFIX: Final = "training_job_name_prefix"
REGION: Final = "region"
DESTROY_OPTIONS: Final = ("delete_model_packages_on_destroy", "delete_vpc_enis_on_destroy")
TIMEOUTS: Final = "timeouts"
NAME_PREFIX_PATTERN: Final = "[a-zA-Z0-9](-*[a-zA-Z0-9])*-*"
REGION_PATTERN: Final = r"[a-z]{2,}(-[a-z]+)+-\d{1,2}"
# Go's time.ParseDuration, which reads Terraform's timeouts.
DURATION_PATTERN: Final = r"(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+"

# What to do where a required argument is missing, beyond writing it.
ADVICE: Final = {
    "training_job_name": " Give it, or training_job_name_prefix, from which smtj makes a unique name for every submission.",
}

# Spellings of other tools and of the API's prose that are too far from the name for a guess.
OTHER_SPELLINGS: Final = {
    "image_uri": "training_image",
    "instance_volume_size": "volume_size_in_gb",
    "job_name": "training_job_name",
    "max_run": "max_runtime_in_seconds",
    "max_wait": "max_wait_time_in_seconds",
    "output_path": "s3_output_path",
    "role": "role_arn",
    "use_spot_instances": "enable_managed_spot_training",
    "volume_size": "volume_size_in_gb",
}

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
# AWS's rules for tags: keys that begin with aws: are its own. Stands before the model's pattern of a key.
NOT_RESERVED: Final = "(?!(?i:aws:))"
# ServerlessJobConfig: "The value must be an integer value from 1K to 1024K"
PATTERNS: Final = {
    "serverless_job_config.sequence_length": "([1-9][0-9]{0,2}|10[01][0-9]|102[0-4])K",
}
# "Instance Store Volumes" (EC2 user guide), for the families that train.
LOCAL_STORAGE_FAMILIES: Final = frozenset(
    {
        "g4dn", "g5", "g6", "g6e", "g7e", "p3dn", "p4d", "p4de", "p5", "p5e", "p5en", "p6-b200", "p6-b300",
        "p6e-gb200", "r5d", "trn1", "trn1n", "trn2",
    }
)  # fmt: skip
# Where AWS's developer guide is narrower than its API model: a warning above this value.
GUIDE_MAXIMUM: Final[dict[str, tuple[int, str]]] = {
    "resource_config.keep_alive_period_in_seconds": (
        3600,
        "the developer guide's page on warm pools gives 3600 seconds as the maximum",
    ),
}
# Of names in which hyphens stand for whatever else divides words.
NAME_PATTERNS: Final = frozenset(
    {"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}", NAME_PREFIX_PATTERN}
)
# Patterns in words, for those that people meet.
PATTERN_WORDS: Final = {
    ".*": "text on one line",
    ".+": "text on one line, not empty",
    NOT_RESERVED
    + r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)": "made of letters, digits, spaces and _ . : / = + - @, and not begin with aws: (reserved for AWS)",
    r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)": "made of letters, digits, spaces and _ . : / = + - @",
    "[a-zA-Z0-9:/_-]*": "the ID, ARN or alias of a KMS key",
    "(fs-[0-9a-f]{8,})": "the ID of a file system such as fs-0123456789abcdef0",
    "[-0-9a-zA-Z]+": "an ID of letters, digits and hyphens such as sg-0123456789abcdef0",
    "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}": "made of letters, digits and hyphens, beginning and ending with a letter or a digit",
    "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}": "made of letters, digits and hyphens, beginning and ending with a letter or a digit",
    NAME_PREFIX_PATTERN: "made of letters, digits and hyphens, beginning with a letter or a digit",
    "(https|s3)://([^/]+)/?(.*)": "an address such as s3://bucket/prefix",
    r"arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+": "the ARN of an IAM role, arn:aws:iam::123456789012:role/name",
    r"[A-Za-z0-9\.\-_]+": "made of letters, digits, dots, hyphens and underscores",
    REGION_PATTERN: "the name of a region such as eu-west-1",
    DURATION_PATTERN: 'a duration such as "45m" or "1h30m"',
    PATTERNS["serverless_job_config.sequence_length"]: "a length from 1K to 1024K such as 32K",
    "[a-zA-Z_][a-zA-Z0-9_]*": "made of letters, digits and underscores, not beginning with a digit",
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
