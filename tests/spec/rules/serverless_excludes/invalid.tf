# The provider: `ConflictsWith` of serverless_job_config.

resource "aws_sagemaker_training_job" "example" {
  training_job_name = "example"
  role_arn          = "arn:aws:iam::123456789012:role/training"

  serverless_job_config {
    base_model_arn          = "arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/example-model/1.0.0"
    job_type                = "FineTuning"
    customization_technique = "SFT"
  }
  enable_managed_spot_training = true
  environment                  = { MODE = "fast" }
  retry_strategy {
    maximum_retry_attempts = 2
  }
  checkpoint_config {
    s3_uri = "s3://example-bucket/checkpoints/"
  }
  debug_hook_config {
    s3_output_path = "s3://example-bucket/debug/"
  }
  experiment_config {
    experiment_name = "example"
  }
  profiler_config {
    disable_profiler = true
  }
  profiler_rule_configurations {
    rule_configuration_name = "report"
    rule_evaluator_image    = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/rules:1"
  }
  tensor_board_output_config {
    s3_output_path = "s3://example-bucket/boards/"
  }

  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/train:1"
    training_input_mode = "File"
  }

  output_data_config {
    s3_output_path = "s3://example-bucket/models/"
  }

  stopping_condition {
    max_runtime_in_seconds   = 3600
    max_wait_time_in_seconds = 7200
  }
}
