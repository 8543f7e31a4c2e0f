"""Data sources that are read live. >>> A data source goes in its service's file, and that file in this table."""

THEMES = {
    "aws_caller_identity": "sts",
    "aws_ecr_image": "ecr",
    "aws_ecr_repository": "ecr",
    "aws_iam_role": "iam",
    "aws_kms_alias": "kms",
    "aws_kms_key": "kms",
    "aws_partition": "sts",
    "aws_region": "sts",
    "aws_s3_bucket": "s3",
    "aws_s3_object": "s3",
    "aws_sagemaker_prebuilt_ecr_image": "prebuilt_images",
    "aws_sagemaker_training_job": "sagemaker",
    "aws_secretsmanager_secret_version": "secretsmanager",
    "aws_security_group": "ec2",
    "aws_security_groups": "ec2",
    "aws_ssm_parameter": "ssm",
    "aws_subnet": "ec2",
    "aws_subnets": "ec2",
    "aws_vpc": "ec2",
    "terraform_remote_state": "terraform",
}
