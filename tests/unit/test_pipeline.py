"""The steps put together, with SageMaker in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.project import sound_project
from sm_tj_cli.pipeline import Asked, evaluate, jobs_of, make_plan, outputs_of, requests_of
from sm_tj_cli.plan.change import Action
from tests.fakes.jobs import address, record
from tests.fakes.sagemaker import FakeServices
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of
from tests.verbs.conftest import JOB

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sm_tj_cli.pipeline import Project
    from sm_tj_cli.plan.change import Plan
    from sm_tj_cli.state.model import State

OUTPUT = 'output "arn" {\n value = aws_sagemaker_training_job.a.arn\n}\n'


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def project(desk: Desk, tmp_path: Path) -> Callable[[str], Project]:
    def open_(text: str) -> Project:
        (tmp_path / "main.tf").write_text(text)
        return sound_project(desk.session(), (str(tmp_path),))

    return open_


def job(label: str, old: str = "", new: str = "") -> str:
    return JOB.replace("NAME", label).replace(old, new) if old else JOB.replace("NAME", label)


def plan(desk: Desk, project: Project, state: State | None = None, **asked: object) -> Plan:
    declared = evaluate(project, state or state_of())
    services = FakeServices(desk.sagemaker)
    return make_plan(project, declared, services, Asked(**asked))  # type: ignore[arg-type]


def actions(found: Plan) -> dict[str, Action]:
    return {change.address.label: change.action for change in found.changes}


def test_requests_are_whole_and_keyed_by_address(project: Callable[[str], Project]) -> None:
    declared = evaluate(project(job("a")), state_of())
    (request,) = requests_of(declared).values()
    assert request["TrainingJobName"] == "a"
    assert not declared.diagnostics


def test_errors_of_the_configuration_ask_aws_nothing(
    desk: Desk, project: Callable[[str], Project]
) -> None:
    found = plan(desk, project(job("a", "role_arn", "roll_arn")))
    assert found.diagnostics.has_errors
    assert found.changes == ()
    assert desk.sagemaker.calls == []


def test_a_plan_refreshes_first_and_tells_the_drift(
    desk: Desk, project: Callable[[str], Project]
) -> None:
    desk.sagemaker.add("old", "Completed")
    found = plan(desk, project(job("a")), state_of(old=record("old", "InProgress")))
    assert actions(found) == {"a": Action.CREATE, "old": Action.NO_OP}
    (drifted,) = found.drift
    assert drifted.address == address("old")
    assert found.prior.job(address("old")).attributes["status"] == "Completed"  # type: ignore[union-attr]


def test_without_refresh_nobody_is_asked(desk: Desk, project: Callable[[str], Project]) -> None:
    found = plan(desk, project(job("a")), state_of(old=record("old")), refresh=False)
    assert len(found.changes) == 2
    assert desk.sagemaker.calls == []


def test_targets_leave_the_others_out_and_their_obstacles_too(
    desk: Desk, project: Callable[[str], Project]
) -> None:
    desk.sagemaker.add("b")
    both = project(job("a") + job("b"))
    assert plan(desk, both).diagnostics.has_errors
    found = plan(desk, both, targets=("a",))
    assert (actions(found), found.left_out) == ({"a": Action.CREATE}, 1)
    assert not found.diagnostics


def test_selectors_that_mean_nothing_are_errors(
    desk: Desk, project: Callable[[str], Project]
) -> None:
    for option in ("targets", "excludes", "replaces", "reruns"):
        assert plan(desk, project(job("a")), **{option: ("nobody",)}).diagnostics.has_errors


def test_refresh_only_plans_nothing_else(desk: Desk, project: Callable[[str], Project]) -> None:
    found = plan(desk, project(job("a")), refresh_only=True)
    assert not found.has_changes
    desk.sagemaker.add("old", "Completed")
    state = state_of(old=record("old", "InProgress"))
    assert plan(desk, project(job("a")), state, refresh_only=True).has_changes


def test_outputs_that_need_a_job_are_known_after_it_was_submitted(
    desk: Desk, project: Callable[[str], Project]
) -> None:
    opened = project(job("a") + OUTPUT)
    (output,) = plan(desk, opened).outputs
    assert output.after_unknown
    recorded = state_of(a=record("a"))
    outputs, problems = outputs_of(opened, recorded)
    assert outputs["arn"].value == record("a")["arn"]
    assert not problems


def test_a_job_that_takes_values_from_a_replaced_one_is_not_told_the_old_ones(
    desk: Desk, project: Callable[[str], Project]
) -> None:
    taking = job(
        "b",
        "hyper_parameters = { k =",
        "hyper_parameters = { m = aws_sagemaker_training_job.a.arn, k =",
    )
    opened = project(job("a") + taking.replace("training_job_name =", "training_job_name_prefix ="))
    for name in ("a", "b-x"):
        desk.sagemaker.add(name, "Completed")
    recorded = state_of(a=record("a"), b=record("b-x"))
    found = plan(desk, opened, recorded, replaces=("a",))
    (second,) = [change for change in found.changes if change.address == address("b")]
    assert ("hyper_parameters", "m") in second.unknown


def test_jobs_are_evaluated_again_with_what_is_known_by_now(
    project: Callable[[str], Project],
) -> None:
    jobs, problems = jobs_of(project(job("a") + job("b")), [address("b")], state_of())
    assert [found.name for found in jobs.values()] == ["b"]
    assert not problems
