from __future__ import annotations

from pathlib import Path

import pytest

from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.unrecorded import find_unrecorded, unselected
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.render.links import job_link
from sm_tj_cli.service import Kind, ServiceError
from tests.fakes.jobs import ARN
from tests.fakes.sagemaker import failure
from tests.fakes.sessions import Desk

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
    Path("main.tf").write_text('provider "aws" {\n  region = "eu-west-1"\n}\n')
    with pytest.raises(Stopped) as stopped:
        find_unrecorded(desk.session(), "nobody", NOTHING)
    (told,) = stopped.value.diagnostics.items
    assert told.summary == "No such training job"
    assert told.detail.endswith('AWS has no training job "nobody" in the region eu-west-1 either.')


def test_where_an_arn_says_that_the_job_is_it_was_looked_for(desk: Desk) -> None:
    west = f"{ARN}/nobody".replace("eu-west-1", "us-west-2")
    with pytest.raises(Stopped) as stopped:
        find_unrecorded(desk.session(), west, NOTHING)
    assert "in the region us-west-2" in stopped.value.diagnostics.items[0].detail


@pytest.mark.parametrize(
    ("selector", "is_glob"),
    [("hand-*", True), ("a?", True), ("nobody", False), (job_link(f"{ARN}/foreign"), False)],
)
def test_a_glob_means_recorded_jobs_and_says_where_the_others_are(
    selector: str, *, is_glob: bool
) -> None:
    (told,) = unselected(selector, NOTHING)
    proposal = f"smtj list --remote --name '{selector}'"
    assert told.detail.endswith(proposal) is is_glob


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
