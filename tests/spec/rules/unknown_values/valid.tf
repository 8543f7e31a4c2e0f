# What only Terraform's state or AWS knows breaks no rule.

variable "spot" {
  type = bool
}

data "aws_example" "all" {
}

resource "aws_sagemaker_training_job" "example" {
  training_job_name = data.aws_example.all.name
  role_arn          = data.aws_example.all.arn

  enable_managed_spot_training = var.spot
  checkpoint_config            = data.aws_example.all.checkpoints
  hyper_parameters             = data.aws_example.all.parameters
  tags                         = data.aws_example.all.tags

  algorithm_specification {
    training_image      = data.aws_example.all.image
    algorithm_name      = data.aws_example.all.algorithm
    training_input_mode = data.aws_example.all.mode
  }

  input_data_config {
    channel_name = "train"
    data_source {
      s3_data_source {
        s3_data_type    = "AugmentedManifestFile"
        s3_uri          = "s3://example-bucket/train.manifest"
        attribute_names = ["source-ref", "class"]
      }
    }
  }
  dynamic "input_data_config" {
    for_each = data.aws_example.all.channels
    content {
      channel_name = input_data_config.value
      data_source {
        s3_data_source {
          s3_data_type = "S3Prefix"
          s3_uri       = "s3://example-bucket/train/"
        }
      }
    }
  }

  resource_config {
    instance_type                = "ml.m5.xlarge"
    instance_count               = 1
    keep_alive_period_in_seconds = data.aws_example.all.seconds
    dynamic "instance_groups" {
      for_each = data.aws_example.all.groups
      content {
        instance_group_name = instance_groups.key
        instance_type       = "ml.m5.xlarge"
        instance_count      = 1
      }
    }
  }

  output_data_config {
    s3_output_path = "s3://example-bucket/models/"
  }

  stopping_condition {
    max_runtime_in_seconds   = data.aws_example.all.seconds
    max_wait_time_in_seconds = 60
  }
}
