from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

FOREVER = 'environment = { SMTJ_SANDBOX_TIMELINE = "forever" }'


def test_stop_waits_for_the_end_and_is_done_where_it_ended(with_sandbox: Program) -> None:
    with_sandbox.job(extra=FOREVER)
    with_sandbox("--sandbox", "apply")
    assert with_sandbox("--sandbox", "stop", "train", "--dry-run").out == "Would stop train.\n"
    assert with_sandbox("--sandbox", "stop", "train").code == 0
    assert with_sandbox("list", "--json").json()["jobs"][0]["status"] == "Stopped"
    again = with_sandbox("--sandbox", "stop", "train", "--dry-run")
    assert again.out == "train is Stopped already.\n"
    assert with_sandbox("--sandbox", "stop", "train").code == 0


def test_a_dry_run_in_json(with_sandbox: Program) -> None:
    with_sandbox.job(extra=FOREVER)
    with_sandbox("--sandbox", "apply")
    (job,) = with_sandbox("--sandbox", "stop", "train", "--dry-run", "--json").json()["jobs"]
    assert (job["name"], job["stops"]) == ("train", True)


def test_a_job_that_ends_meanwhile_is_stopped_too(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    assert with_sandbox("--sandbox", "stop", "*").code == 0
    assert "StopTrainingJob" in str(sandbox_admin.requests.as_json())


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_another_job_of_a_recorded_name_is_not_touched(
    with_sandbox: Program, sandbox_admin: Admin, dry: tuple[str, ...]
) -> None:
    with_sandbox.job(extra=FOREVER)
    with_sandbox("--sandbox", "apply")
    path = with_sandbox.directory / "smtj.tfstate"
    path.write_text(
        path.read_text().replace("123456789012:training-job", "210987654321:training-job")
    )
    ended = with_sandbox("--sandbox", "stop", "train", *dry)
    assert ended.code == 1
    assert "Not the recorded training job" in ended.err
    assert "StopTrainingJob" not in str(sandbox_admin.requests.as_json())


def test_the_end_of_another_job_is_not_recorded(with_sandbox: Program) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply")
    path = with_sandbox.directory / "smtj.tfstate"
    recorded = path.read_text().replace("123456789012:training-job", "210987654321:training-job")
    path.write_text(recorded)
    with_sandbox("--sandbox", "wait", "train")
    assert path.read_text() == recorded


def test_an_unknown_name_is_an_error(with_sandbox: Program) -> None:
    assert with_sandbox("--sandbox", "stop", "nobody").code == 1


def test_an_arn_means_the_job_of_its_region_alone(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job(extra=FOREVER)
    for region in ("us-east-1", "us-west-2"):
        assert with_sandbox("--sandbox", "--region", region, "apply").code == 0
        (with_sandbox.directory / "smtj.tfstate").unlink()
        (with_sandbox.directory / "smtj.tfstate.backup").unlink(missing_ok=True)
    west = "arn:aws:sagemaker:us-west-2:123456789012:training-job/train"
    other = west.replace("123456789012", "210987654321")
    assert with_sandbox("--sandbox", "stop", other).code == 1
    assert "StopTrainingJob" not in str(sandbox_admin.requests.as_json())
    assert with_sandbox("--sandbox", "stop", west).code == 0
    told = [
        with_sandbox("--sandbox", "--json", "show", west.replace("us-west-2", region)).out
        for region in ("us-east-1", "us-west-2")
    ]
    assert ["Stopped" in text for text in told] == [False, True]
