"""What can go wrong with a submission, each with its exit code and what is said: one job at the most, never two."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

CREATE = {"operation": "CreateTrainingJob"}
LIMIT = (
    "The account-level service limit 'ml.m5.large for training job usage' is 0 Instances, with current utilization of "
    "0 Instances and a request delta of 1 Instances."
)


@dataclass(frozen=True)
class Case:
    """A fault of the sandbox, and how `apply` ends with it."""

    fault: dict[str, object]
    code: int = 0
    told: str = ""
    jobs: int = 1
    words: tuple[str, ...] = ()
    settings: dict[str, object] = field(default_factory=dict)


def refused(code: str, message: str, **more: object) -> dict[str, object]:
    return {**CREATE, "do": "error", "status": 400, "code": code, "message": message, **more}


CASES = {
    "the answer is lost": Case({**CREATE, "do": "reset_after"}),
    "the request is lost": Case({**CREATE, "do": "reset_before"}),
    "half of the answer comes": Case({**CREATE, "do": "truncate"}),
    "the answer is no JSON": Case({**CREATE, "do": "body", "body": '{"TrainingJobArn": '}),
    "an error after it took effect": Case(
        {**CREATE, "do": "error_after", "code": "InternalFailure", "status": 500}
    ),
    "throttled": Case({**CREATE, "do": "throttle", "rate": 2, "burst": 1, "times": 2}),
    "a role that is not there yet": Case(
        refused("ValidationException", "Could not assume role arn:aws:iam::1:role/x.", times=2)
    ),
    "a new job that is not seen yet": Case({}, settings={"consistency_delay": 1.0}),
    "no quota": Case(refused("ResourceLimitExceeded", LIMIT), 1, "Service quota is used up", 0),
    "no quota, and waiting does not help": Case(
        refused("ResourceLimitExceeded", LIMIT), 1, "increase", 0, ("--wait-for-quota",)
    ),
    "a type that is not offered": Case(
        refused(
            "ResourceLimitExceeded",
            "The requested resource training-job/ml.m5.large is not available in this region",
        ),
        1,
        "Instance type is not offered here",
        0,
        ("--wait-for-quota",),
    ),
    "what the service does not take": Case(
        refused(
            "ValidationException",
            "1 validation error detected: Value 'ml.m5.large' at 'resourceConfig.instanceType' failed to satisfy "
            "constraint: Member must satisfy enum value set",
        ),
        1,
        'instance_type     = "ml.m5.large"',
        0,
    ),
    "not permitted": Case({**CREATE, "do": "denied"}, 9, "Missing permission", 0),
    "tags are not permitted": Case(
        refused(
            "AccessDeniedException", "not authorized to perform: sagemaker:AddTags", status=400
        ),
        9,
        "--no-ownership-tags",
        0,
    ),
    "credentials that expired": Case({"do": "expired_credentials"}, 9, "ExpiredToken", 0),
    "a clock that is wrong": Case({"do": "clock_skew"}, 9, "Signature", 0),
}


def set_faults(admin: Admin, case: Case) -> None:
    document = {"faults": [case.fault] if case.fault else [], **case.settings}
    admin.answer("POST", "settings", json.dumps(document).encode())


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fault_has_its_end(with_sandbox: Program, sandbox_admin: Admin, case: Case) -> None:
    with_sandbox.job()
    set_faults(sandbox_admin, case)
    ended = with_sandbox("--sandbox", "apply", *case.words)
    assert ended.code == case.code, ended.err
    assert case.told in ended.err
    assert "already exists" not in ended.err
    sandbox_admin.answer("DELETE", "faults", b"")
    sandbox_admin.answer("POST", "settings", b'{"consistency_delay": 0}')
    listed = with_sandbox("--sandbox", "list", "--remote", "--json").json()["jobs"]
    assert len(listed) == case.jobs  # type: ignore[arg-type]
    assert with_sandbox("--sandbox", "apply").code == 0
    again = with_sandbox("--sandbox", "list", "--remote", "--json").json()["jobs"]
    assert len(again) == 1  # type: ignore[arg-type]


def test_what_went_well_is_kept_where_another_job_was_refused(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job("one")
    with_sandbox.job("two")
    set_faults(sandbox_admin, Case(refused("ValidationException", "no", name="one")))
    ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 3
    assert "Apply incomplete: 1 submitted" in ended.out
    again = with_sandbox("--sandbox", "apply", "--json")
    assert (again.code, again.lines()[-1]["submit"]) == (0, 1)


def cut_off_now(program: Program, admin: Admin, looks: int = 1) -> None:
    """Applies; the answer is lost, and nobody can be asked afterwards: the job is there, and an intent."""
    set_faults(admin, Case({**CREATE, "do": "reset_after"}))
    rule = {"operation": "DescribeTrainingJob", "do": "denied", "skip": looks}
    admin.answer("POST", "faults", json.dumps(rule).encode())
    ended = program("--sandbox", "apply")
    assert ended.code == 8, ended.err
    admin.answer("DELETE", "faults", b"")


@pytest.fixture
def cut_off(with_sandbox: Program, sandbox_admin: Admin) -> Program:
    """A run that was cut off."""
    with_sandbox.job()
    # The plan looks once before.
    cut_off_now(with_sandbox, sandbox_admin)
    return with_sandbox


def jobs_of(program: Program) -> list[dict[str, object]]:
    jobs = program("--sandbox", "list", "--remote", "--json").json()["jobs"]
    assert isinstance(jobs, list)
    return jobs


@pytest.mark.parametrize("state_is_lost", [False, True])
@pytest.mark.parametrize("tags_are_readable", [True, False])
def test_our_own_job_is_adopted_with_the_state_lost_or_its_tags_unreadable(
    cut_off: Program, sandbox_admin: Admin, *, state_is_lost: bool, tags_are_readable: bool
) -> None:
    if state_is_lost:
        (cut_off.directory / "smtj.tfstate").unlink()
    if not tags_are_readable:
        set_faults(sandbox_admin, Case({"do": "denied", "operation": "ListTags"}))
    ended = cut_off("--sandbox", "apply")
    assert ended.code == 0, ended.err
    assert "Job of an interrupted run was found" in ended.err
    assert cut_off("state", "list").out == "aws_sagemaker_training_job.train\n"
    assert len(jobs_of(cut_off)) == 1


@pytest.mark.parametrize("readable", [True, False])
def test_a_job_of_another_configuration_is_adopted_by_its_tag_alone(
    cut_off: Program, sandbox_admin: Admin, *, readable: bool
) -> None:
    cut_off.job(parameter="other")
    if not readable:
        set_faults(sandbox_admin, Case({"do": "denied", "operation": "ListTags"}))
    ended = cut_off("--sandbox", "apply")
    assert ended.code == 1
    assert ("Job of an interrupted run may be another's" in ended.err) is not readable
    assert ("Training job name was used before" in ended.err) is readable
    assert ("Training job name is taken" in ended.err) is not readable
    assert len(jobs_of(cut_off)) == 1


RICH = """
  environment             = { MODE = var.mode }
  tags                    = { team = "a" }
  session_chaining_config { enable_session_tag_chaining = true }
  profiler_config { s3_output_path = "s3://bucket/profile" }
  debug_hook_config { s3_output_path = "s3://bucket/debug" }
  retry_strategy { maximum_retry_attempts = 2 }
  lifecycle { create_before_destroy = true }
