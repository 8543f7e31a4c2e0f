"""`smtj import`, with and without configuration that is written for it, and `import` blocks."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
from sm_tj_cli.render.links import job_link
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

ARN = "arn:aws:sagemaker:us-east-1:123456789012:training-job"
SECRETS = {"HF_TOKEN": "hf_secret", "SCRIPT": "#!/bin/sh\necho ${HOME}\nexit 0\n"}
PLAIN_STATE = "smtj.tfstate"


@pytest.fixture
def existing(with_sandbox: Program, sandbox: SandboxAddress) -> Program:
    """Two jobs that no state knows: `My-Job` and `other`."""
    with_sandbox.write('provider "aws" { region = "us-east-1" }\n', "provider.tf")
    clients = Clients(region="us-east-1", environment=sandbox.environment)
    for name in ("My-Job", "other"):
        request = training_job_request(
            name,
            Environment=SECRETS,
            HyperParameters={"k": "10"},
            Tags=[{"Key": "Name", "Value": "x"}],
        )
        SageMakerTrainingJobs(clients).create(request)
    return with_sandbox


def state(program: Program) -> dict[str, object]:
    return cast("dict[str, object]", json.loads((program.directory / PLAIN_STATE).read_text()))


def assert_nothing_to_do(program: Program) -> None:
    planned = program("--sandbox", "plan", "--detailed-exitcode")
    assert planned.code == 0, planned.out + planned.err


@pytest.mark.parametrize(
    "words",
    [
        ("My-Job",),
        ("my-job", "mine"),
        (f"{ARN}/my-job",),
        (job_link(f"{ARN}/My-Job"),),
        ("aws_sagemaker_training_job.a", "My-Job"),
    ],
)
def test_what_is_written_plans_to_no_changes(existing: Program, words: tuple[str, ...]) -> None:
    ended = existing("--sandbox", "import", *words, "--generate-config", "jobs.tf")
    assert ended.code == 0, ended.err
    text = (existing.directory / "jobs.tf").read_text()
    assert "hf_secret" not in text + ended.out + ended.err
    assert "<<-EOT" in text
    secrets = existing.directory / "jobs.auto.tfvars"
    assert "hf_secret" in secrets.read_text()
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert "Secrets are kept apart" in ended.err
    assert_nothing_to_do(existing)
    if shutil.which("terraform"):
        command = ["terraform", f"-chdir={existing.directory}", "fmt", "-check"]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_everything_that_the_service_fills_in(existing: Program, sandbox_admin: Admin) -> None:
    sandbox_admin.settings.all_defaults = True
    ended = existing("--sandbox", "import", "My-Job", "--generate-config", "jobs.tf", "--json")
    assert ended.code == 0, ended.err
    assert ended.json()["differing"] == []
    text = (existing.directory / "jobs.tf").read_text()
    assert not re.search("profiler|debug|time_series|retry|check_config", text), text
    assert_nothing_to_do(existing)
    sandbox_admin.settings.all_defaults = False


def test_a_glob_takes_all_that_are_not_recorded_yet(existing: Program) -> None:
    assert existing("--sandbox", "import", "other", "--generate-config", "one.tf").code == 0
    ended = existing("--sandbox", "import", "*", "--generate-config", "rest.tf", "--json")
    assert ended.code == 0, ended.err
    assert ended.json()["address"] == "aws_sagemaker_training_job.my_job"
    assert_nothing_to_do(existing)
    again = existing("--sandbox", "import", "*", "--generate-config", "more.tf")
    assert again.code == 1
    assert not (existing.directory / "more.tf").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nobody",), "Cannot import non-existent training job"),
        (("no-*",), "Cannot import non-existent training job"),
        ((f"{ARN}/nobody",), "names the region us-east-1"),
        ((f"{ARN.replace('us-east-1', 'eu-west-1')}/my-job",), "Training job is elsewhere"),
        ((f"{ARN.replace('aws', 'aws-cn', 1)}/my-job",), "Training job is elsewhere"),
        (("arn:aws:sagemaker:us-east-1:123456789012:model/m",), "Not a training job"),
        (("My-Job", 'a["k"]'), "Invalid address"),
        (("My-Job", "module.m.aws_sagemaker_training_job.a"), "Invalid address"),
        (("My-Job", "aws_s3_bucket.a"), "Invalid address"),
        (("*", "aws_sagemaker_training_job.a"), "Several jobs for one address"),
        ((job_link(f"{ARN}/My-Job").replace("/jobs/", "/models/"),), "Not a training job"),
    ],
)
def test_what_cannot_be_imported_leaves_no_trace(
    existing: Program, words: tuple[str, ...], told: str
) -> None:
    ended = existing("--sandbox", "import", *words, "--generate-config", "jobs.tf")
    assert ended.code == 1
    assert told in ended.err
    assert not (existing.directory / PLAIN_STATE).exists()
    assert not (existing.directory / "jobs.tf").exists()


@pytest.mark.parametrize(
    "words", [("*-Job", "a"), ("aws_sagemaker_training_job.a", "*-Job"), ("*",)]
)
def test_a_glob_without_configuration_is_told_what_it_lacks(
    existing: Program, words: tuple[str, ...]
) -> None:
    ended = existing("--sandbox", "import", *words)
    assert ended.code == 1
    assert "Not a training job" in ended.err
    assert "--generate-config FILE.tf" in ended.err


@pytest.mark.parametrize("file", ["provider.tf", "jobs.json", "elsewhere/jobs.tf"])
def test_only_a_new_file_of_the_configuration_is_written(existing: Program, file: str) -> None:
    before = (existing.directory / "provider.tf").read_text()
    (existing.directory / "elsewhere").mkdir()
    ended = existing("--sandbox", "import", "My-Job", "--generate-config", file)
    assert ended.code == 1
    assert "Configuration cannot be generated" in ended.err
    assert (existing.directory / "provider.tf").read_text() == before


def test_nothing_is_recorded_twice(existing: Program) -> None:
    assert existing("--sandbox", "import", "My-Job", "a", "--generate-config", "a.tf").code == 0
    for words in (("My-Job", "b"), ("other", "a"), ("other", "a", "--generate-config", "b.tf")):
        before = state(existing)
        ended = existing("--sandbox", "import", *words)
        assert ended.code == 1, words
        assert "already" in ended.err
        assert state(existing) == before


def test_differences_are_listed_and_decided_by_the_next_plan(existing: Program) -> None:
    existing.job("mine", parameter="extra")
    ended = existing("--sandbox", "import", "My-Job", "mine")
    assert ended.code == 0, ended.err
    assert "The configuration differs from the job in AWS" in ended.out
    assert '"extra" = "10"' in ended.out
    planned = existing("--sandbox", "plan", "--detailed-exitcode")
    assert planned.code == 2


def test_import_blocks_have_their_resources_written(existing: Program) -> None:
    existing.write(
        'import {\n  to = aws_sagemaker_training_job.a\n  id = "My-Job"\n}\n'
        'import {\n  to = aws_sagemaker_training_job.b\n  id = "other"\n}\n',
        "imports.tf",
    )
    assert existing("--sandbox", "plan").code == 1
    planned = existing("--sandbox", "plan", "-generate-config-out=jobs.tf")
    assert planned.code == 0, planned.err
    assert planned.out.count("will be imported") == 2
    assert existing("--sandbox", "apply").code == 0
    assert_nothing_to_do(existing)
    again = existing("--sandbox", "plan", "-generate-config-out=more.tf")
    assert again.code == 0
    assert not (existing.directory / "more.tf").exists()


def test_import_blocks_of_jobs_that_do_not_exist(existing: Program) -> None:
    existing.write(
        'import {\n  to = aws_sagemaker_training_job.a\n  id = "nobody"\n}\n', "imports.tf"
    )
    planned = existing("--sandbox", "plan", "-generate-config-out=jobs.tf")
    assert planned.code == 1
    assert "imports.tf line 1" in planned.err
    assert not (existing.directory / "jobs.tf").exists()
