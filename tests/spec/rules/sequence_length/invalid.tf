# SequenceLength: "an integer value from 1K to 1024K".

resource "aws_sagemaker_training_job" "example" {
  training_job_name = "example"
  role_arn          = "arn:aws:iam::123456789012:role/training"

  serverless_job_config {
    base_model_arn          = "arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/example-model/1.0.0"
    job_type                = "FineTuning"
    customization_technique = "SFT"
    sequence_length         = "1025K"
  }

  output_data_config {
    s3_output_path = "s3://example-bucket/models/"
  }
}
