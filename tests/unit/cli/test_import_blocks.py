"""Files and messages of `plan --generate-config-out`; whole runs are in `tests/verbs/test_import_job.py`."""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.import_blocks import write_for_imports
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.render.console import Terminal
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.address import SandboxAddress

BLOCK = 'import {\n  to = aws_sagemaker_training_job.TO\n  id = "job"\n}\n'


@pytest.fixture
def session(sandbox: SandboxAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """In an empty directory, with the job `job` in the sandbox."""
    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs

    monkeypatch.chdir(tmp_path)
    environment = {**os.environ, **sandbox.environment}
    clients = Clients(region="us-east-1", environment=environment)
    SageMakerTrainingJobs(clients).create(training_job_request("job"))
    stream = StringIO()
    return Session(GlobalOptions(sandbox=True, region="us-east-1"), Terminal(stream, stream))


@pytest.mark.parametrize(
    ("paths", "expected"), [((".",), (".",)), (("imports.tf",), ("imports.tf", "new.tf"))]
)
def test_the_new_file_belongs_to_the_configuration(
    session: Session, tmp_path: Path, paths: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    (tmp_path / "imports.tf").write_text(BLOCK.replace("TO", "a"))
    assert write_for_imports(session, paths, (), "new.tf") == expected
    assert 'resource "aws_sagemaker_training_job" "a"' in (tmp_path / "new.tf").read_text()


@pytest.mark.parametrize(
    "target",
    [
        "aws_sagemaker_training_job.a[0]",
        'aws_sagemaker_training_job.a["k"]',
        "module.m.aws_sagemaker_training_job.a",
    ],
)
def test_only_plain_resources_of_the_root_module_are_written(
    session: Session, tmp_path: Path, target: str
) -> None:
    (tmp_path / "imports.tf").write_text(BLOCK.replace("aws_sagemaker_training_job.TO", target))
    with pytest.raises(Stopped):
        write_for_imports(session, (".",), (), "new.tf")
    assert not (tmp_path / "new.tf").exists()
