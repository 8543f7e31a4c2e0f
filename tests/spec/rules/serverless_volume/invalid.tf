# VolumeSizeInGB: "SageMaker automatically selects the volume size for serverless training jobs."

resource "aws_sagemaker_training_job" "example" {
  training_job_name = "example"
  role_arn          = "arn:aws:iam::123456789012:role/training"

  serverless_job_config {
    base_model_arn          = "arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/example-model/1.0.0"
    job_type                = "FineTuning"
    customization_technique = "SFT"
  }

  resource_config {
    volume_size_in_gb = 30
  }

  output_data_config {
    s3_output_path = "s3://example-bucket/models/"
  }
}
