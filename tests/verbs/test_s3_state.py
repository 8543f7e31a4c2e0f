"""The whole program with its state in S3, that is in a bucket of the sandbox."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.verbs.s3_state import BACKEND, KEY, creations, keys

if TYPE_CHECKING:
    from sm_tj_cli.aws.objects import S3Objects
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program


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
