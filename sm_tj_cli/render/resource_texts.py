"""What the reference page of the resource says besides the arguments: data only."""

from __future__ import annotations

from typing import Final

INTRODUCTION: Final = """# aws_sagemaker_training_job

Declares a SageMaker training job. smtj submits it, watches it and remembers it.

<!-- Made by `smtj explain --markdown` (`make docs`) from the service model of botocore {version}. -->

A job is immutable: what SageMaker cannot change in place makes a new *generation* of it, a new job under a new name.
So `training_job_name_prefix` is the usual choice. Everything that this page says is checked by `smtj validate`, offline,
all faults at once, each on its own line.
"""

EXAMPLES: Final = """## Examples

### Today's dialect

```hcl
resource "aws_sagemaker_training_job" "churn" {
  training_job_name_prefix = "churn-"
  role_arn                 = aws_iam_role.training.arn

  algorithm_specification {
    training_image      = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
    training_input_mode = "File"

    metric_definitions {
      name  = "validation:auc"
      regex = "validation-auc:([0-9.]+)"
    }
  }

  hyper_parameters = {
    objective = "binary:logistic"
    num_round = 100
    features  = jsonencode(["age", "plan"])
  }

  input_data_config {
    channel_name = "train"
    content_type = "text/csv"

    data_source {
      s3_data_source {
        s3_data_type = "S3Prefix"
        s3_uri       = "s3://example-bucket/churn/train/"
      }
    }
  }

  resource_config {
    instance_type     = "ml.m5.xlarge"
    instance_count    = 1
    volume_size_in_gb = 30
  }

  output_data_config {
    s3_output_path = "s3://example-bucket/churn/models/"
  }

  stopping_condition {
    max_runtime_in_seconds = 3600
  }

  tags = {
    Team = "growth"
  }
}
```

### The 2018 dialect

The names and the HCL1 spellings of the first version of the resource. A file may mix both.

```hcl
resource "aws_sagemaker_training_job" "churn" {
  name     = "churn-1"
  role_arn = "${aws_iam_role.training.arn}"

  algorithm_specification {
    image      = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
    input_mode = "File"
  }

  hyper_parameters {
    objective = "binary:logistic"
    num_round = "100"
  }

  input_data_config = [{
    name         = "train"
    content_type = "text/csv"

    data_source {
      s3_data_source {
        s3_data_type              = "S3Prefix"
        s3_uri                    = "s3://example-bucket/churn/train/"
        s3_data_distribution_type = "FullyReplicated"
      }
    }
  }]

  resource_config {
    instance_type     = "ml.m5.xlarge"
    instance_count    = 1
    volume_size_in_gb = 30
  }

  output_data_config {
    s3_output_path = "s3://example-bucket/churn/models/"
  }

  stopping_condition {
    max_runtime_in_seconds = 3600
  }

  tags {
    Team = "growth"
  }
}
```

### Spot instances with checkpoints, and a sweep

```hcl
resource "aws_sagemaker_training_job" "sweep" {
  for_each = toset(["0.1", "0.2"])

  training_job_name_prefix     = "churn-eta-${replace(each.key, ".", "-")}-"
  role_arn                     = aws_iam_role.training.arn
  enable_managed_spot_training = true

  algorithm_specification {
    training_image      = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
    training_input_mode = "File"
  }

  hyper_parameters = { eta = each.key, num_round = 100 }

  dynamic "input_data_config" {
    for_each = ["train", "validation"]

    content {
      channel_name = input_data_config.value

      data_source {
        s3_data_source {
          s3_data_type = "S3Prefix"
          s3_uri       = "s3://example-bucket/churn/${input_data_config.value}/"
        }
      }
    }
  }

  resource_config {
    instance_type  = "ml.m5.xlarge"
    instance_count = 1
  }

  checkpoint_config {
    s3_uri = "s3://example-bucket/churn/checkpoints/${each.key}/"
  }

  output_data_config {
    s3_output_path = "s3://example-bucket/churn/models/"
  }

  stopping_condition {
    max_runtime_in_seconds   = 3600
    max_wait_time_in_seconds = 7200
  }
}
```
"""

ABOUT_DIALECTS: Final = """## Dialects

Which dialect a resource is written in shows by what it contains. *2018* below marks what the first version had, under
its old name where that differs; *smtj only* is known to SageMaker but not to Terraform's provider. In either dialect
a map may be written as a block, and an object or a list of objects for blocks. The same thing under both names is an
error. `training_input_mode` may be left out in the 2018 dialect alone, where it is `File`.
"""

ATTRIBUTES: Final = """## Attributes

Known after apply: `id`, `arn` and `creation_time` once the job is submitted, all others once it Completed; whatever refers
to one of those waits for it. Every argument is an attribute too. Times are RFC 3339 in UTC.
"""

REST: Final = """## What goes together

- A job has a `training_job_name` or a `training_job_name_prefix`. A name is unique in an account and region, whatever its case.
- `algorithm_specification` holds either `training_image` or `algorithm_name`.
- `resource_config` says `instance_type` and `instance_count`, or has `instance_groups` (then without warm pool), or
  `instance_preferences` (then without spot instances and `instance_placement_config`; the count stands on the job or on every
  preference, as does a training plan).
- `volume_kms_key_id` does not go with instance types that have local storage (`ml.g5`, `ml.p4d`, …).
- `enable_managed_spot_training = true` needs `max_wait_time_in_seconds`, which must be at least `max_runtime_in_seconds` and
  goes with spot instances only. Without `checkpoint_config` that is warned of; with a warm pool too.
- A `data_source` holds exactly one source; `file_system_data_source` needs `vpc_config`. Channel names are unique.
- `AugmentedManifestFile` works in Pipe mode and needs `attribute_names`, which go with nothing else. `Gzip` works in Pipe
  mode, `RecordIO` not in File mode.
- `instance_group_names` name `instance_groups` of the job.
- `training_repository_access_mode = "Vpc"` needs `vpc_config`.
- `serverless_job_config` excludes `algorithm_specification`, spot instances, `environment`, `retry_strategy`, `checkpoint_config`,
  `debug_hook_config`, `experiment_config`, `profiler_config`, `profiler_rule_configurations`, `tensor_board_output_config` and a
  volume size; `model_package_config` needs it. Evaluation needs `evaluation_type`.
- Without `max_runtime_in_seconds` SageMaker stops a job after a day only, which is warned of.

## Tags

`tags` are merged over the provider's `default_tags`; `tags_all` is the result, and what is sent. Keys under the provider's
`ignore_tags`, keys that begin with `aws:` and smtj's own (`smtj:intent`) are never a difference. A job with 50 tags has
no place for smtj's own, which is warned of.

## Secrets

Whoever may describe the job can read its hyperparameters and its environment: a name like a secret's (`DB_PASSWORD`,
`HF_TOKEN`) and a value that shows itself as one (an access key, a token) are warned of. smtj prints neither such values nor
those that are marked sensitive (variables, outputs, `sensitive()`): not in a plan, an error, a quoted line of a file or JSON.
Two verbs give them, because they are asked to: `render`, since a request without its values would be of no use, and
`output` with `--json` or `--raw`, as in Terraform. The state and a saved plan hold them in plain text, as Terraform's do.

## Import

`smtj import NAME ADDRESS` adopts a job, and an `import` block with its name as `id` does too:

```hcl
import {
  to = aws_sagemaker_training_job.churn
  id = "churn-1"
}
```
"""
