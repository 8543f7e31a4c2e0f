"""What training jobs die of, and what helps: one row for each cause, the most telling first.

Texts of SageMaker are those of its Troubleshooting page and of what users have quoted; those of CUDA, NCCL, PyTorch,
TensorFlow, Docker and Python are the programs' own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.watch.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause: a stable word for programs, what it is, and what to do about it, in full sentences."""

    key: str
    title: str
    fix: str


@dataclass(frozen=True, slots=True)
class _Row:
    # Compiled when a job has failed: most commands never need it.
    key: str
    title: str
    pattern: str
    fix: str


def _row(key: str, title: str, pattern: str, fix: str) -> _Row:
    # `{}` in the fix is what the pattern's first group that matched has found.
    return _Row(key, title, pattern, fix)


ROWS = (
    _row(
        "cuda_out_of_memory",
        "The GPU's memory was used up",
        r"CUDA out of memory|CUDA error: out of memory|cuda.?OutOfMemoryError|cudaErrorMemoryAllocation"
        r"|CUBLAS_STATUS_ALLOC_FAILED|OOM when allocating tensor|RESOURCE_EXHAUSTED: Out of memory",
        "Lower the batch size (hyper_parameters), accumulate gradients, train in half precision, or take an "
        "instance_type with more memory per GPU.",
    ),
    _row(
        "cuda_driver",
        "The image's CUDA does not fit the instance's driver or GPU",
        r"CUDA driver version is insufficient|no kernel image is available|forward compatibility was attempted",
        "Take a training_image built for this GPU and for the driver of its instances.",
    ),
    _row(
        "no_gpu",
        "The code wants a GPU that the instance or the image does not have",
        r"Found no NVIDIA driver|Torch not compiled with CUDA|No CUDA GPUs are available|no CUDA-capable device",
        "Take an instance_type with GPUs (ml.g5, ml.p4d) and a GPU image, or train on the CPU.",
    ),
    _row(
        "shared_memory",
        "Shared memory ran out",
        r"Bus error|unable to open shared memory|insufficient shared memory|No space left on device.{0,40}shm",
        "Lower the number of data loader workers (hyper_parameters), or take a larger instance_type.",
    ),
    _row(
        "no_space",
        "The disk was full",
        r"No space left on device|Errno 28|ENOSPC|Disk quota exceeded|not enough disk space",
        "Raise resource_config.volume_size_in_gb, stream the data (training_input_mode = \"FastFile\"), or keep fewer "
        "checkpoints.",
    ),
    _row(
        "module_not_found",
        "A Python module is missing in the image",
        r"ModuleNotFoundError: No module named '([^']+)'|ImportError: No module named (\S+)",
        'Install "{}": name it in requirements.txt of the source directory, or build it into the training_image.',
    ),
    _row(
        "import_error",
        "A Python import failed",
        r"ImportError: (.{0,200})|undefined symbol: (\S+)|version `(GLIBC\S+)' not found",
        "Pin versions of packages that fit one another and the image (requirements.txt): {}.",
    ),
    _row(
        "requirements",
        "A package could not be installed",
        r"No matching distribution found for (\S+)|Could not find a version that satisfies the requirement (\S+)"
        r"|ResolutionImpossible",
        "Check the requirement {}, and that the job reaches the package index (enable_network_isolation, vpc_config).",
    ),
    _row(
        "missing_channel",
        "The code reads an input channel that the job does not have",
        r"KeyError: '(SM_CHANNEL_\w+)'|/opt/ml/input/data/\S*.{0,40}(?:No such file|does not exist)"
        r"|No such file or directory: '(/opt/ml/input/data/[^']*)'",
        "Add an input_data_config block with the channel_name that the code reads ({}).",
    ),
    _row(
        "arguments",
        "The script does not take the hyperparameters it was given",
        r"(unrecognized arguments: .{0,120})|(the following arguments are required: .{0,120})"
        r"|(argument \S+: invalid .{0,120})",
        "Every entry of hyper_parameters becomes an option of the script: {}.",
    ),
    _row(
        "image_pull",
        "The training image cannot be pulled",
        r"CannotPull|Cannot pull|Access denied for repository|manifest (?:unknown|for .{0,120} not found)"
        r"|requested image .{0,160} not found|repository .{0,160} does not exist|pull access denied"
        r"|Failed to pull|image .{0,200} (?:does not exist|not found)",
        "Check algorithm_specification.training_image (account, region, repository, tag), that the role may pull it "
        "(ecr:BatchGetImage, ecr:GetDownloadUrlForLayer), and the repository's own policy.",
    ),
    _row(
        "image_start",
        "The container cannot be started",
        r"exec format error|executable file not found in \$PATH|no such file or directory: unknown"
        r"|exec: \"train\"|permission denied: unknown",
        "The image must be built for the instance's processor and have a program `train` on its PATH "
        "(or algorithm_specification.container_entrypoint).",
    ),
    _row(
        "assume_role",
        "SageMaker may not take the role",
        r"Could not assume role|sts:AssumeRole",
        "Let sagemaker.amazonaws.com take role_arn in the role's trust policy.",
    ),
    _row(
        "kms",
        "A KMS key may not be used",
        r"KMS\.?(?:AccessDenied|\w*Exception)|kms:(?:Decrypt|GenerateDataKey|CreateGrant)|is not authorized.{0,80}key/",
        "Allow role_arn to use the key (kms:Decrypt, kms:GenerateDataKey, kms:CreateGrant), in its own policy and the key's.",
    ),
    _row(
        "s3_access",
        "S3 refused access",
        r"s3:(?:GetObject|PutObject|ListBucket)|AccessDenied.{0,160}S3|S3.{0,160}(?:AccessDenied|Access Denied|\(403\))"
        r"|(?:GetObject|PutObject|ListObjects\w*|HeadObject) operation: (?:Access ?Denied|Forbidden)|\(403\).{0,60}Forbidden",
        "Allow role_arn s3:GetObject and s3:ListBucket on the inputs and s3:PutObject on the output, and look at the "
        "bucket's policy and key.",
    ),
    _row(
        "access_denied",
        "A permission is missing",
        r"(?:is not authorized to perform:? (\S+))|AccessDenied(?:Exception)?|UnauthorizedOperation",
        "Allow role_arn the action {}.",
    ),
    _row(
        "no_data",
        "The input data is not there",
        r"NoSuchKey|NoSuchBucket|No S3 objects found|S3 key: .{0,200} matched no files|Data download failed",
        "Check s3_uri and s3_data_type of each input_data_config (`aws s3 ls` the prefix), and the bucket's region.",
    ),
    _row(
        "quota",
        "An account limit is used up",
        r"ResourceLimitExceeded|account-level service limit",
        "Wait for running jobs, take another instance_type, or ask for more in Service Quotas.",
    ),
    _row(
        "host_out_of_memory",
        "The instance's memory was used up",
        r"\bMemoryError\b|Cannot allocate memory|Out of memory: Kill|oom-kill|DefaultCPUAllocator: can't allocate memory"
        r"|OutOfMemory: Please use an instance type with more memory",
        "Take an instance_type with more memory, fewer data loader workers, or load less of the data at once.",
    ),
    _row(
        "nccl",
        "The nodes lost one another (NCCL)",
        r"NCCL error|ncclSystemError|ncclInternalError|ncclRemoteError|ncclUnhandledCudaError|ncclInvalidUsage"
        r"|Watchdog caught collective operation timeout|NCCL communicator was aborted|NCCL WARN (?:Connect|Net|Call)",
        "Look at the node that died first: the others only miss it. Else let the security group allow all traffic to "
        "itself, set NCCL_DEBUG=INFO in environment, and raise the process group's timeout.",
    ),
    _row(
        "network",
        "A host could not be reached",
        r"Could not resolve host|Temporary failure in name resolution|Network is unreachable|Max retries exceeded"
        r"|Connect timeout on endpoint|Name or service not known|ConnectTimeoutError",
        "Without internet (vpc_config, enable_network_isolation) the job needs VPC endpoints or a NAT gateway, and its "
        "models and packages in S3 or in the image.",
    ),
    _row(
        "checkpoint",
        "A checkpoint does not fit the model",
        r"size mismatch for|Missing key\(s\) in state_dict|Unexpected key\(s\) in state_dict",
        "Start from an empty checkpoint_config.s3_uri, or from a checkpoint of the same model.",
    ),
    _row(
        "not_a_number",
        "The loss became infinite or no number",
        r"loss is (?:not a number|nan|inf)|NaN(?:s)? (?:detected|encountered|loss)|FloatingPointError",
        "Lower the learning rate, clip gradients, or look for broken samples.",
    ),
)  # fmt: skip

