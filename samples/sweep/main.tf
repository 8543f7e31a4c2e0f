# A sweep: one job for every learning rate, each with a name of its own.

variable "learning_rates" {
  type    = map(number)
  default = { slow = 0.01, middle = 0.1, fast = 0.3 }
}

locals {
  bucket = "example-bucket"
}

resource "aws_sagemaker_training_job" "sweep" {
  for_each = var.learning_rates

  training_job_name = "sweep-${each.key}"
  role_arn          = "arn:aws:iam::123456789012:role/training"

  algorithm_specification {
    training_image      = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
    training_input_mode = "File"
  }

  resource_config {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 10
  }

  hyper_parameters = {
    eta       = each.value
    num_round = 50
  }

  input_data_config {
    channel_name = "train"

    data_source {
      s3_data_source {
        s3_data_type              = "S3Prefix"
        s3_uri                    = "s3://${local.bucket}/train/"
        s3_data_distribution_type = "FullyReplicated"
      }
    }
  }

  output_data_config {
    s3_output_path = "s3://${local.bucket}/sweep/${each.key}/"
  }

  stopping_condition {
    max_runtime_in_seconds = 1800
  }
}

output "arns" {
  value = { for name, job in aws_sagemaker_training_job.sweep : name => job.arn }
}
