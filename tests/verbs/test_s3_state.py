"""The whole program with its state in S3, that is in a bucket of the sandbox."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.aws.objects import S3Objects
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

KEY = "team/terraform.smtj.tfstate"
BACKEND = """
terraform {
  backend "s3" {
    bucket = "states"
    key    = "team/terraform.tfstate"
    region = "us-east-1"
  }
}
"""


@pytest.fixture
def program(with_sandbox: Program, bucket: S3Objects) -> Program:
    with_sandbox.write(BACKEND, "backend.tf")
    return with_sandbox


def keys(bucket: S3Objects) -> set[str]:
    listed = bucket.clients.s3().list_objects_v2(Bucket="states")  # type: ignore[attr-defined]
    return {item["Key"] for item in listed.get("Contents", ())}


def creations(admin: Admin) -> int:
    return json.dumps(admin.requests.as_json()).count('"CreateTrainingJob"')


def start(directory: Path, *words: str) -> subprocess.Popen[str]:
    """The program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sm_tj_cli", "--sandbox", *words],
        cwd=directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_second_apply_finds_nothing_to_do(
    program: Program, bucket: S3Objects, sandbox_admin: Admin
) -> None:
    program.job()
    assert program("--sandbox", "apply").code == 0
    assert keys(bucket) == {KEY}
    again = program("--sandbox", "apply")
    assert "Warning" not in again.err
    assert again.code == 0, again.err
    assert "No changes." in again.out
    assert creations(sandbox_admin) == 1
    assert [item.name for item in program.directory.glob("*tfstate*")] == []


def test_every_verb_finds_the_state(program: Program, bucket: S3Objects) -> None:
    program.job()
    program("--sandbox", "apply", "--wait")
    assert "Completed" in program("--sandbox", "list").out
    assert program("--sandbox", "plan", "--detailed-exitcode").code == 0
    pulled = program("--sandbox", "state", "pull").out
    found = bucket.get(KEY)
    assert found is not None
    assert found.content.decode() == pulled
    assert program("--sandbox", "destroy", "--auto-approve").code == 0
    assert program("--sandbox", "state", "list").out.strip() == ""
    assert keys(bucket) == {KEY}


