# "Access training data" (developer guide): file systems are mounted from inside a VPC.

resource "aws_sagemaker_training_job" "example" {
  training_job_name = "example"
  role_arn          = "arn:aws:iam::123456789012:role/training"

  vpc_config {
    security_group_ids = ["sg-0123456789abcdef0"]
    subnets            = ["subnet-0123456789abcdef0"]
  }

  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/train:1"
    training_input_mode = "File"
  }

  input_data_config {
    channel_name = "train"
    data_source {
      file_system_data_source {
        file_system_id          = "fs-0123456789abcdef0"
        file_system_access_mode = "ro"
        file_system_type        = "EFS"
        directory_path          = "/data"
      }
    }
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