_NO_PROGRAM = "The image needs a program `train` on its PATH, or container_entrypoint."
_KILLED = "Most often memory ran out: take an instance_type with more memory, or use less (batch size, data loader workers)."
_CRASHED = (
    "A native library crashed: pin versions of CUDA, the framework and its extensions that fit one another, and set "
    "PYTHONFAULTHANDLER=1 in environment to see where."
)
_TERMINATED = "Another rank or the platform ended it: look at the node that died first."
_EXIT_CODES = {
    1: ("ended with an error", "The traceback says where; correct the code or its input."),
    2: ("was called wrongly", "Check the entry point and the names in hyper_parameters."),
    126: ("cannot be executed", "Make the image's entry point executable."),
    127: ("was not found", _NO_PROGRAM),
    134: ("aborted (SIGABRT)", "A native library gave up: the last lines say which."),
    135: ("died of a bus error (SIGBUS)", "Shared memory ran out: use fewer data loader workers."),
    137: ("was killed (SIGKILL)", _KILLED),
    139: ("crashed (SIGSEGV)", _CRASHED),
    143: ("was terminated (SIGTERM)", _TERMINATED),
}

_BY_VERDICT = {
    Verdict.CAPACITY: Cause(
        "capacity",
        "AWS had no capacity",
        "Run it again later, or with another instance_type, Availability Zone (vpc_config.subnets) or region; on spot, "
        "without enable_managed_spot_training.",
    ),
    Verdict.SERVICE_ERROR: Cause(
        "service_error",
        "SageMaker itself failed",
        "Run it again; if it fails again, give AWS support the job's ARN.",
    ),
    Verdict.MAX_RUNTIME_EXCEEDED: Cause(
        "max_runtime",
        "The time limit was too short",
        "Raise stopping_condition.max_runtime_in_seconds, or go on from the checkpoints (checkpoint_config).",
    ),
    Verdict.MAX_WAIT_TIME_EXCEEDED: Cause(
        "max_wait_time",
        "Waiting for spot capacity took too long",
        "Raise stopping_condition.max_wait_time_in_seconds, or train without enable_managed_spot_training.",
    ),
}
_EXIT_CODE = r"exit ?code:? ?(\d{1,3})\b|exit status (\d{1,3})\b"
_SIGNALS = r"signal:? ?(9|11)\b|\b(SIGKILL|SIGSEGV)\b|Segmentation fault|^Killed$"


