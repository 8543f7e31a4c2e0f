"""Terraform reads our state and keeps off our lock, and we its, in files and in S3; where Terraform is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.backends.local import LocalStore
from sm_tj_cli.state.backends.s3.store import S3Store
from sm_tj_cli.state.lock import Surroundings
from sm_tj_cli.state.store import StateLocked
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sm_tj_cli.aws.objects import S3Objects
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.state.store import StateStore
    from tests.verbs.conftest import Program

pytestmark = pytest.mark.skipif(not shutil.which("terraform"), reason="terraform is not installed")

ADDRESS = "aws_sagemaker_training_job.train"
OUTPUTS = f'output "arn" {{ value = {ADDRESS}.arn }}\noutput "name" {{ value = "n" }}\n'
SLOW = """
resource "terraform_data" "slow" {
  provisioner "local-exec" { command = "touch started; while [ ! -e done ]; do sleep 0.05; done" }
}
"""
AROUND = Surroundings(
    lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    FakeClock().sleep,
    lambda: "our-id",
    "ann@far",
    "1",
)


def s3_block(key: str) -> str:
    return (
        f'bucket = "states"\nkey = "{key}"\nregion = "us-east-1"\n'
        "use_path_style = true\nuse_lockfile = true\n"
    )


class Terraform:
    """Terraform in a directory of its own."""

    def __init__(self, directory: Path, sandbox: SandboxAddress, text: str) -> None:
        directory.mkdir()
        (directory / "main.tf").write_text(text)
        self.directory = directory
        self.environment = {**os.environ, **sandbox.environment, "CHECKPOINT_DISABLE": "1"}

    def begin(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["terraform", *words, "-no-color"],
            cwd=self.directory,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *words: str) -> tuple[int, str, str]:
        process = self.begin(*words)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    @contextmanager
    def at_work(self, *words: str) -> Iterator[None]:
        """While Terraform applies, and holds its lock."""
        assert self("init", "-input=false")[0] == 0
        process = self.begin("apply", "-auto-approve", *words)
        while not (self.directory / "started").exists():
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)  # noqa: TID251 - another program is at work
        try:
            yield
        finally:
            (self.directory / "done").touch()
            _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err


@pytest.fixture
def applied(with_sandbox: Program) -> Program:
    with_sandbox.job()
    with_sandbox.write(OUTPUTS, "outputs.tf")
    assert with_sandbox("--sandbox", "apply").code == 0
    return with_sandbox


def test_terraform_lists_our_jobs_and_our_outputs(
    applied: Program, sandbox: SandboxAddress
) -> None:
    terraform = Terraform(applied.directory / "other", sandbox, "")
    state = f"-state={applied.directory / 'smtj.tfstate'}"
    assert terraform("state", "list", state)[1] == f"{ADDRESS}\n"
    outputs = json.loads(terraform("output", "-json", state)[1])
    assert outputs == applied("output", "--json").json()
    assert outputs["arn"]["value"].endswith(":training-job/train")


def test_our_outputs_are_a_remote_state_of_terraforms(
    applied: Program, sandbox: SandboxAddress
) -> None:
    path = applied.directory / "smtj.tfstate"
    read = f'data "terraform_remote_state" "jobs" {{\n backend = "local"\n config = {{ path = "{path}" }}\n}}\n'
    value = 'output "arn" { value = data.terraform_remote_state.jobs.outputs.arn }\n'
    terraform = Terraform(applied.directory / "other", sandbox, read + value)
    assert terraform("init")[0] == 0
    code, _, err = terraform("apply", "-auto-approve")
    assert code == 0, err
    assert terraform("output", "-raw", "arn")[1].endswith(":training-job/train")


def test_our_outputs_in_s3_are_a_remote_state_of_terraforms(
    with_sandbox: Program, sandbox: SandboxAddress, bucket: S3Objects
) -> None:
    with_sandbox.job()
    with_sandbox.write(OUTPUTS, "outputs.tf")
    block = s3_block("a/terraform.tfstate")
    with_sandbox.write(f'terraform {{\nbackend "s3" {{\n{block}}}\n}}\n', "backend.tf")
    ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 0, ended.err
    assert bucket.get("a/terraform.smtj.tfstate")
    config = s3_block("a/terraform.smtj.tfstate").replace("use_lockfile = true\n", "")
    read = (
        f'data "terraform_remote_state" "jobs" {{\n backend = "s3"\n config = {{\n{config} }}\n}}\n'
    )
    value = 'output "arn" { value = data.terraform_remote_state.jobs.outputs.arn }\n'
    terraform = Terraform(with_sandbox.directory / "other", sandbox, read + value)
    assert terraform("init")[0] == 0
    code, _, err = terraform("apply", "-auto-approve")
    assert code == 0, err
    assert terraform("output", "-raw", "arn")[1].endswith(":training-job/train")


@pytest.mark.parametrize("in_s3", [False, True])
def test_what_terraform_wrote_is_read_by_us(
    with_sandbox: Program, sandbox: SandboxAddress, bucket: S3Objects, in_s3: bool
) -> None:
    assert bucket.bucket == "states"
    text = 'resource "terraform_data" "name" { input = "made-by-terraform" }\noutput "name" { value = terraform_data.name.output }\n'
    block = s3_block("theirs/terraform.tfstate")
    backend = f'terraform {{\nbackend "s3" {{\n{block}}}\n}}\n' if in_s3 else ""
    terraform = Terraform(with_sandbox.directory / "other", sandbox, text + backend)
    assert terraform("init")[0] == 0
    code, _, err = terraform("apply", "-auto-approve")
    assert code == 0, err
    config = block if in_s3 else f'path = "{terraform.directory}/terraform.tfstate"\n'
    kind = "s3" if in_s3 else "local"
    with_sandbox.job(argument="name")
    job = with_sandbox.directory / "train.tf"
    reference = "data.terraform_remote_state.theirs.outputs.name"
    job.write_text(job.read_text().replace('= "train"', f"= {reference}"))
    data = f'data "terraform_remote_state" "theirs" {{\n backend = "{kind}"\n config = {{\n{config} }}\n}}\n'
    with_sandbox.write(data, "data.tf")
    ended = with_sandbox("--sandbox", "apply")
    assert ended.code == 0, ended.err
    assert "made-by-terraform" in with_sandbox("list").out


def stores(where: Path, bucket: S3Objects) -> dict[str, tuple[StateStore, str]]:
    """A state of each kind, with what tells Terraform to use it."""
    block = s3_block("locked.tfstate")
    return {
        "file": (LocalStore(where, AROUND), f'backend "local" {{ path = "{where}" }}'),
        "s3": (S3Store(bucket, "states", "locked.tfstate", AROUND), f'backend "s3" {{\n{block}}}'),
    }


@pytest.mark.parametrize("kind", ["file", "s3"])
def test_our_lock_keeps_terraform_out(
    tmp_path: Path, sandbox: SandboxAddress, bucket: S3Objects, kind: str
) -> None:
    store, backend = stores(tmp_path / "x.tfstate", bucket)[kind]
    terraform = Terraform(tmp_path / "other", sandbox, f"terraform {{\n{backend}\n}}\n")
    assert terraform("init", "-input=false")[0] == 0
    with store.lock("apply") as locked:
        saved = locked.save(locked.state)
        code, _, err = terraform("apply", "-auto-approve")
        assert code == 1
        assert "Error acquiring the state lock" in err
        assert "our-id" in err
        assert "ann@far" in err
    code, _, err = terraform("apply", "-auto-approve")
    assert code == 0, err
    after = store.read()
    assert after is not None
    assert after.lineage == saved.lineage


@pytest.mark.parametrize("kind", ["file", "s3"])
def test_terraforms_lock_keeps_us_out(
    tmp_path: Path, sandbox: SandboxAddress, bucket: S3Objects, kind: str
) -> None:
    store, backend = stores(tmp_path / "x.tfstate", bucket)[kind]
    terraform = Terraform(tmp_path / "other", sandbox, f"terraform {{\n{backend}\n}}\n{SLOW}")
    # Terraform's first apply makes the state, which its lock on a file needs.
    with terraform.at_work():
        with pytest.raises(StateLocked) as caught, store.lock("apply"):
            pass
        assert caught.value.info.operation == "OperationTypeApply"
        assert caught.value.info.id
        assert "@" in caught.value.info.who
    with store.lock("apply") as locked:
        assert [resource.type for resource in locked.state.resources] == ["terraform_data"]