def test_a_workspace_has_its_own_state(
    program: Program, bucket: S3Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.job()
    monkeypatch.setenv("TF_WORKSPACE", "dev")
    assert program("--sandbox", "apply").code == 0
    assert keys(bucket) == {f"env:/dev/{KEY}"}


def test_what_terraform_init_was_told_is_found(program: Program, bucket: S3Objects) -> None:
    program.write('terraform {\n  backend "s3" {}\n}\n', "backend.tf")
    program.job()
    refused = program("--sandbox", "apply")
    assert refused.code == 1
    assert 'The attribute "bucket" is required by the backend.' in refused.err
    kept = {"bucket": "states", "key": "k", "region": "us-east-1", "profile": None}
    (program.directory / ".terraform").mkdir()
    document = json.dumps({"version": 3, "backend": {"type": "s3", "config": kept}})
    program.write(document, ".terraform/terraform.tfstate")
    assert program("--sandbox", "apply").code == 0
    assert keys(bucket) == {"k.smtj"}


def test_mistakes_in_the_block_are_told_offline_with_their_place(smtj: Program) -> None:
    smtj.write(BACKEND.replace("bucket", "bukcet"))
    ended = smtj("validate")
    assert ended.code == 1
    assert 'An argument named "bukcet" is not expected here. Did you mean "bucket"?' in ended.err
    assert "on main.tf line 4" in ended.err
    assert smtj("list").code == 1


def test_a_variable_in_the_block_is_told_once(smtj: Program) -> None:
    smtj.write(BACKEND.replace('"states"', "var.x"))
    for verb in ("validate", "list"):
        ended = smtj(verb)
        assert ended.code == 1
        assert ended.err.count("Error: ") == 1
        assert "Variables may not be used here." in ended.err


def test_a_failure_is_a_document_wherever_json_stands(smtj: Program) -> None:
    smtj.write(BACKEND.replace("bucket", "bukcet"))
    first, last = smtj("--json", "list"), smtj("list", "--json")
    assert first.json() == last.json()


def test_an_unknown_kind_of_backend(smtj: Program) -> None:
    smtj.write('terraform {\n  backend "s33" {}\n}\n')
    ended = smtj("list")
    assert ended.code == 1
    assert 'Did you mean "s3"?' in ended.err


def test_what_is_forbidden_ends_with_9(program: Program, sandbox_admin: Admin) -> None:
    program.job()
    sandbox_admin.faults.add({"do": "denied", "operation": "PUT .*tflock"}, 0.0)
    ended = program("--sandbox", "apply")
    assert ended.code == 9, ended.err
    assert f"PutObject s3://states/{KEY}.tflock" in ended.err
    assert "s3:ListBucket" in ended.err


def test_a_bucket_that_is_not_there(
    program: Program, sandbox: SandboxAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in sandbox.environment.items():
        monkeypatch.setenv(name, value)
    program.write(BACKEND.replace('"states"', '"none"'), "backend.tf")
    program.job()
    for verb in ("plan", "apply"):
        ended = program(verb)
        assert ended.code == 1
        assert "aws s3 mb s3://none" in ended.err


@pytest.mark.parametrize(
    "operation",
    [
        f"PUT /states/{KEY}",
        f"PUT /states/{KEY}.tflock",
        f"PUT /states/{KEY}.smtj-intents",
        f"DELETE /states/{KEY}.tflock",
        f"DELETE /states/{KEY}.smtj-intents",
    ],
)
@pytest.mark.parametrize("do", ["reset_after", "reset_before", "error"])
def test_answers_that_get_lost_change_nothing(
    program: Program, bucket: S3Objects, sandbox_admin: Admin, operation: str, do: str
) -> None:
    program.job()
    rule = {"do": do, "operation": operation, "times": 1}
    sandbox_admin.faults.add(rule | ({"status": 503} if do == "error" else {}), 0.0)
    ended = program("--sandbox", "apply")
    assert ended.code == 0, ended.err
    assert ended.err.count("Warning") == ended.err.count("Bucket keeps no earlier versions") == 1
    assert "No changes." in program("--sandbox", "apply").out
    assert creations(sandbox_admin) == 1
    assert keys(bucket) == {KEY}
    assert sandbox_admin.faults.rules[0].fired == 1


# References to what Terraform manages

TERRAFORMS = {
    "version": 4,
    "terraform_version": "1.11.4",
    "serial": 1,
    "lineage": "x",
    "outputs": {},
    "resources": [
        {
            "mode": "managed",
            "type": "aws_iam_role",
            "name": "training",
            "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
            "instances": [{"attributes": {"arn": "arn:aws:iam::123456789012:role/theirs"}}],
        }
    ],
}
ROLE = '"arn:aws:iam::123456789012:role/training"'


def referring(program: Program) -> None:
    program.job()
    file = program.directory / "train.tf"
    file.write_text(file.read_text().replace(ROLE, "aws_iam_role.training.arn"))


def test_terraforms_state_in_the_backend_answers_references(
    program: Program, bucket: S3Objects
) -> None:
    referring(program)
    missing = program("--sandbox", "plan")
    assert missing.code == 1
    assert "there is no Terraform state (s3://states/team/terraform.tfstate)" in missing.err
    bucket.put("team/terraform.tfstate", json.dumps(TERRAFORMS).encode(), None)
    found = program("--sandbox", "plan")
    assert found.code == 0, found.err
    assert "role/theirs" in found.out


def test_terraforms_state_where_the_option_says(with_sandbox: Program, bucket: S3Objects) -> None:
    referring(with_sandbox)
    bucket.put("other/key", json.dumps(TERRAFORMS).encode(), None)
    option = "--terraform-state=s3://states/other/key"
    found = with_sandbox("--sandbox", "--region=us-east-1", option, "plan")
    assert found.code == 0, found.err
    assert "role/theirs" in found.out
    missing = with_sandbox("--sandbox", "--region=us-east-1", f"{option}s", "plan")
    assert missing.code == 1
    assert 'no object "s3://states/other/keys"' in missing.err
    assert with_sandbox("--terraform-state=s3://states", "plan").code == 1


def test_what_is_validated_offline_asks_nobody(smtj: Program) -> None:
    smtj.write(BACKEND, "backend.tf")
    referring(smtj)
    ended = smtj("validate")
    assert ended.code == 0, ended.err


# Who may


def lock_body(lock_id: str) -> bytes:
    return json.dumps(
        {
            "ID": lock_id,
            "Operation": "OperationTypeApply",
            "Who": "ann@far",
            "Created": "2026-01-01T00:00:00Z",
        }
    ).encode()


def test_terraforms_lock_keeps_out_with_7(program: Program, bucket: S3Objects) -> None:
    program.job()
    bucket.put(f"{KEY}.tflock", lock_body("abc"), None)
    ended = program("--sandbox", "apply", "--lock-timeout", "1s")
    assert ended.code == 7
    assert "held by ann@far since 2026-01-01T00:00:00Z for OperationTypeApply" in ended.err
    assert "smtj --sandbox force-unlock abc" in ended.err
    assert program("--sandbox", "force-unlock", "x").code == 7
    assert program("--sandbox", "force-unlock", "abc").code == 0
    assert program("--sandbox", "apply").code == 0


def test_without_the_lock_by_ones_own_wish(program: Program, bucket: S3Objects) -> None:
    program.job()
    bucket.put(f"{KEY}.tflock", lock_body("abc"), None)
    ended = program("--sandbox", "apply", "-lock=false")
    assert ended.code == 0
    assert "State is not locked" in ended.err
    assert keys(bucket) == {KEY, f"{KEY}.tflock"}


def test_of_two_at_once_one_wins(program: Program, bucket: S3Objects, sandbox_admin: Admin) -> None:
    program.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "forever" }')
    first = start(program.directory, "apply", "--wait")
    assert first.stderr is not None
    while "Submitted" not in (first.stderr.readline() or pytest.fail("it ended")):
        pass
    second = program("--sandbox", "apply")
    assert second.code == 7, second.err
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=20)
    assert first.returncode == 130
    assert program("--sandbox", "apply").code == 0
    assert creations(sandbox_admin) == 1
    assert keys(bucket) == {KEY}