def find_cause(verdict: Verdict, texts: Iterable[str]) -> Cause | None:
    """The cause that the texts, the most telling first, tell of; None where they tell nothing.

    A cause further up in the table goes before one further down, wherever it is told.
    """
    texts = list(texts)
    if verdict in _BY_VERDICT:
        return _BY_VERDICT[verdict]
    whole = "\n".join(texts)
    for row in ROWS:
        found = re.search(row.pattern, whole, re.IGNORECASE)
        if found is not None:
            what = next((group for group in found.groups() if group), None)
            return Cause(row.key, row.title, _filled(row.fix, what))
    code = exit_code(whole)
    if code is None:
        return None
    title, fix = _EXIT_CODES.get(code, (f"ended with exit code {code}", "The last lines say more."))
    return Cause(f"exit_code_{code}", f"The training program {title}", fix)


def exit_code(text: str) -> int | None:
    """The exit code of the training program that the text names; 137 and 139 for what a signal ended."""
    found = re.search(_EXIT_CODE, text, re.IGNORECASE)
    if found is not None:
        return int(found[1] or found[2])
    signal = re.search(_SIGNALS, text, re.IGNORECASE | re.MULTILINE)
    if signal is None:
        return None
    return 139 if "11" in signal[0] or "SEG" in signal[0].upper() else 137


def _filled(fix: str, what: str | None) -> str:
    if what is not None:
        return fix.replace("{}", what.strip())
    return fix.replace(' "{}"', "").replace(" ({})", "").replace(": {}", "").replace(" {}", "")