"""


@pytest.mark.parametrize("argument", ["training_job_name", "training_job_name_prefix"])
def test_what_was_recovered_is_as_it_was_configured(
    with_sandbox: Program, sandbox_admin: Admin, *, argument: str
) -> None:
    variable = 'variable "mode" {\n  default = "fast"\n  sensitive = true\n}\n'
    with_sandbox.write(variable, "variables.tf")
    with_sandbox.job(argument=argument, extra=RICH)
    cut_off_now(with_sandbox, sandbox_admin, 1 if argument == "training_job_name" else 0)
    ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 0, ended.err
    assert "Job of an interrupted run was found" in ended.err
    assert "No changes." in ended.out
    assert len(jobs_of(with_sandbox)) == 1
    record = with_sandbox("state", "pull").json()["resources"][0]["instances"][0]  # type: ignore[index]
    assert record["attributes"]["tags"] == {"team": "a"}
    assert '"environment"' in json.dumps(record["sensitive_attributes"])
    assert '"value": "fast"' not in ended.out


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ('environment = { MODE = "new" }', "environment"),
        ("enable_network_isolation = true", "enable_network_isolation"),
    ],
)
def test_what_was_configured_since_is_a_difference_of_what_was_recovered(
    cut_off: Program, extra: str, told: str
) -> None:
    cut_off.job(extra=extra)
    ended = cut_off("--sandbox", "apply")
    assert ended.code == 1, ended.out
    assert "Training job name was used before" in ended.err
    assert told in cut_off("--sandbox", "plan").err
    assert len(jobs_of(cut_off)) == 1


def test_tags_that_were_changed_since_are_set_on_what_was_recovered(cut_off: Program) -> None:
    cut_off.job(extra='tags = { team = "b" }')
    ended = cut_off("--sandbox", "apply", "--json")
    assert (ended.code, ended.lines()[-1]["update"]) == (0, 1)


def test_submitting_without_our_tag(with_sandbox: Program, sandbox_admin: Admin) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply", "--no-ownership-tags").code == 0
    assert "smtj:intent" not in json.dumps(sandbox_admin.requests.as_json())


def test_a_job_that_fails_at_once_was_submitted_all_the_same(with_sandbox: Program) -> None:
    with_sandbox.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "quick_failure" }')
    assert with_sandbox("--sandbox", "apply").code == 0
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    assert with_sandbox("list", "--json").json()["jobs"][0]["status"] == "Failed"  # type: ignore[index]


def test_a_name_that_is_being_deleted_is_waited_for(
    with_sandbox: Program, sandbox_admin: Admin, sandbox: SandboxAddress
) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    (with_sandbox.directory / "smtj.tfstate").unlink()
    sandbox_admin.answer("POST", "settings", b'{"deleting": 3}')
    clients = Clients(region="us-east-1", environment=sandbox.environment)
    SageMakerTrainingJobs(clients).delete("train")
    ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 0, ended.err
    assert "Submitted" in ended.err


def test_a_new_job_may_be_asked_about_later_than_it_exists(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    # The plan has looked once before.
    rule = b'{"operation": "DescribeTrainingJob", "do": "denied", "skip": 1, "times": 3}'
    sandbox_admin.answer("POST", "faults", rule)
    ended = with_sandbox("--sandbox", "apply", "--wait")
    assert ended.code == 0, ended.err
