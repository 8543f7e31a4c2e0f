from __future__ import annotations

import pytest

from sm_tj_cli.apply.earlier import with_earlier
from sm_tj_cli.apply.recording import deposed_key
from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.plan.change import Action, Change
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.state.model import InstanceState, State
from tests.fakes.jobs import ARN, address, record
from tests.fakes.sagemaker import FakeSageMaker, FakeServices, failure
from tests.fakes.worlds import state_of

CURRENT = record("a-9")


@pytest.fixture
def sagemaker() -> FakeSageMaker:
    return FakeSageMaker()


def history(*statuses: str) -> State:
    """A job that ended, after generations that had these statuses when they were last seen: `a-0`, `a-1`, …"""
    state = state_of()
    for number, status in enumerate(statuses):
        earlier = record(f"a-{number}", status=status)
        state = state.with_job(address(), InstanceState(earlier))
        state = state.with_deposed(address(), deposed_key(earlier))
    return state.with_job(address(), InstanceState(CURRENT))


def found(sagemaker: FakeSageMaker, state: State, action: Action = Action.DELETE) -> Change:
    change = Change(address(), action, before=CURRENT)
    (whole,) = with_earlier([change], state, ProviderSettings(), FakeServices(sagemaker))
    return whole


def test_those_that_run_are_found_and_told(sagemaker: FakeSageMaker) -> None:
    state = history("InProgress", "Completed", "InProgress", "Stopping", "InProgress", "InProgress")
    sagemaker.add("a-0", "Completed")
    sagemaker.add("a-2")
    sagemaker.add("a-3", "Stopping")
    sagemaker.clock.advance(60)
    sagemaker.add("a-4")  # another one of the name
    change = found(sagemaker, state)
    assert [it["training_job_name"] for it in change.earlier] == ["a-3", "a-2"]
    assert change.note == '2 earlier jobs still run and are stopped too: "a-3", "a-2".'
    assert change.stops


def test_those_that_had_ended_are_not_asked_for(sagemaker: FakeSageMaker) -> None:
    change = found(sagemaker, history("Completed", "Failed", "Stopped"))
    assert (change.earlier, change.note, change.stops) == ((), "", False)
    assert sagemaker.calls == []


@pytest.mark.parametrize("action", [Action.FORGET, Action.NO_OP, Action.NEW_GENERATION])
def test_only_what_is_destroyed_takes_them_along(sagemaker: FakeSageMaker, action: Action) -> None:
    sagemaker.add("a-0")
    assert found(sagemaker, history("InProgress"), action).earlier == ()


def test_where_that_cannot_be_asked_nothing_is_planned(sagemaker: FakeSageMaker) -> None:
    sagemaker.trouble("describe", failure(Kind.PERMISSION))
    with pytest.raises(ServiceError):
        found(sagemaker, history("InProgress"))


def test_one_in_another_region_has_to_be_stopped_first(sagemaker: FakeSageMaker) -> None:
    arn = f"{ARN}/a-0".replace("eu-west-1", "us-east-1")
    earlier = InstanceState(record("a-0", status="InProgress", arn=arn))
    state = state_of().with_job(address(), earlier).with_deposed(address(), "00000001")
    sagemaker.add("a-0", TrainingJobArn=arn)
    change = found(sagemaker, state.with_job(address(), InstanceState(CURRENT)))
    assert len(change.earlier) == 1
    assert f"smtj stop {arn}" in change.note
