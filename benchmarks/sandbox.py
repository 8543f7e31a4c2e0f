"""How fast the sandbox starts and answers: the time until its first answer, and how many calls it answers in a second.

Prints each figure beside what it should be; judges nothing else.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
CALLS = 2000
JOBS = 200
SIGNATURE = "AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/{}/aws4_request, Signature=x"
REQUEST = {
    "RoleArn": "arn:aws:iam::123456789012:role/training",
    "AlgorithmSpecification": {
        "TrainingImage": "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1",
        "TrainingInputMode": "File",
    },
    "OutputDataConfig": {"S3OutputPath": "s3://bucket/out"},
    "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 10},
    "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
}


class Sandbox:
    """A connection to a running sandbox."""

    def __init__(self, url: str) -> None:
        self.connection = HTTPConnection(urlsplit(url).netloc)

    def send(self, method: str, path: str, service: str, target: str, body: bytes) -> bytes:
        """The answer's body."""
        headers = {"Authorization": SIGNATURE.format(service), "X-Amz-Target": target}
        self.connection.request(method, path, body, {k: v for k, v in headers.items() if v})
        response = self.connection.getresponse()
        answer = response.read()
        if response.status >= 400:
            raise RuntimeError(answer.decode())
        return answer

    def call(self, operation: str, **members: object) -> bytes:
        """A call of SageMaker."""
        target = f"SageMaker.{operation}"
        return self.send("POST", "/", "sagemaker", target, json.dumps(members).encode())


def main() -> None:
    """Starts a sandbox several times, then asks the last one."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SMTJ_SANDBOX_DIR"] = folder
        times = []
        for _ in range(ROUNDS):
            smtj("stop")
            begun = time.perf_counter()
            url = json.loads(smtj("start", "--json"))["url"]
            Sandbox(url).call("ListTrainingJobs")
            times.append(time.perf_counter() - begun)
        show("start, until the first answer", f"{statistics.median(times):.2f} s", "< 2 s")
        try:
            measure(url)
        finally:
            smtj("stop")


def measure(url: str) -> None:
    """Calls in a second, with many jobs there."""
    sandbox = Sandbox(url)
    for number in range(JOBS):
        sandbox.call("CreateTrainingJob", TrainingJobName=f"job-{number}", **REQUEST)
    rows: list[tuple[str, str, Callable[[Sandbox], object]]] = [
        (
            "DescribeTrainingJob",
            ">= 300/s",
            lambda to: to.call("DescribeTrainingJob", TrainingJobName="job-7"),
        ),
        (
            "ListTrainingJobs, 100 a page",
            "",
            lambda to: to.call("ListTrainingJobs", MaxResults=100),
        ),
    ]
    for name, wanted, ask in rows:
        show(f"{name}, one client", f"{rate(ask, sandbox, CALLS):.0f}/s", wanted)
    with ThreadPoolExecutor(4) as pool:
        begun = time.perf_counter()
        done = list(pool.map(lambda _: rate(rows[0][2], Sandbox(url), CALLS // 4), range(4)))
        whole = len(done) * (CALLS // 4) / (time.perf_counter() - begun)
    show("DescribeTrainingJob, four clients", f"{whole:.0f}/s", ">= 300/s")
    sandbox.send("PUT", "/bucket", "s3", "", b"")
    put = rate(
        lambda to: to.send("PUT", "/bucket/key", "s3", "", b"x" * 50_000), sandbox, CALLS // 10
    )
    show("S3 PUT of 50 KB", f"{put:.0f}/s", "")


def rate(ask: Callable[[Sandbox], object], sandbox: Sandbox, calls: int) -> float:
    """Calls of one connection in a second."""
    begun = time.perf_counter()
    for _ in range(calls):
        ask(sandbox)
    return calls / (time.perf_counter() - begun)


def smtj(*words: str) -> str:
    """What `smtj sandbox` prints."""
    command = [sys.executable, "-m", "sm_tj_cli", "sandbox", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def show(name: str, figure: str, wanted: str) -> None:
    """One line of the table."""
    print(f"{name:36} {figure:>10}  {wanted}")


if __name__ == "__main__":
    main()
