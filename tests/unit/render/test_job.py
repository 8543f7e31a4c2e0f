from __future__ import annotations

from sm_tj_cli.render.job import Background, print_job
from sm_tj_cli.state.model import InstanceState
from sm_tj_cli.watch.outlook import Outlook
from sm_tj_cli.watch.triage import triage
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
        "  Billed          33m20s x 2 instances = 1h06m (4000 s), 50% saved by spot capacity\n",
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
    known = Background(sensitive={("hyper_parameters", "token")})
    print_job(screen.terminal, address(), JOB, known)
    assert "hunter2" not in screen.out.getvalue()
    assert "token  (sensitive value)" in screen.out.getvalue()


def test_history_is_told() -> None:
    screen = Screen()
    old = InstanceState({"training_job_name": "old", "status": "Failed"})
    print_job(screen.terminal, address(), JOB, Background(history=[old]))
    assert "Earlier generations\n  old  Failed" in screen.out.getvalue()


def test_next_to_nothing_is_enough() -> None:
    screen = Screen()
    print_job(screen.terminal, None, {"training_job_name": "x"})
    assert screen.out.getvalue().splitlines()[0] == "x"


def test_why_it_failed_has_its_own_section() -> None:
    screen = Screen()
    failed = {**JOB, "status": "Failed", "failure_reason": "AlgorithmError: boom, exit code: 1"}
    why = triage({"TrainingJobStatus": "Failed", "FailureReason": failed["failure_reason"]}, None)
    print_job(screen.terminal, address(), failed, Background(triage=why))
    text = screen.out.getvalue()
    assert "Verdict         The job failed in the training code.\n" in text
    assert "Failure\n  Reason          AlgorithmError: boom, exit code: 1\n" in text


def test_a_running_job_says_how_far_it_is() -> None:
    screen = Screen()
    running = {
        **JOB,
        "status": "InProgress",
        "secondary_status": "Training",
        "billable_time_in_seconds": None,
        "warm_pool_status": {
            "status": "Available",
            "resource_retained_billable_time_in_seconds": 90,
        },
        "secondary_status_transitions": [
            {
                "status": "Interrupted",
                "start_time": "2026-01-01T10:00:00Z",
                "end_time": "2026-01-01T10:05:00Z",
            },
            {"status": "Training", "start_time": "2026-01-01T10:05:00Z"},
        ],
    }
    known = Background(now="2026-01-01T10:06:00Z", outlook=Outlook(0.45, 720))
    print_job(screen.terminal, address(), running, known)  # type: ignore[arg-type]
    text = screen.out.getvalue()
    assert "  Progress        45%, 12m00s left\n" in text
    assert "  Used            1m00s x 2 instances so far\n" in text
    assert "  Interrupted     1x (spot capacity was taken back)\n" in text
    assert "  Warm pool       Available, billed 1m30s\n" in text
    assert "Metrics so far\n" in text
