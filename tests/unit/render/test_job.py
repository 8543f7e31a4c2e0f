from __future__ import annotations

import pytest

from sm_tj_cli.render.job import console_link, print_job
from sm_tj_cli.state.model import InstanceState
from tests.unit.render.samples import JOB, Screen, address


def shown(**changed: object) -> str:
    screen = Screen()
    print_job(screen.terminal, address(), {**JOB, **changed})  # type: ignore[dict-item]
    return screen.out.getvalue()


def test_one_screen_says_what_there_is_to_know() -> None:
    text = shown()
    for part in (
        "  Status          Completed\n",
        "  Created         2026-01-01 10:00:00 UTC\n",
        "  Trained         1h10m\n",
        "(2000 s, 50% saved by spot capacity)",
        "Starting                 2m00s  Preparing the instances for training",
        "  Instances       2 x ml.c4.8xlarge, 50 GB\n",
        "  Model           s3://bucket/model.tar.gz\n",
        "  loss                      0.25\n",
        "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/my-training-job",
    ):
        assert part in text
    assert "Verdict" not in text


def test_a_failure_is_judged() -> None:
    text = shown(status="Failed", failure_reason="AlgorithmError: exit 1")
    assert "Verdict         The job failed in the training code: AlgorithmError: exit 1." in text


def test_sensitive_values_are_never_shown() -> None:
    screen = Screen()
    print_job(screen.terminal, address(), JOB, sensitive={("hyper_parameters", "token")})
    assert "hunter2" not in screen.out.getvalue()
    assert "token  (sensitive value)" in screen.out.getvalue()


def test_history_is_told() -> None:
    screen = Screen()
    old = InstanceState({"training_job_name": "old", "status": "Failed"})
    print_job(screen.terminal, address(), JOB, [old])
    assert "Earlier generations\n  old  Failed" in screen.out.getvalue()


def test_next_to_nothing_is_enough() -> None:
    screen = Screen()
    print_job(screen.terminal, None, {"training_job_name": "x"})
    assert screen.out.getvalue().splitlines()[0] == "x"


@pytest.mark.parametrize(
    ("partition", "host"),
    [
        ("aws", "eu-west-1.console.aws.amazon.com"),
        ("aws-cn", "eu-west-1.console.amazonaws.cn"),
        ("aws-us-gov", "eu-west-1.console.amazonaws-us-gov.com"),
    ],
)
def test_each_partition_has_its_console(partition: str, host: str) -> None:
    arn = f"arn:{partition}:sagemaker:eu-west-1:1:training-job/x"
    assert f"//{host}/" in console_link({"arn": arn, "training_job_name": "x"})


def test_no_region_no_link() -> None:
    assert console_link({"training_job_name": "x"}) == ""
