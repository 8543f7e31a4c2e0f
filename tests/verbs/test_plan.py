"""`plan`: it reads only, says what, why and how much, and its JSON is Terraform's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.fakes.sessions import typed

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

# The members of `terraform show -json PLAN` (1.11), but for those about Terraform's own configuration.
MEMBERS = {
    "format_version",
    "terraform_version",
    "planned_values",
    "resource_changes",
    "output_changes",
    "applyable",
    "complete",
    "errored",
}
CHANGE = {"actions", "before", "after", "after_unknown", "before_sensitive", "after_sensitive"}
WRITES = (
    "CreateTrainingJob",
    "StopTrainingJob",
    "DeleteTrainingJob",
    "UpdateTrainingJob",
    "AddTags",
)


@pytest.fixture
def applied(with_sandbox: Program) -> Program:
    """One job that completed."""
    with_sandbox.job(argument="training_job_name_prefix")
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    return with_sandbox


def plan(smtj: Program, *words: str) -> dict[str, object]:
    return smtj("--sandbox", "plan", "--json", *words).json()


def test_json_has_terraforms_members(with_sandbox: Program) -> None:
    with_sandbox.job()
    document = plan(with_sandbox)
    assert document.keys() >= MEMBERS
    (change,) = document["resource_changes"]  # type: ignore[misc]
    assert change["change"].keys() >= CHANGE
    assert change["change"]["before"] is None
    assert change["change"]["after"]["training_job_name"] == "train"
    assert document["instances"] == [
        {"instance_type": "ml.m5.large", "instances": 1, "most_seconds": 3600, "jobs": 1}
    ]


@pytest.mark.parametrize(
    ("edit", "words", "actions", "reason"),
    [
        ("", (), ["no-op"], None),
        ("parameter", (), ["create", "forget"], "replace_because_cannot_update"),
        ("tags", (), ["update"], "update_in_place"),
        ("", ("--rerun", "train"), ["create", "forget"], "rerun_by_request"),
        ("", ("--replace", "train"), ["delete", "create"], "replace_by_request"),
        ("remove", (), ["no-op"], None),
        ("remove", ("--prune",), ["delete"], "delete_because_no_resource_config"),
    ],
)
def test_each_action_has_its_reason(
    applied: Program, edit: str, words: tuple[str, ...], actions: list[str], reason: str | None
) -> None:
    match edit:
        case "parameter":
            applied.job(argument="training_job_name_prefix", parameter="kk")
        case "tags":
            applied.job(argument="training_job_name_prefix", extra='tags = { a = "b" }')
        case "remove":
            applied.write("# nothing\n", "train.tf")
    (change,) = plan(applied, *words)["resource_changes"]  # type: ignore[misc]
    assert change["change"]["actions"] == actions
    assert change.get("action_reason") == reason


def test_what_aws_says_by_now_is_drift(with_sandbox: Program) -> None:
    with_sandbox.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "forever" }')
    with_sandbox("--sandbox", "apply")
    with_sandbox("--sandbox", "sandbox", "status")
    path = with_sandbox.directory / "smtj.tfstate"
    text = path.read_text().replace('"InProgress"', '"Stopping"')
    path.write_text(text)
    (drifted,) = plan(with_sandbox)["resource_drift"]  # type: ignore[misc]
    assert drifted["change"]["before"]["status"] == "Stopping"
    assert drifted["change"]["after"]["status"] == "InProgress"
    ended = with_sandbox("--sandbox", "plan", "--refresh-only")
    assert "Stopping -> InProgress" in ended.out
    assert with_sandbox("--sandbox", "apply", "--refresh-only").code == 0
    assert '"InProgress"' in path.read_text()
    assert plan(with_sandbox, "--refresh-only")["applyable"] is False


def test_targets_make_it_incomplete_and_say_what_is_left_out(with_sandbox: Program) -> None:
    with_sandbox.job("one")
    with_sandbox.job("two")
    assert plan(with_sandbox, "--target", "one")["complete"] is False
    ended = with_sandbox("--sandbox", "plan", "--exclude", "o*")
    assert "1 selected; 1 job is left out" in ended.out


def test_what_waits_for_a_job_that_failed_is_named_as_blocked(with_sandbox: Program) -> None:
    with_sandbox.job("one", extra='environment = { SMTJ_SANDBOX_TIMELINE = "failure" }')
    with_sandbox.job("two", extra="depends_on = [aws_sagemaker_training_job.one]")
    assert with_sandbox("--sandbox", "apply").code == 4
    ended = with_sandbox("--sandbox", "plan")
    assert "cannot begin, blocked by aws_sagemaker_training_job.one" in ended.out
    assert "begins once" not in ended.out
    told = "because aws_sagemaker_training_job.one Failed. Once that is mended: smtj --sandbox apply --replace"
    assert told in ended.out
    again = with_sandbox("--sandbox", "plan", "--replace", "one")
    assert "begins once aws_sagemaker_training_job.one Completed" in again.out


def test_it_says_how_much_it_may_come_to_and_what_waits(with_sandbox: Program) -> None:
    with_sandbox.sample("two-jobs")
    ended = with_sandbox("--sandbox", "plan")
    assert "for at most" in ended.out
    assert "begins once aws_sagemaker_training_job." in ended.out
    assert "instance-hour" in ended.out


@pytest.mark.parametrize(
    "words", [(), ("--refresh-only",), ("--prune",), ("--replace", "*"), ("--preflight",)]
)
def test_it_writes_nothing_anywhere(
    applied: Program, sandbox_admin: Admin, words: tuple[str, ...]
) -> None:
    files = {path.name: path.read_bytes() for path in applied.directory.iterdir()}
    before = json.dumps(sandbox_admin.requests.as_json())
    applied("--sandbox", "plan", *words)
    after = json.dumps(sandbox_admin.requests.as_json())
    assert {path.name: path.read_bytes() for path in applied.directory.iterdir()} == files
    for operation in WRITES:
        assert after.count(f'"{operation}"') == before.count(f'"{operation}"')


def test_detailed_exit_codes(applied: Program) -> None:
    assert applied("--sandbox", "plan", "-detailed-exitcode").code == 0
    applied.job(argument="training_job_name_prefix", parameter="kk")
    assert applied("--sandbox", "plan", "-detailed-exitcode").code == 2
    applied.job(argument="nonsense")
    assert applied("--sandbox", "plan", "-detailed-exitcode").code == 1


def test_without_valid_credentials_it_ends_with_9(applied: Program, sandbox_admin: Admin) -> None:
    sandbox_admin.faults.add({"do": "expired_credentials"}, 0.0)
    for words in (["plan"], ["apply"], ["plan", "--detailed-exitcode"]):
        ended = applied("--sandbox", *words)
        assert ended.code == 9
        assert "ExpiredToken" in ended.err


def test_without_refresh_aws_is_not_asked(applied: Program, sandbox_admin: Admin) -> None:
    before = len(sandbox_admin.requests.as_json())
    assert applied("--sandbox", "plan", "-refresh=false").code == 0
    assert len(sandbox_admin.requests.as_json()) == before


def test_so_it_does_where_a_data_source_misses_them(
    with_sandbox: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with_sandbox.write(
        'data "aws_iam_role" "r" { name = "r" }\noutput "r" { value = data.aws_iam_role.r.arn }\n'
    )
    ended = with_sandbox("plan")
    assert "Data source cannot be read" in ended.err
    assert ended.code == 9


def test_commands_that_are_proposed_work_as_they_are(with_sandbox: Program) -> None:
    failing = 'environment = { SMTJ_SANDBOX_TIMELINE = "quick_failure" }'
    with_sandbox.job(argument="name_prefix", extra=failing)
    assert with_sandbox("--sandbox", "apply", "--wait").code == 4
    planned = with_sandbox("--sandbox", "--region", "us-east-1", "plan")
    wanted = "smtj --region us-east-1 --sandbox apply --rerun 'aws_sagemaker_training_job.train'"
    assert wanted in planned.out
    with_sandbox.job("fixed")
    assert with_sandbox("--sandbox", "apply").code == 0
    with_sandbox.job("fixed", parameter="other")
    refused = with_sandbox("--sandbox", "plan")
    assert "smtj --sandbox apply --replace 'aws_sagemaker_training_job.fixed'" in refused.err


def test_a_saved_plan_keeps_the_values_of_the_environment_and_the_terminal(
    with_sandbox: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sandbox.job()
    file = with_sandbox.directory / "train.tf"
    written = file.read_text()
    start, end = written.index("{ k ="), written.index("}", written.index("{ k ="))
    parameters = "{ k = var.k, l = var.l[0], m = var.m"
    declared = 'variable "k" { type = number }\nvariable "l" { type = any }\nvariable "m" {}\n'
    file.write_text(declared + written[:start] + parameters + written[end:])
    (with_sandbox.directory / "terraform.tfvars").write_text('m = "file"\n')
    monkeypatch.setenv("TF_VAR_m", "overridden")
    with monkeypatch.context() as changes, typed(monkeypatch, '["typed"]\n["again"]\n'):
        changes.setenv("TF_VAR_k", "4")
        assert with_sandbox("--sandbox", "plan", "--out", "saved").code == 0
    command = json.loads((with_sandbox.directory / "saved").read_text())["command"]
    assert command["variables"] == [["var", "k=4"], ["var", 'l=["typed"]']]
    ended = with_sandbox("--sandbox", "apply", "saved")
    assert ended.code == 0, ended.err
    shown = with_sandbox("show", "train", "--offline", "--json").json()
    assert shown["attributes"]["hyper_parameters"] == {"k": "4", "l": "typed", "m": "file"}


def test_a_saved_plan_is_applied_with_the_values_that_it_was_made_with(
    with_sandbox: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sandbox.job(extra="provider = aws.x")
    with_sandbox.write("""
