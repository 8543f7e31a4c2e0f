"""Which address an imported job gets; the rest is in `tests/verbs/test_import_job.py`."""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.importing import Wish, adopt
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.render.console import Terminal
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.address import SandboxAddress

PREFIX = "aws_sagemaker_training_job"


@pytest.fixture
def session(sandbox: SandboxAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """In an empty directory, with the jobs `Job.1` and `2nd` in the sandbox."""
    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs

    monkeypatch.chdir(tmp_path)
    environment = {**os.environ, **sandbox.environment}
    jobs = SageMakerTrainingJobs(Clients(region="us-east-1", environment=environment))
    for name in ("Job-1", "2nd"):
        jobs.create(training_job_request(name))
    stream = StringIO()
    return Session(GlobalOptions(sandbox=True, region="us-east-1"), Terminal(stream, stream))


@pytest.mark.parametrize(
    ("wish", "address"),
    [
        (Wish("job-1", "train"), "train"),
        (Wish(f"{PREFIX}.train", "Job-1"), "train"),
        (Wish("Job-1", 'train["a"]'), 'train["a"]'),
        (Wish("Job-1", file="new.tf"), "job_1"),
        (Wish("2nd", file="new.tf"), "job_2nd"),
        (Wish("Job-1", "mine", "new.tf"), "mine"),
    ],
)
def test_the_address(session: Session, wish: Wish, address: str) -> None:
    (adopted,) = adopt(session, wish)
    assert str(adopted.address) == f"{PREFIX}.{address}"
    assert adopted.differing == ()


def test_labels_that_would_be_the_same_differ(session: Session, tmp_path: Path) -> None:
    adopt(session, Wish("2nd", "job_1"))
    (adopted,) = adopt(session, Wish("Job-1", file="new.tf"))
    assert str(adopted.address) == f"{PREFIX}.job_1_"


def test_without_a_configuration_an_address_is_needed(session: Session) -> None:
    with pytest.raises(Stopped) as caught:
        adopt(session, Wish("Job-1"))
    (told,) = caught.value.diagnostics
    assert told.summary == "Address is needed"
    assert "--generate-config" in told.detail
