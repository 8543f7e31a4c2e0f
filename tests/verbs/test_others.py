"""The verbs that look, import, stop and destroy."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.verbs.conftest import Program

ADDRESS = "aws_sagemaker_training_job.train"
EXPORTED_IN_2018 = {
    "id",
    "arn",
    "creation_time",
    "last_modified_time",
    "training_start_time",
    "training_end_time",
    "status",
    "secondary_status",
}


@pytest.fixture
def applied(with_sandbox: Program) -> Program:
    """One job, completed and recorded."""
    with_sandbox.job(extra='tags = { Name = "foo" }')
    with_sandbox.write(f'output "arn" {{ value = {ADDRESS}.arn }}\n', "outputs.tf")
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    return with_sandbox


def test_validate_says_so_where_all_is_well(smtj: Program) -> None:
    smtj.sample("kmeans-2018")
    ended = smtj("validate")
    assert (ended.code, ended.out) == (0, "Success! The configuration is valid.\n")
    document = smtj("validate", "--json").json()
    assert (document["valid"], document["error_count"]) == (True, 0)


def test_validate_without_terraforms_state_takes_its_resources_as_unknown(smtj: Program) -> None:
    smtj.sample("kmeans-2018")
    (smtj.directory / "terraform.tfstate").unlink()
    assert smtj("validate").code == 0
    ended = smtj("render", "main.tf")
    assert ended.code == 1
    assert "aws_iam_role" in ended.err


def test_render_prints_the_exact_request(smtj: Program) -> None:
    smtj.sample("kmeans-2018")
    request = smtj("render", "main.tf").json()
    assert request["TrainingJobName"] == "my-training-job"
    assert request["AlgorithmSpecification"] == {
        "TrainingImage": "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1",
        "TrainingInputMode": "File",
    }
    assert request["ResourceConfig"]["InstanceCount"] == 2
    assert all(isinstance(text, str) for text in request["HyperParameters"].values())
    assert len(request["HyperParameters"]) == 5
    (channel,) = request["InputDataConfig"]
    assert channel["ChannelName"] == "train"
    assert channel["DataSource"]["S3DataSource"]["S3DataDistributionType"] == "ShardedByS3Key"
    assert request["StoppingCondition"] == {"MaxRuntimeInSeconds": 3600}
    assert request["Tags"] == [{"Key": "Name", "Value": "foo"}]


def test_render_of_several_jobs_is_keyed_by_address(smtj: Program) -> None:
    smtj.job("one")
    smtj.job("two")
    whole = smtj("render").json()
    assert list(whole) == ["aws_sagemaker_training_job.one", "aws_sagemaker_training_job.two"]
    assert smtj("render", "--address", "two").json() == whole["aws_sagemaker_training_job.two"]


def test_plan_reads_only_and_tells_changes_by_its_exit_code(with_sandbox: Program) -> None:
    with_sandbox.job()
    ended = with_sandbox("--sandbox", "plan", "--detailed-exitcode")
    assert ended.code == 2
    assert "Plan: 1 to submit, 0 to update, 0 to destroy." in ended.out
    assert sorted(path.name for path in with_sandbox.directory.iterdir()) == ["train.tf"]
    document = with_sandbox("--sandbox", "plan", "--json").json()
    (change,) = document["resource_changes"]
    assert change["change"]["actions"] == ["create"]
    assert document["summary"]["submit"] == 1


def test_show_has_what_the_2018_page_exports(applied: Program) -> None:
    document = applied("--sandbox", "show", "train", "--json").json()
    assert document["attributes"].keys() >= EXPORTED_IN_2018
    assert document["verdict"] == "completed"
    text = applied("--sandbox", "show", "train").out
    assert "Completed" in text
    assert "arn:aws:sagemaker:us-east-1:123456789012:training-job/train" in text


def test_show_of_an_unknown_job_is_an_error_with_a_suggestion(applied: Program) -> None:
    ended = applied("show", "--offline", "trian")
    assert ended.code == 1
    assert 'Did you mean "train"?' in ended.err


def test_list_shows_the_recorded_jobs(applied: Program) -> None:
    (job,) = applied("list", "--json").json()["jobs"]
    assert (job["address"], job["name"], job["status"]) == (ADDRESS, "train", "Completed")
    assert ADDRESS in applied("list").out
    (remote,) = applied("--sandbox", "list", "--remote", "--json").json()["jobs"]
    assert remote["name"] == "train"


def test_list_of_nothing(smtj: Program) -> None:
    ended = smtj("list")
    assert (ended.code, ended.out, ended.err) == (0, "", "No training jobs.\n")


def test_output(applied: Program) -> None:
    arn = "arn:aws:sagemaker:us-east-1:123456789012:training-job/train"
    assert applied("output").out == f'arn = "{arn}"\n'
    assert applied("output", "-json").json() == {
        "arn": {"sensitive": False, "type": "string", "value": arn}
    }
    assert applied("output", "-raw", "arn").out == arn
    ended = applied("output", "arns")
    assert ended.code == 1
    assert 'Did you mean "arn"?' in ended.err


@pytest.mark.parametrize("words", [("train",), ("train", ADDRESS), (ADDRESS, "train")])
def test_import_gives_a_state_whose_plan_is_empty(applied: Program, words: tuple[str, ...]) -> None:
    (applied.directory / "smtj.tfstate").unlink()
    assert applied("--sandbox", "import", *words).code == 0
    (applied.directory / "outputs.tf").unlink()
    planned = applied("--sandbox", "plan", "--detailed-exitcode")
    assert planned.code == 0, planned.out


def test_import_of_a_job_that_does_not_exist(with_sandbox: Program) -> None:
    with_sandbox.job()
    ended = with_sandbox("--sandbox", "import", "train")
    assert ended.code == 1
    assert "Cannot import non-existent training job" in ended.err
    assert not (with_sandbox.directory / "smtj.tfstate").exists()


def test_import_needs_an_address_where_several_can_be_meant(with_sandbox: Program) -> None:
    with_sandbox.job("one")
    with_sandbox.job("two")
    ended = with_sandbox("--sandbox", "import", "three")
    assert ended.code == 1
    assert "Address is needed" in ended.err


def test_wait_of_a_completed_job_ends_at_once(applied: Program) -> None:
    ended = applied("--sandbox", "wait", "train", "--json")
    assert ended.code == 0
    assert [line["type"] for line in ended.lines()][-2:] == ["completed", "summary"]


def test_wait_gives_up_after_its_timeout(with_sandbox: Program) -> None:
    with_sandbox.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "forever" }')
    assert with_sandbox("--sandbox", "apply").code == 0
    assert with_sandbox("--sandbox", "wait", "train", "--timeout", "300ms").code == 6
    stopped = with_sandbox("--sandbox", "stop", "train")
    assert stopped.code == 0, stopped.err
    assert with_sandbox("--sandbox", "wait", "train").code == 5
    assert with_sandbox("--sandbox", "stop", "train").code == 0


def test_wait_for_a_status_that_does_not_exist(applied: Program) -> None:
    ended = applied("--sandbox", "wait", "train", "--until", "Done")
    assert ended.code == 1
    assert "Unknown status" in ended.err


def test_destroy_forgets_and_leaves_the_record_in_aws(applied: Program) -> None:
    assert applied("--sandbox", "destroy").code == 1
    assert applied("--sandbox", "destroy", "--auto-approve").code == 0
    assert applied("list", "--json").json()["jobs"] == []
    assert applied("--sandbox", "list", "--remote", "--json").json()["jobs"] != []


def test_destroy_can_delete_the_record_too(applied: Program) -> None:
    ended = applied("--sandbox", "destroy", "train", "--delete-record", "--auto-approve")
    assert ended.code == 0, ended.err
    assert applied("--sandbox", "list", "--remote", "--json").json()["jobs"] == []


def test_state_subverbs(applied: Program) -> None:
    assert applied("state", "list").out == f"{ADDRESS}\n"
    assert "Completed" in applied("state", "show", ADDRESS).out
    other = "aws_sagemaker_training_job.other"
    assert applied("state", "mv", ADDRESS, other).code == 0
    assert applied("state", "list").out == f"{other}\n"
    pulled = applied("state", "pull").json()
    assert pulled["resources"][0]["name"] == "other"
    (applied.directory / "copy.json").write_text(json.dumps(pulled))
    assert applied("state", "rm", other).code == 0
    assert applied("state", "list").out == ""
    ended = applied("state", "push", "copy.json")
    assert ended.code == 1
    assert "Cannot push an older state" in ended.err
    assert applied("state", "push", "--force", "copy.json").code == 0
    assert applied("state", "list").out == f"{other}\n"


def test_force_unlock_of_a_state_that_nobody_holds(applied: Program) -> None:
    ended = applied("force-unlock", "1")
    assert ended.code == 1
    assert "State is not locked" in ended.err


def test_sandbox_status(with_sandbox: Program) -> None:
    assert with_sandbox("sandbox", "status", "--json").json()["running"] is True


@pytest.mark.skipif(not shutil.which("terraform"), reason="needs terraform")
def test_terraform_reads_the_state(applied: Program) -> None:
    listed = subprocess.run(
        ["terraform", "state", "list", f"-state={applied.directory / 'smtj.tfstate'}"],
        cwd=applied.directory.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout == f"{ADDRESS}\n"
