output "arn" {
  value = aws_sagemaker_training_job.tj.arn
}

output "model" {
  value = aws_sagemaker_training_job.tj.model_artifacts.s3_model_artifacts
}

output "seconds_billed" {
  value = aws_sagemaker_training_job.tj.billable_time_in_seconds
}
