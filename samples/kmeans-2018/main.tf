resource "aws_sagemaker_training_job" "tj" {
  name = "my-training-job"
  role_arn = "${aws_iam_role.role.arn}"

  algorithm_specification {
    image = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"
    input_mode = "File"
  }

  resource_config {
    instance_type = "ml.c4.8xlarge"
    instance_count = 2
    volume_size_in_gb = 30
  }

  stopping_condition {
    max_runtime_in_seconds = 3600
  }

  hyper_parameters {
    epochs = "3"
    feature_dim = "784"
    force_dense = "True"
    k = "10"
    mini_batch_size = "500"
  }

  input_data_config = [{
    name = "train"
    data_source {
      s3_data_source {
        s3_data_type = "ManifestFile"
        s3_uri = "s3://bucket/kmeans_highlevel_example/data/KMeans-2018-01-10-14-45-00-000/.amazon.manifest"
        s3_data_distribution_type = "ShardedByS3Key"
      }
    }
  }]

  output_data_config {
    s3_output_path = "s3://bucket/kmeans_example/output"
  }

  tags {
    Name = "foo"
  }
}