def test_a_run_that_was_taken_for_dead_submits_nothing_when_it_wakes(
    program: Program, bucket: S3Objects, sandbox_admin: Admin
) -> None:
    program.job("old")
    assert program("--sandbox", "apply").code == 0
    program.job(argument="name_prefix")
    asked = {"do": "latency", "operation": "DescribeTrainingJob", "seconds": 4, "times": 1}
    sandbox_admin.faults.add(asked, 0.0)
    sleeper = start(program.directory, "apply")
    deadline = time.monotonic() + 20
    while not sandbox_admin.faults.rules[0].fired:
        assert time.monotonic() < deadline
        time.sleep(0.01)  # noqa: TID251 - another process is at work
    sleeper.send_signal(signal.SIGSTOP)
    lock = bucket.get(f"{KEY}.tflock")
    assert lock is not None
    assert program("--sandbox", "force-unlock", json.loads(lock.content)["ID"]).code == 0
    assert program("--sandbox", "apply").code == 0
    sleeper.send_signal(signal.SIGCONT)
    err = sleeper.communicate(timeout=60)[1]
    assert sleeper.returncode == 7, err
    assert "State lock was taken away" in err
    assert creations(sandbox_admin) == 2
    assert keys(bucket) == {KEY}
    assert "No changes." in program("--sandbox", "apply").out


@pytest.mark.crash
def test_another_folder_goes_on_where_a_killed_run_ended(
    program: Program, bucket: S3Objects, sandbox_admin: Admin, tmp_path: Path
) -> None:
    program.job(argument="name_prefix")
    file = program.directory / "train.tf"
    file.write_text(file.read_text().replace("{\n", "{\n  count = 6\n", 1))
    elsewhere = tmp_path / "elsewhere"
    for moment in range(3):
        run = start(program.directory, "apply", "--parallelism", "2")
        deadline = time.monotonic() + 20
        while not (bucket.get(f"{KEY}.smtj-intents") or run.poll() is not None):
            assert time.monotonic() < deadline
            time.sleep(0.005)  # noqa: TID251 - another process is at work
        time.sleep(0.04 * moment)  # noqa: TID251 - as above
        run.kill()
        run.communicate()
        lock = bucket.get(f"{KEY}.tflock")
        if lock is not None:
            assert program("--sandbox", "force-unlock", json.loads(lock.content)["ID"]).code == 0
    shutil.copytree(program.directory, elsewhere, ignore=lambda *_: ["elsewhere"])
    last = start(elsewhere, "apply")
    err = last.communicate(timeout=60)[1]
    assert last.returncode == 0, err
    state = json.loads(program("--sandbox", "state", "pull").out)
    recorded = {
        instance["attributes"]["training_job_name"]
        for resource in state["resources"]
        for instance in resource["instances"]
    }
    listed = program("--sandbox", "list", "--remote", "--json").json()["jobs"]
    assert {job["name"] for job in listed} == recorded  # type: ignore[index, union-attr]
    assert len(recorded) == 6
    assert keys(bucket) == {KEY}


