"""What can become of the answer to a CreateTrainingJob, as rules of the sandbox."""

from __future__ import annotations

GARBLED: dict[str, dict[str, object]] = {
    "closed before it was read": {"do": "reset_before"},
    "closed before the answer": {"do": "reset_after"},
    "answer cut short": {"do": "truncate"},
    "answer is not JSON": {"do": "body", "body": '{"TrainingJobArn": '},
    "answer is empty": {"do": "body", "body": ""},
    "answer without an ARN": {"do": "body", "body": "{}"},
    "ARN of another job": {
        "do": "body",
        "body": '{"TrainingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/other"}',
    },
    "500, not made": {"do": "error", "code": "InternalFailure", "status": 500},
    "500, made": {"do": "error_after", "code": "InternalFailure", "status": 500},
    "503 with a page": {"do": "body", "status": 503, "body": "<html>Busy</html>"},
    "throttled": {"do": "error", "code": "ThrottlingException", "message": "Rate exceeded"},
    "no answer in time": {"do": "latency", "seconds": 1.5},
    "name taken, by this very call": {
        "do": "error_after",
        "code": "ResourceInUse",
        "message": "Training job names must be unique within an AWS account and region",
        "status": 400,
    },
    "role not known everywhere yet": {
        "do": "error",
        "code": "ValidationException",
        "message": "Could not assume role arn:aws:iam::123456789012:role/training.",
        "status": 400,
    },
}
