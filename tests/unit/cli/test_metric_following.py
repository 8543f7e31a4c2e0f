from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.measuring import Form, Wanted
from sm_tj_cli.cli.metric_following import follow_metrics
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.wiring import Session
from tests.fakes.requests import training_job_request
from tests.unit.render.samples import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.address import SandboxAddress


@pytest.fixture
def session(
    sandbox: SandboxAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Session, Screen]:
    """A wide terminal on a sandbox with one running job."""
    assert sandbox.url
    monkeypatch.chdir(tmp_path)
    screen = Screen(width=100, is_terminal=True)
    session = Session(GlobalOptions(sandbox=True), screen.terminal)
    request = training_job_request("job")
    request["AlgorithmSpecification"] = {
        "TrainingImage": "train:1",
        "TrainingInputMode": "File",
        "MetricDefinitions": [{"Name": "loss", "Regex": "- loss: ([0-9.]+)"}],
    }
    from sm_tj_cli.configuration.model import ProviderSettings

    client = session.services.clients(ProviderSettings()).sagemaker()
    client.create_training_job(**request)  # type: ignore[attr-defined]
    return session, screen


def test_a_terminal_sees_it_move_and_keeps_the_last_picture(
    session: tuple[Session, Screen],
) -> None:
    code = follow_metrics(session[0], Wanted(("job",)), Form())
    assert code is ExitCode.DONE
    out, error = session[1].out.getvalue(), session[1].error.getvalue()
    assert "since its start" in out
    assert "\x1b[2K" in error  # drawn in place
    assert "The job completed" in error
    assert "loss = " not in out
