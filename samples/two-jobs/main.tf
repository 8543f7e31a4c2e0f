# Two jobs: the second one trains on what the first one made, so it is submitted once the first Completed.

locals {
  role   = "arn:aws:iam::123456789012:role/training"
  image  = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
  bucket = "example-bucket"
}

resource "aws_sagemaker_training_job" "features" {
  training_job_name = "two-jobs-features"
  role_arn          = local.role

  algorithm_specification {
    training_image      = local.image
    training_input_mode = "File"
  }

  resource_config {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 10
  }

  output_data_config {
    s3_output_path = "s3://${local.bucket}/features/"
  }

  stopping_condition {
    max_runtime_in_seconds = 1800
  }
}

resource "aws_sagemaker_training_job" "model" {
  training_job_name = "two-jobs-model"
  role_arn          = local.role

  algorithm_specification {
    training_image      = local.image
    training_input_mode = "File"
  }

  resource_config {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 10
  }

  input_data_config {
    channel_name = "features"

    data_source {
      s3_data_source {
        s3_data_type              = "S3Prefix"
        s3_uri                    = aws_sagemaker_training_job.features.model_artifacts.s3_model_artifacts
        s3_data_distribution_type = "FullyReplicated"
      }
    }
  }

  output_data_config {
    s3_output_path = "s3://${local.bucket}/models/"
  }

  stopping_condition {
    max_runtime_in_seconds = 1800
  }
}

output "model" {
  value = aws_sagemaker_training_job.model.model_artifacts.s3_model_artifacts
}
