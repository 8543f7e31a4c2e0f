# What only Terraform's state or AWS knows breaks no rule.

data "aws_example" "all" {
}

resource "aws_sagemaker_training_job" "example" {
  training_job_name = data.aws_example.all.name
  role_arn          = data.aws_example.all.arn

  hyper_parameters = { a = data.aws_example.all.a, b = [] }

  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/train:1"
    training_input_mode = "File"
  }

  resource_config {
    instance_type  = data.aws_example.all.type
    instance_count = 0.5
  }

  output_data_config {
    s3_output_path = "s3://example-bucket/models/"
  }

  stopping_condition {
    max_runtime_in_seconds = 3600
  }
}