variable "k" { default = "planned" }
variable "region" {
  default   = "us-east-1"
  ephemeral = true
}
provider "aws" {
  alias  = "x"
  region = var.region
}
""")
    file = with_sandbox.directory / "train.tf"
    file.write_text(file.read_text().replace('k = "10"', "k = var.k"))
    monkeypatch.setenv("TF_VAR_region", "eu-west-1")
    assert with_sandbox("--sandbox", "plan", "--out", "saved").code == 0
    monkeypatch.setenv("TF_VAR_k", "applied")
    with monkeypatch.context() as elsewhere:
        elsewhere.delenv("TF_VAR_region")
        ended = with_sandbox("--sandbox", "apply", "saved")
        assert "Saved plan is stale" in ended.err
    ended = with_sandbox("--sandbox", "apply", "saved")
    assert ended.code == 0, ended.err
    shown = with_sandbox("show", "train", "--offline", "--json").json()["attributes"]
    assert shown["hyper_parameters"] == {"k": "planned"}  # type: ignore[index,call-overload]
    assert ":eu-west-1:" in shown["arn"]  # type: ignore[index,call-overload,operator]


def test_a_saved_plan_does_not_keep_what_is_ephemeral(
    with_sandbox: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sandbox.job()
    with_sandbox.write('variable "token" {\n  ephemeral = true\n}\n')
    monkeypatch.setenv("TF_VAR_token", "t")
    assert with_sandbox("--sandbox", "plan", "--out", "saved").code == 0
    command = json.loads((with_sandbox.directory / "saved").read_text())["command"]
    assert command["variables"] == []
