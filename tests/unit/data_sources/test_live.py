"""Data sources, read from the sandbox's AWS by the whole program's evaluator."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Protocol

import pytest

from sm_tj_cli.aws.calls import call
from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.address import SandboxAddress


class Ask(Protocol):
    def __call__(self, configuration: str, expression: str) -> dict[str, object]: ...


@pytest.fixture
def clients(sandbox: SandboxAddress) -> Clients:
    return Clients(environment=sandbox.environment)


@pytest.fixture
def ask(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sandbox: SandboxAddress,
) -> Ask:
    """The value of an expression, asked of a configuration in the sandbox."""
    monkeypatch.chdir(tmp_path)

    def answer(configuration: str, expression: str) -> dict[str, object]:
        (tmp_path / "main.tf").write_text(configuration)
        monkeypatch.setattr("sys.stdin", io.StringIO(expression + "\n"))
        run(["--sandbox", "console", "--json"])
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    return answer


def test_identity_region_and_partition(ask: Ask) -> None:
    configuration = """
        data "aws_caller_identity" "me" {}
        data "aws_region" "here" {}
        data "aws_partition" "here" {}
        """
    expression = (
        "[data.aws_caller_identity.me.account_id, data.aws_region.here.name, "
        "data.aws_partition.here.dns_suffix]"
    )
    assert ask(configuration, expression)["value"] == [
        "123456789012",
        "us-east-1",
        "amazonaws.com",
    ]


def test_a_role(ask: Ask, clients: Clients) -> None:
    policy = {"RoleName": "training", "AssumeRolePolicyDocument": "{}"}
    call(clients.client("iam"), "CreateRole", policy)
    found = ask('data "aws_iam_role" "r" { name = "training" }', "data.aws_iam_role.r.arn")
    assert found["value"] == "arn:aws:iam::123456789012:role/training"


def test_what_is_not_there_is_an_error_at_its_block(ask: Ask) -> None:
    found = ask('data "aws_iam_role" "r" { name = "nobody" }', "data.aws_iam_role.r.arn")
    (problem,) = found["diagnostics"]  # type: ignore[misc]
    assert problem["summary"] == "Data source cannot be read"
    assert "nobody" in problem["detail"]
    assert problem["range"]["filename"] == "main.tf"


def test_a_bucket_and_an_object(ask: Ask, clients: Clients) -> None:
    call(clients.s3(), "CreateBucket", {"Bucket": "bucket"})
    content = {"Bucket": "bucket", "Key": "k.json", "Body": b'{"a": 1}'}
    call(clients.s3(), "PutObject", {**content, "ContentType": "application/json"})
    configuration = """
        data "aws_s3_bucket" "b" { bucket = "bucket" }
        data "aws_s3_object" "o" {
          bucket = data.aws_s3_bucket.b.id
          key    = "k.json"
        }
        """
    assert ask(configuration, "jsondecode(data.aws_s3_object.o.body).a")["value"] == 1
    assert ask(configuration, "data.aws_s3_bucket.b.arn")["value"] == "arn:aws:s3:::bucket"


def test_secrets_are_sensitive(ask: Ask, clients: Clients) -> None:
    secret = {"Name": "/p", "Value": "canary", "Type": "SecureString"}
    call(clients.client("ssm"), "PutParameter", secret)
    configuration = 'data "aws_ssm_parameter" "p" { name = "/p" }'
    assert ask(configuration, "data.aws_ssm_parameter.p.value") == {
        "value": None,
        "type": "string",
        "sensitive": True,
    }
    revealed = ask(configuration, "nonsensitive(data.aws_ssm_parameter.p.value)")
    assert revealed["value"] == "canary"


def test_networks(ask: Ask, clients: Clients) -> None:
    vpc = call(clients.client("ec2"), "CreateVpc", {"CidrBlock": "10.9.0.0/16"})["Vpc"]
    assert isinstance(vpc, dict)
    subnet = {"VpcId": vpc["VpcId"], "CidrBlock": "10.9.1.0/24"}
    call(clients.client("ec2"), "CreateSubnet", subnet)
    configuration = """
        data "aws_vpc" "v" { cidr_block = "10.9.0.0/16" }
        data "aws_subnets" "s" {
          filter {
            name   = "vpc-id"
            values = [data.aws_vpc.v.id]
          }
        }
        data "aws_subnet" "one" { id = data.aws_subnets.s.ids[0] }
        data "aws_security_group" "default" {
          name   = "default"
          vpc_id = data.aws_vpc.v.id
        }
        """
    expression = "[data.aws_subnet.one.cidr_block, data.aws_security_group.default.name]"
    assert ask(configuration, expression)["value"] == ["10.9.1.0/24", "default"]


def test_keys_repositories_and_secrets(ask: Ask, clients: Clients) -> None:
    key = call(clients.client("kms"), "CreateKey", {})["KeyMetadata"]
    assert isinstance(key, dict)
    alias = {"AliasName": "alias/a", "TargetKeyId": key["KeyId"]}
    call(clients.client("kms"), "CreateAlias", alias)
    call(clients.client("ecr"), "CreateRepository", {"repositoryName": "train"})
    secret = {"Name": "s", "SecretString": "x"}
    call(clients.client("secretsmanager"), "CreateSecret", secret)
    configuration = """
        data "aws_kms_alias" "a" { name = "alias/a" }
        data "aws_kms_key" "k" { key_id = data.aws_kms_alias.a.target_key_id }
        data "aws_ecr_repository" "r" { name = "train" }
        data "aws_secretsmanager_secret_version" "s" { secret_id = "s" }
        """
    assert ask(configuration, "data.aws_kms_key.k.id")["value"] == key["KeyId"]
    url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train"
    assert ask(configuration, "data.aws_ecr_repository.r.repository_url")["value"] == url
    expression = "nonsensitive(data.aws_secretsmanager_secret_version.s.secret_string)"
    assert ask(configuration, expression)["value"] == "x"


def test_outputs_of_another_state(ask: Ask, tmp_path: Path, clients: Clients) -> None:
    outputs = {"vpc": {"value": "vpc-1", "type": "string"}}
    state = {"version": 4, "serial": 1, "lineage": "l", "outputs": outputs, "resources": []}
    (tmp_path / "other.tfstate").write_text(json.dumps(state))
    call(clients.s3(), "CreateBucket", {"Bucket": "states"})
    body = json.dumps(state).encode()
    call(clients.s3(), "PutObject", {"Bucket": "states", "Key": "a", "Body": body})
    configuration = """
        data "terraform_remote_state" "file" {
          backend = "local"
          config  = { path = "other.tfstate" }
        }
        data "terraform_remote_state" "object" {
          backend = "s3"
          config  = { bucket = "states", key = "a" }
        }
        """
    for name in ("file", "object"):
        found = ask(configuration, f"data.terraform_remote_state.{name}.outputs.vpc")
        assert found["value"] == "vpc-1", found


def test_offline_everything_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text(
        'data "aws_iam_role" "r" { name = "x" }\noutput "a" { value = data.aws_iam_role.r.arn }\n'
    )
    assert run(["validate"]) == 0
    assert "Success" in capsys.readouterr().out
