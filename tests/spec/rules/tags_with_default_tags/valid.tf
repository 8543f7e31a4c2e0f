# At most 50 tags, the provider's default_tags included, and one of them for smtj.

provider "aws" {
  default_tags {
    tags = { Team = "a" }
  }
}

resource "aws_sagemaker_training_job" "example" {
  training_job_name = "example"
  role_arn          = "arn:aws:iam::123456789012:role/training"

  tags = { for number in range(48) : "tag-${number}" => "x" }

  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/train:1"
    training_input_mode = "File"
  }

  resource_config {
    instance_type     = "ml.m5.xlarge"
    instance_count    = 1
    volume_size_in_gb = 30
  }

  output_data_config {
    s3_output_path = "s3://example-bucket/models/"
  }

  stopping_condition {
    max_runtime_in_seconds = 3600
  }
}
