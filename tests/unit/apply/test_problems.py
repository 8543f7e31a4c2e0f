from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.apply.ownership import with_ownership
from sm_tj_cli.apply.problems import blocked, left_over, outage, problem, running_on
from sm_tj_cli.apply.submit import Outcome, Submission
from sm_tj_cli.apply.survey import survey_names
from sm_tj_cli.configuration.model import Dependency
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.diagnostics.source import SourcePosition, SourceRange
from sm_tj_cli.plan.change import Action, Change
from sm_tj_cli.plan.describe import name_taken
from sm_tj_cli.service import Kind
from tests.fakes.jobs import address, record, schema, training_job
from tests.fakes.sagemaker import FakeServices, failure
from tests.fakes.worlds import LINEAGE, Scene, state_of

if TYPE_CHECKING:
    from sm_tj_cli.request.training_job import TrainingJob

CHANGE = Change(address(), Action.CREATE, job=training_job())


def tell(change: Change, submission: Submission, scene: Scene | None = None) -> Diagnostic | None:
    return problem(change, submission, "a-1", (scene or Scene()).world(), LINEAGE)


@pytest.mark.parametrize(
    ("kind", "summary", "advice"),
    [
        (Kind.QUOTA, "Service quota is used up", "--wait-for-quota"),
        (Kind.NOT_OFFERED, "Instance type is not offered here", "another region"),
        (Kind.PERMISSION, "Missing permission", "Allow that action"),
        (Kind.CREDENTIALS, "Credentials are not usable", "Renew"),
        (Kind.THROTTLED, "Throttled for too long", "goes on"),
        (Kind.NAME_TAKEN, "Training job name is taken", "is being deleted"),
        (Kind.INVALID, "The service refused the request", ""),
        (Kind.OTHER, "The service answered with an error", ""),
    ],
)
def test_a_refusal_says_what_to_do(kind: Kind, summary: str, advice: str) -> None:
    told = tell(CHANGE, Submission(Outcome.REFUSED, error=failure(kind)))
    assert told is not None
    assert told.summary == summary
    assert "ACode: so it is" in told.detail
    assert advice in told.detail


def test_what_was_submitted_is_named_where_it_cannot_be_saved() -> None:
    jobs = {f"j{number}": record(f"j{number}-1") for number in range(7)}
    creates = [Change(address(label), Action.CREATE, job=training_job(label)) for label in jobs]
    before = [Change(address("old"), Action.NO_OP, before=record("old-1"))]
    state = state_of(**jobs, old=record("old-1"))
    assert running_on([*before, *creates], state).endswith(
        " 7 training jobs of this run run on in AWS: j0-1, j1-1, j2-1, j3-1, j4-1 and 2 more."
    )
    assert running_on([*before, *creates], state_of(old=record("old-1"))) == ""


@pytest.mark.parametrize(("quota", "waits"), [(3, True), (2, False)])
def test_a_quota_that_is_smaller_than_the_job_is_not_waited_for(quota: int, waits: bool) -> None:
    message = f"service limit is {quota} Instances, with current utilization of 0 Instances and a request delta of 3 Instances."
    told = tell(CHANGE, Submission(Outcome.REFUSED, error=failure(Kind.QUOTA, message)))
    assert told is not None
    assert ("--wait-for-quota" in told.detail) is waits


@pytest.mark.parametrize(
    ("operation", "message", "helps"),
    [
        ("CreateTrainingJob", "not authorized to perform: sagemaker:AddTags on resource: x", True),
        ("CreateTrainingJob", "not authorized to perform: iam:PassRole on resource: x", False),
        ("AddTags", "not authorized to perform: sagemaker:AddTags on resource: x", False),
        ("DeleteTrainingJob", "not authorized to perform: sagemaker:DeleteTrainingJob", False),
    ],
)
def test_doing_without_our_tag_is_proposed_where_it_helps(
    operation: str, message: str, *, helps: bool
) -> None:
    error = failure(Kind.PERMISSION, message)
    error.operation = operation
    told = tell(CHANGE, Submission(Outcome.REFUSED, error=error))
    assert told is not None
    assert ("--no-ownership-tags" in told.detail) is helps


