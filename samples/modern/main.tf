# A job in today's dialect of aws_sagemaker_training_job: training_job_name, training_image, blocks.

variable "role_arn" {
  description = "The role that the job runs as."
  type        = string
  default     = "arn:aws:iam::123456789012:role/training"
}

variable "bucket" {
  description = "Where the data lies and the model goes."
  type        = string
  default     = "example-bucket"
}

resource "aws_sagemaker_training_job" "xgboost" {
  training_job_name_prefix = "xgboost-"
  role_arn                 = var.role_arn

  algorithm_specification {
    training_image      = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
    training_input_mode = "File"

    metric_definitions {
      name  = "validation:rmse"
      regex = ".*validation-rmse:([0-9.]+).*"
    }
  }

  resource_config {
    instance_type     = "ml.m5.xlarge"
    instance_count    = 1
    volume_size_in_gb = 30
  }

  hyper_parameters = {
    objective = "reg:squarederror"
    num_round = 100
    eta       = 0.2
  }

  dynamic "input_data_config" {
    for_each = toset(["train", "validation"])

    content {
      channel_name = input_data_config.value
      content_type = "text/csv"

      data_source {
        s3_data_source {
          s3_data_type              = "S3Prefix"
          s3_uri                    = "s3://${var.bucket}/data/${input_data_config.value}/"
          s3_data_distribution_type = "FullyReplicated"
        }
      }
    }
  }

  output_data_config {
    s3_output_path = "s3://${var.bucket}/models/"
  }

  enable_managed_spot_training = true

  checkpoint_config {
    s3_uri = "s3://${var.bucket}/checkpoints/"
  }

  stopping_condition {
    max_runtime_in_seconds   = 3600
    max_wait_time_in_seconds = 7200
  }

  tags = {
    Project = "house-prices"
  }
}

output "arn" {
  value = aws_sagemaker_training_job.xgboost.arn
}

output "training_job_name" {
  value = aws_sagemaker_training_job.xgboost.training_job_name
}
