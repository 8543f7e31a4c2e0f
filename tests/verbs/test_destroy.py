"""`destroy`, `destroy --delete-record` and `stop`: with consent, told beforehand, done once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

ADDRESS = "aws_sagemaker_training_job.train"
FOREVER = 'environment = { SMTJ_SANDBOX_TIMELINE = "forever" }'


@pytest.fixture
def running(with_sandbox: Program) -> Program:
    """One job that never ends by itself."""
    with_sandbox.job(extra=FOREVER)
    assert with_sandbox("--sandbox", "apply").code == 0
    return with_sandbox


def calls(admin: Admin, operation: str) -> int:
    return json.dumps(admin.requests.as_json()).count(f'"{operation}"')


def test_destroy_needs_consent(running: Program, sandbox_admin: Admin) -> None:
    ended = running("--sandbox", "destroy")
    assert ended.code == 1
    assert "Approval is needed" in ended.err
    assert calls(sandbox_admin, "StopTrainingJob") == 0


def test_a_dry_run_shows_the_plan_alone(running: Program, sandbox_admin: Admin) -> None:
    ended = running("--sandbox", "destroy", "--dry-run")
    assert (ended.code, ended.out.count("1 to destroy")) == (0, 1)
    assert calls(sandbox_admin, "StopTrainingJob") == 0


def test_destroy_stops_waits_and_forgets_and_the_record_stays(
    running: Program, sandbox_admin: Admin
) -> None:
    ended = running("--sandbox", "destroy", "--auto-approve")
    assert ended.code == 0, ended.err
    assert "Destroy complete!" in ended.out
    assert running("list", "--json").json()["jobs"] == []
    assert running("--sandbox", "show", "train", "--json").json()["status"] == "Stopped"
    assert calls(sandbox_admin, "DeleteTrainingJob") == 0
    assert running("--sandbox", "destroy", "--auto-approve").code == 0


@pytest.mark.parametrize("words", [("destroy",), ("apply", "--prune")], ids=["destroy", "prune"])
def test_an_earlier_generation_that_still_runs_is_stopped_too(
    with_sandbox: Program, words: tuple[str, ...]
) -> None:
    for parameter in ("k", "l"):
        with_sandbox.job(parameter=parameter, argument="training_job_name_prefix", extra=FOREVER)
        assert with_sandbox("--sandbox", "apply").code == 0
    if words != ("destroy",):
        with_sandbox.write("", "train.tf")
    ended = with_sandbox("--sandbox", *words, "--auto-approve")
    assert ended.code == 0, ended.err
    assert "still runs and is stopped too" in " ".join(ended.out.split())
    listed = with_sandbox("--sandbox", "list", "--remote", "--json").json()["jobs"]
    assert isinstance(listed, list)
    assert [job["status"] for job in listed] == ["Stopped", "Stopped"]


def test_a_deleted_record_leaves_its_description_behind(with_sandbox: Program) -> None:
    with_sandbox.job(extra='tags = { team = "a" }')
    with_sandbox("--sandbox", "apply", "--wait")
    ended = with_sandbox("--sandbox", "destroy", "--delete-record", "--auto-approve")
    assert ended.code == 0, ended.err
    (file,) = (with_sandbox.directory / "smtj-archive").iterdir()
    assert str(file) in ended.err
    assert file.stat().st_mode & 0o777 == 0o600
    kept = json.loads(file.read_text())
    assert (kept["TrainingJobName"], kept["HyperParameters"]) == ("train", {"k": "10"})
    assert {"Key": "team", "Value": "a"} in kept["Tags"]
    assert with_sandbox("--sandbox", "show", "train").code == 1


def test_what_cannot_be_archived_is_not_deleted(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    with_sandbox.write("in the way", "smtj-archive")
    ended = with_sandbox("--sandbox", "destroy", "--delete-record", "--auto-approve")
    assert ended.code == 1
    assert "its record was not deleted" in ended.err.replace("\n", " ")
    assert calls(sandbox_admin, "DeleteTrainingJob") == 0
    assert len(with_sandbox("list", "--json").json()["jobs"]) == 1


def test_a_warm_pool_is_ended_before_its_record_is_deleted(with_sandbox: Program) -> None:
    with_sandbox.job()
    text = (with_sandbox.directory / "train.tf").read_text()
    pool = text.replace("volume_size", "keep_alive_period_in_seconds = 3600\n volume_size")
    with_sandbox.write(pool, "train.tf")
    with_sandbox("--sandbox", "apply", "--wait")
    ended = with_sandbox("--sandbox", "destroy", "--delete-record", "--auto-approve")
    assert ended.code == 0, ended.err


def test_every_line_of_json_says_its_type_also_where_nobody_approved(with_sandbox: Program) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    ended = with_sandbox("--sandbox", "destroy", "--json")
    assert ended.code == 1
    assert [line["type"] for line in ended.lines()] == ["planned", "diagnostic", "summary"]
    done = with_sandbox("--sandbox", "destroy", "--json", "--auto-approve").lines()
    assert (done[0]["type"], done[-1]["type"], done[-1]["destroy"]) == ("planned", "summary", 1)


def test_prevent_destroy_holds(with_sandbox: Program) -> None:
    with_sandbox.job(extra="lifecycle { prevent_destroy = true }")
    with_sandbox("--sandbox", "apply", "--wait")
    ended = with_sandbox("--sandbox", "destroy", "--auto-approve")
    assert ended.code == 1
    assert "Instance cannot be destroyed" in ended.err
    assert len(with_sandbox("list", "--json").json()["jobs"]) == 1


def test_a_name_that_means_nothing_is_an_error(running: Program) -> None:
    ended = running("--sandbox", "destroy", "nobody", "--auto-approve")
    assert ended.code == 1
    assert "No such training job" in ended.err


def test_a_job_that_took_the_recorded_ones_name_is_not_touched(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    with_sandbox("--sandbox", "apply", "--wait")
    path = with_sandbox.directory / "smtj.tfstate"
    state = json.loads(path.read_text())
    state["resources"][0]["instances"][0]["attributes"]["creation_time"] = "2020-01-01T00:00:00Z"
    path.write_text(json.dumps(state))
    ended = with_sandbox("--sandbox", "destroy", "--delete-record", "--auto-approve")
    assert ended.code == 1
    assert "is not the recorded one" in ended.err.replace("\n", " ")
    assert calls(sandbox_admin, "DeleteTrainingJob") == 0


@pytest.mark.parametrize("words", [("destroy",), ("apply", "--prune", "--no-refresh")])
def test_with_the_credentials_of_another_account_nothing_is_forgotten(
    running: Program, sandbox_admin: Admin, words: tuple[str, ...]
) -> None:
    path = running.directory / "smtj.tfstate"
    path.write_text(path.read_text().replace("123456789012:training-job", "1:training-job"))
    running.write("", "train.tf")
    ended = running("--sandbox", *words, "--auto-approve")
    assert ended.code == 9
    assert "Error: Credentials are of another account" in ended.err
    assert "is in the account 1, and these credentials are of" in ended.err.replace("\n", " ")
    assert '"train"' in path.read_text()
    assert calls(sandbox_admin, "StopTrainingJob") == 0