def test_a_member_that_the_service_names_is_shown_where_it_was_written() -> None:
    job = training_job()
    here = SourceRange("main.tf", SourcePosition(9, 2, 1), SourcePosition(12, 2, 4))
    job.ranges[("resource_config", 0, "instance_type")] = here  # type: ignore[index]
    words = "Value 'ml.t2.medium' at 'resourceConfig.instanceType' failed to satisfy constraint"
    error = failure(Kind.INVALID, words)
    change = Change(address(), Action.CREATE, job=job)
    told = tell(change, Submission(Outcome.REFUSED, error=error))
    assert told is not None
    assert told.subject == here


def test_what_was_done_is_no_problem() -> None:
    for outcome in (Outcome.CREATED, Outcome.ADOPTED, Outcome.INTERRUPTED):
        assert tell(CHANGE, Submission(outcome)) is None


def test_an_unknown_outcome_says_what_comes_next() -> None:
    unknown = tell(CHANGE, Submission(Outcome.UNKNOWN))
    assert unknown is not None
    assert "never submits it twice" in unknown.detail


def test_a_name_that_was_taken_meanwhile_is_told_as_it_is_in_a_plan() -> None:
    scene, job = Scene(), training_job(role_arn="another")
    scene.sagemaker.create(with_ownership(training_job().request, "memory/place/id"))
    found = scene.sagemaker.describe("a-1")
    told = tell(
        Change(job.address, Action.CREATE, job=job), Submission(Outcome.TAKEN, found), scene
    )
    planned = survey_names(scene.state, [job], FakeServices(scene.sagemaker), schema(), {})
    assert told == name_taken(job, "a-1", planned[job.address], schema())
    assert (
        "It was submitted by this state. It differs from the configuration in role_arn"
        in told.detail
    )


def test_a_name_that_was_taken_meanwhile_is_told_without_its_tags() -> None:
    scene = Scene()
    scene.sagemaker.add("a-1", RoleArn="r")
    found = scene.sagemaker.describe("a-1")
    scene.sagemaker.trouble("tags", failure(Kind.UNAVAILABLE))
    told = tell(CHANGE, Submission(Outcome.TAKEN, found), scene)
    assert told is not None
    assert "InProgress" in told.detail
    assert "smtj import 'aws_sagemaker_training_job.a' a-1" in told.detail


def test_a_blocked_job_names_who_stands_in_its_way() -> None:
    needed = Dependency(address("b"), completed=True)
    told = blocked(CHANGE, needed, "", None)
    assert "b was not submitted. Once that is mended, smtj apply goes on from here." in told.detail


@pytest.mark.parametrize(
    ("job", "option"),
    [
        (training_job("b", prefix="b-"), "--rerun"),
        (training_job("b", name="b-1"), "--replace"),
        (None, "--rerun"),
    ],
)
def test_what_waits_for_a_job_that_failed_needs_that_one_run_again(
    job: TrainingJob | None, option: str
) -> None:
    needed = Dependency(address("b"), completed=True)
    told = blocked(CHANGE, needed, "Failed", job).detail
    assert "because aws_sagemaker_training_job.b ended as Failed" in told
    assert told.endswith(f"behind it: smtj apply {option} 'aws_sagemaker_training_job.b'")


def test_what_is_left_is_an_error_only_where_nothing_else_was() -> None:
    errors = Diagnostics.of(Diagnostic.error("No", "no."))
    assert not left_over(2, errors).is_error
    assert left_over(1, Diagnostics()).is_error


def test_an_outage_says_that_the_jobs_run_on() -> None:
    assert "smtj wait" in outage(failure(Kind.UNAVAILABLE)).detail
