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
HUB_CONTENT: Final = (
    r"(arn:[a-z0-9-\.]{{1,63}}:sagemaker:\w+(?:-\w+)+:(\d{{12}}|aws):hub-content\/)[a-zA-Z0-9](-*[a-zA-Z0-9]){{0,62}}"
    r"\/{kind}\/[a-zA-Z0-9](-*[a-zA-Z0-9]){{0,63}}(\/\d{{1,4}}.\d{{1,4}}.\d{{1,4}})?"
)
# Patterns in words, for those that people meet.
PATTERN_WORDS: Final = {
    ".*": "text on one line",
    ".+": "text on one line, not empty",
    NOT_RESERVED
    + r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)": "made of letters, digits, spaces and _ . : / = + - @, and not begin with aws: (reserved for AWS)",
    r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)": "made of letters, digits, spaces and _ . : / = + - @",
    r"(arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:[a-z\-]*\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)": "the name or the ARN of a SageMaker algorithm",
    r"arn:[\p{Alnum}\-]+:lambda:[\p{Alnum}\-]+:[0-9]{12}:function:.*": "the ARN of a Lambda function, arn:aws:lambda:eu-west-1:123456789012:function:name",
    r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:training-plan/.*": "the ARN of a training plan, arn:aws:sagemaker:eu-west-1:123456789012:training-plan/name",
    r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:mlflow-[a-zA-Z-]*/.*": "the ARN of an MLflow tracking server, arn:aws:sagemaker:eu-west-1:123456789012:mlflow-tracking-server/name",
    r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]{9,16}:[0-9]{12}:model-package-group/[\S]{1,2048}": "the ARN of a model package group, arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/name",
    r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]{9,16}:[0-9]{12}:model-package/[\S]{1,2048}": "the ARN of a model package, arn:aws:sagemaker:eu-west-1:123456789012:model-package/group/1",
    HUB_CONTENT.format(
        kind="Model"
    ): "the ARN of a model in a hub, arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/name",
    HUB_CONTENT.format(
        kind="DataSet"
    ): "the ARN of a data set in a hub, arn:aws:sagemaker:eu-west-1:123456789012:hub-content/hub/DataSet/name",
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

# SageMaker's own algorithms by their images' repositories: their metric definitions come with them, and "You can't
# override the metric definitions for Amazon SageMaker algorithms" (CreateTrainingJob).
BUILT_IN_ALGORITHMS: Final = frozenset(
    {
        "blazingtext", "factorization-machines", "forecasting-deepar", "image-classification", "ipinsights", "kmeans",
        "knn", "lda", "linear-learner", "ntm", "object-detection", "object2vec", "pca", "randomcutforest",
        "sagemaker-xgboost", "semantic-segmentation", "seq2seq", "xgboost",
    }
)  # fmt: skip

# What SageMaker fills in where the configuration says nothing; None stands for a value of its own choice.
SERVICE_FILLED: Final[dict[str, tuple[object, ...] | None]] = {
    "algorithm_specification.enable_sagemaker_metrics_time_series": None,
    "algorithm_specification.metric_definitions": None,
    "input_data_config.compression_type": ("None",),
    "input_data_config.record_wrapper_type": ("None",),
    "input_data_config.data_source.s3_data_source.s3_data_distribution_type": ("FullyReplicated",),
    "output_data_config.compression_type": ("GZIP",),
    "output_data_config.kms_key_id": ("",),
    "debug_hook_config": None,
    "debug_rule_configurations.volume_size_in_gb": (0,),
    "checkpoint_config.local_path": ("/opt/ml/checkpoints", "/opt/ml/checkpoints/"),
    "debug_hook_config.local_path": ("/opt/ml/output/tensors", "/opt/ml/output/tensors/"),
    "profiler_config": None,
    "profiler_rule_configurations": None,
    "profiler_rule_configurations.volume_size_in_gb": (0,),
    "resource_config.keep_alive_period_in_seconds": (0,),
    "resource_config.volume_size_in_gb": (30,),
    "retry_strategy.maximum_retry_attempts": (1,),
    "stopping_condition.max_runtime_in_seconds": (86400,),
    "stopping_condition.max_pending_time_in_seconds": None,
    "tensor_board_output_config.local_path": ("/opt/ml/output/tensorboard", "/opt/ml/output/tensorboard/"),
}  # fmt: skip

# Defaults that the service fills in and DescribeTrainingJob does not tell (their API pages).
DEFAULTS: Final = {
    "algorithm_specification.enable_sagemaker_metrics_time_series": "false; true where metrics are defined or known",
    "debug_rule_configurations.local_path": "/opt/ml/processing/output/rule/",
    "input_data_config.input_mode": "the job's training_input_mode",
    "profiler_config.profiling_interval_in_milliseconds": "500",
    "profiler_rule_configurations.local_path": "/opt/ml/processing/output/rule/",
    "region": "the provider's",
    "resource_config.instance_placement_config.enable_multiple_jobs": "false",
    "resource_config.keep_alive_period_in_seconds": "0",
    "stopping_condition.max_runtime_in_seconds": "86400 (1 day)",
}

# What is required unless something else is given, which the model cannot say (rules.py, resource_rules.py).
REQUIRED_UNLESS: Final = {
    "training_job_name": "training_job_name_prefix",
    "algorithm_specification": "serverless_job_config",
    "algorithm_specification.training_image": "algorithm_name",
    "resource_config": "serverless_job_config",
    "resource_config.instance_type": "instance_groups or instance_preferences",
    "resource_config.instance_count": "instance_groups or instance_preferences",
}

# What the service model does not document: arguments and attributes of the resource.
DOCUMENTATION: Final = {
    NAME_PREFIX: (
        "smtj makes a unique name for every submission: the prefix, the time and a random part, 63 characters at most. "
        "So a changed job needs no new name in the file. Excludes training_job_name."
    ),
    REGION: "The region to submit the job in, where it is not the provider's.",
    TIMEOUTS: (
        "How long Terraform waits for the job's creation, update and deletion. smtj reads and checks it; it waits as "
        "long as its own --timeout says."
    ),
    f"{TIMEOUTS}.create": "Terraform's limit for creating the job.",
    f"{TIMEOUTS}.update": "Terraform's limit for updating the job.",
    f"{TIMEOUTS}.delete": "Terraform's limit for deleting the job.",
    DESTROY_OPTIONS[0]: (
        "Terraform's provider deletes the model packages of a destroyed job where this is true. smtj deletes nothing "
        "but training jobs, so only false is accepted."
    ),
    DESTROY_OPTIONS[1]: (
        "Terraform's provider deletes network interfaces that a destroyed job left in the VPC where this is true. smtj "
        "deletes nothing but training jobs, so only false is accepted."
    ),
    "id": "The name of the training job.",
    "tags_all": "All tags of the job, those of the provider's default_tags included.",
    "training_job_arn": "The same as arn.",
    "training_job_status": "The same as status.",
}
# "Attributes Reference" of the 2018 documentation.
EXPORTED_IN_2018: Final = frozenset(
    {
        "arn", "creation_time", "id", "last_modified_time", "secondary_status", "status", "training_end_time",
        "training_start_time",
    }
)  # fmt: skip
# What a serverless job has although only other jobs may ask for it (ServerlessJobConfig's API page).
FILLED_FOR_SERVERLESS: Final = frozenset(
    {"algorithm_specification", "resource_config", "stopping_condition"}
)

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
