from __future__ import annotations

import pytest

from sm_tj_cli.watch.causes import ROWS, exit_code, find_cause
from sm_tj_cli.watch.verdict import Verdict

TEXTS = [
    ("cuda_out_of_memory", "RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 15.78 GiB total)"),
    ("cuda_out_of_memory", "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 MiB"),
    ("cuda_out_of_memory", "ResourceExhaustedError: OOM when allocating tensor with shape[256,224]"),
    ("cuda_driver", "RuntimeError: The NVIDIA driver on your system is too old: CUDA driver version is insufficient"),
    ("no_gpu", "AssertionError: Torch not compiled with CUDA enabled"),
    ("no_gpu", "RuntimeError: Found no NVIDIA driver on your system."),
    ("shared_memory", "RuntimeError: DataLoader worker (pid 83) is killed by signal: Bus error. It is possible that"),
    ("no_space", "OSError: [Errno 28] No space left on device: '/opt/ml/model/x'"),
    ("no_space", "ClientError: Artifact upload failed:Insufficient disk space: not enough disk space"),
    ("module_not_found", "ModuleNotFoundError: No module named 'transformers'"),
    ("import_error", "ImportError: cannot import name 'soft_unicode' from 'markupsafe'"),
    ("requirements", "ERROR: No matching distribution found for torch==9.9"),
    ("missing_channel", "KeyError: 'SM_CHANNEL_VALIDATION'"),
    ("missing_channel", "FileNotFoundError: [Errno 2] No such file or directory: '/opt/ml/input/data/train/x.csv'"),
    ("arguments", "train.py: error: unrecognized arguments: --learning-rate 0.1"),
    ("image_pull", "ClientError: Cannot pull image 1.dkr.ecr.us-east-1.amazonaws.com/x:1"),
    ("image_pull", "CannotPullContainerError: inspect image has been retried 1 time(s)"),
    ("image_pull", "ValidationException: Requested image 1.dkr.ecr.us-east-1.amazonaws.com/x:1 not found."),
    ("image_start", "standard_init_linux.go:219: exec user process caused: exec format error"),
    ("image_start", 'ClientError: exec: "train": executable file not found in $PATH'),
    ("assume_role", "ClientError: Could not assume role arn:aws:iam::1:role/x"),
    ("kms", "botocore.exceptions.ClientError: User is not authorized to perform kms:Decrypt"),
    ("s3_access", "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied"),
    ("s3_access", "ClientError: Data download failed:PermanentRedirect (403): Forbidden"),
    ("access_denied", "AccessDeniedException: User: x is not authorized to perform: ssm:GetParameter on resource"),
    ("no_data", "ClientError: Data download failed:NoSuchKey (404): The specified key does not exist."),
    ("no_data", "ClientError: No S3 objects found under S3 URL s3://b/p given in input data source."),
    ("quota", "ResourceLimitExceeded: The account-level service limit 'ml.p4d for training job usage' is 0"),
    ("host_out_of_memory", "MemoryError: Unable to allocate 30.2 GiB for an array"),
    ("host_out_of_memory", "ClientError: OutOfMemory: Please use an instance type with more memory"),
    ("nccl", "RuntimeError: NCCL error in: ProcessGroupNCCL.cpp:911, unhandled system error"),
    ("nccl", "[Rank 3] Watchdog caught collective operation timeout: WorkNCCL(OpType=ALLREDUCE"),
    ("network", "HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded with url"),
    ("checkpoint", "RuntimeError: Error(s) in loading state_dict: size mismatch for fc.weight"),
    ("not_a_number", 'ErrorMessage "RuntimeError: loss is not a number", exit code: 1'),
    ("exit_code_1", "AlgorithmError: , exit code: 1"),
    ("exit_code_137", "AlgorithmError: , exit code: 137"),
    ("exit_code_137", "Killed"),
    ("exit_code_139", "AlgorithmError: ExecuteUserScriptError: ExitCode 139"),
    ("exit_code_139", "Segmentation fault (core dumped)"),
    ("exit_code_77", "AlgorithmError: exit code: 77"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "text"), TEXTS)
def test_what_jobs_die_of(key: str, text: str) -> None:
    cause = find_cause(Verdict.ALGORITHM_ERROR, ["", text])
    assert cause is not None
    assert cause.key == key
    assert "{}" not in cause.fix
    assert cause.title
    assert cause.fix.endswith(".")


def test_every_row_has_an_example() -> None:
    assert {row.key for row in ROWS} <= {key for key, _ in TEXTS}


def test_the_fix_names_what_was_missing() -> None:
    cause = find_cause(Verdict.ALGORITHM_ERROR, ["ModuleNotFoundError: No module named 'apex'"])
    assert cause is not None
    assert cause.fix.startswith('Install "apex":')
    bare = find_cause(Verdict.CLIENT_ERROR, ["AccessDenied"])
    assert bare is not None
    assert bare.fix == "Allow role_arn the action."


def test_the_verdict_alone_tells() -> None:
    for verdict, key in (
        (Verdict.CAPACITY, "capacity"),
        (Verdict.SERVICE_ERROR, "service_error"),
        (Verdict.MAX_RUNTIME_EXCEEDED, "max_runtime"),
        (Verdict.MAX_WAIT_TIME_EXCEEDED, "max_wait_time"),
    ):
        cause = find_cause(verdict, [])
        assert cause is not None
        assert cause.key == key
    assert find_cause(Verdict.FAILED, ["no idea"]) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("exit code: 1", 1), ("ExitCode 137", 137), ("exit status 2", 2), ("signal: 11", 139)],
)
def test_exit_codes(text: str, code: int) -> None:
    assert exit_code(text) == code


def test_no_exit_code() -> None:
    assert exit_code("epoch 1/20") is None
