from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.unrecorded import find_unrecorded
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.render.links import job_link
from sm_tj_cli.service import Kind, ServiceError
from tests.fakes.jobs import ARN
from tests.fakes.sagemaker import failure
from tests.fakes.sessions import Desk

if TYPE_CHECKING:
    from pathlib import Path

NOTHING = Diagnostics.of(Diagnostic.error("No such training job"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    found = Desk()
    found.sagemaker.add("foreign")
    return found


@pytest.mark.parametrize("selector", ["foreign", f"{ARN}/foreign", job_link(f"{ARN}/foreign")])
def test_a_job_is_found_by_its_name_its_arn_and_its_page(desk: Desk, selector: str) -> None:
    _, description = find_unrecorded(desk.session(), selector, NOTHING)
    assert description["TrainingJobName"] == "foreign"


def test_what_aws_does_not_know_is_nothing(desk: Desk) -> None:
    with pytest.raises(Stopped) as stopped:
        find_unrecorded(desk.session(), "nobody", NOTHING)
    assert stopped.value.diagnostics == NOTHING


def test_a_refusal_is_no_absence(desk: Desk) -> None:
    desk.sagemaker.trouble("describe", failure(Kind.PERMISSION))
    with pytest.raises(ServiceError):
        find_unrecorded(desk.session(), "foreign", NOTHING)


@pytest.mark.parametrize(
    "selector",
    [
        f"{ARN}/foreign".replace("123456789012", "210987654321"),
        job_link(f"{ARN}/foreign").replace("https://", "https://210987654321-x7."),
    ],
)
def test_a_job_of_another_account_is_not_the_one_of_its_name_here(
    desk: Desk, selector: str
) -> None:
    with pytest.raises(Stopped) as stopped:
        find_unrecorded(desk.session(), selector, NOTHING)
    (told,) = stopped.value.diagnostics.items
    assert told.summary == "Training job is elsewhere"
    assert "210987654321" in told.detail