def test_an_older_state_in_its_place_is_noticed_until_it_is_said_to_be_meant(
    program: Program, bucket: S3Objects, sandbox_admin: Admin
) -> None:
    program.job(argument="name_prefix")
    assert program("--sandbox", "apply").code == 0
    first = bucket.get(KEY)
    assert program("--sandbox", "apply", "--rerun", "*").code == 0
    newest = bucket.get(KEY)
    assert first is not None
    assert newest is not None
    bucket.put(KEY, first.content, newest.etag)
    for verb in ("plan", "apply", "list"):
        ended = program("--sandbox", verb)
        assert ended.code == 1
        assert "State is an older one" in ended.err
    assert creations(sandbox_admin) == 2
    assert keys(bucket) == {KEY}
    program.write(first.content.decode(), "meant.json")
    restored = program("--sandbox", "state", "restore", "meant.json")
    assert restored.code == 0, restored.err
    assert "No changes." in program("--sandbox", "plan").out


# What cannot be saved


@pytest.mark.parametrize(
    "refusal",
    [
        {"do": "denied"},
        {"do": "expired_credentials"},
        {"do": "error", "code": "KMS.DisabledException", "status": 400, "times": 0},
    ],
)
def test_what_s3_does_not_take_is_kept_here_with_10(
    program: Program, bucket: S3Objects, sandbox_admin: Admin, refusal: dict[str, object]
) -> None:
    program.job()
    rule = {**refusal, "operation": f"PUT /states/{KEY}", "skip": 1}
    sandbox_admin.faults.add(rule, 0.0)  # type: ignore[arg-type]  # as JSON
    ended = program("--sandbox", "apply")
    assert ended.code == 10, ended.err
    assert "smtj --sandbox state push" in ended.err
    assert ":training-job/train" in ended.err
    assert keys(bucket) == {KEY, f"{KEY}.smtj-intents"}
    sandbox_admin.faults.replace([])
    assert "state is not merged" in program("--sandbox", "apply").err
    pushed = program("--sandbox", "state", "push", "errored.tfstate")
    assert pushed.code == 0, pushed.err
    assert "No changes." in program("--sandbox", "apply").out
    assert creations(sandbox_admin) == 1
    assert keys(bucket) == {KEY}


def test_a_bucket_in_another_region_is_told(program: Program, sandbox_admin: Admin) -> None:
    program.job()
    rule = {"do": "error", "service": "s3", "operation": "GET .*tfstate", "status": 301}
    sandbox_admin.faults.add({**rule, "code": "PermanentRedirect", "times": 0}, 0.0)
    ended = program("--sandbox", "apply")
    assert ended.code == 1
    assert "S3 bucket lies in another region" in ended.err


def test_whoever_waits_for_the_lock_plans_anew(program: Program) -> None:
    program.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "success*3" }')
    first = start(program.directory, "apply", "--wait")
    assert first.stderr is not None
    while "Submitted" not in (first.stderr.readline() or pytest.fail("it ended")):
        pass
    second = program("--sandbox", "apply", "--lock-timeout", "30s")
    assert second.code == 0, second.err
    assert "No changes." in second.out
    first.communicate(timeout=20)
    assert first.returncode == 0


def test_nothing_is_submitted_whose_intent_s3_does_not_take(
    program: Program, bucket: S3Objects, sandbox_admin: Admin
) -> None:
    program.job()
    sandbox_admin.faults.add({"do": "denied", "operation": "PUT .*intents"}, 0.0)
    ended = program("--sandbox", "apply")
    assert ended.code == 10, ended.err
    assert "nothing more is submitted" in ended.err
    assert creations(sandbox_admin) == 0
    assert keys(bucket) == {KEY}
