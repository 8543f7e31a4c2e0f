from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.apply.refresh import (
    DESCRIBED_EACH,
    LISTED_FOR_EACH,
    Recorded,
    Refreshed,
    Wanted,
    find,
    refresh,
    taken_names,
)
from sm_tj_cli.service import Kind, ServiceError
from tests.fakes.jobs import ARN, address, record, schema
from tests.fakes.sagemaker import FakeSageMaker, failure
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sm_tj_cli.state.model import State

CREATED = "2026-01-02T03:04:05Z"


def taken(names: Iterable[str], sagemaker: FakeSageMaker) -> list[str]:
    wanted = {address(f"j{number}"): Wanted(name, sagemaker) for number, name in enumerate(names)}
    return [str(found["TrainingJobName"]) for found in taken_names(wanted).values()]


def refreshed(state: State, sagemaker: FakeSageMaker) -> Refreshed:
    recorded = [Recorded(place, item, sagemaker) for place, item in state.jobs()]
    return refresh(state, recorded, schema())


@pytest.fixture
def sagemaker() -> FakeSageMaker:
    found = FakeSageMaker()
    found.add("a-1", "Completed")
    return found


def test_a_record_says_what_the_service_says(sagemaker: FakeSageMaker) -> None:
    sagemaker.set_tags(f"{ARN}/a-1", {"t": "1", "smtj:intent": "x"})
    found = refreshed(state_of(a=record(status="InProgress")), sagemaker)
    item = found.state.job(address())
    assert item is not None
    assert (item.attributes["status"], item.attributes["tags"]) == ("Completed", {"t": "1"})


def test_what_is_as_recorded_leaves_the_state_as_it_is(sagemaker: FakeSageMaker) -> None:
    first = refreshed(state_of(a=record()), sagemaker).state
    assert refreshed(first, sagemaker).state is first


@pytest.mark.parametrize("another", [True, False])
def test_a_job_that_is_not_there_or_is_another_one_is_gone(
    sagemaker: FakeSageMaker, another: bool
) -> None:
    sagemaker.jobs.clear()
    if another:
        sagemaker.clock.advance(60)
        sagemaker.add("a-1")
    state = state_of(a=record())
    found = refreshed(state, sagemaker)
    assert found.gone == {address()}
    assert found.state is state


def test_what_cannot_be_asked_changes_nothing_and_is_told_once(sagemaker: FakeSageMaker) -> None:
    sagemaker.trouble("describe", *[failure(Kind.CREDENTIALS)] * 2)
    state = state_of(a=record(), b=record("b-1"))
    found = refreshed(state, sagemaker)
    assert (found.state, found.gone, len(found.diagnostics)) == (state, frozenset(), 1)
    assert all(problem.refused for problem in found.diagnostics)


def test_unreadable_tags_stay_as_recorded(sagemaker: FakeSageMaker) -> None:
    sagemaker.trouble("tags", failure(Kind.PERMISSION))
    found = refreshed(state_of(a=record(tags={"t": "1"})), sagemaker)
    item = found.state.job(address())
    assert item is not None
    assert item.attributes["tags"] == {"t": "1"}


def many(sagemaker: FakeSageMaker) -> State:
    records = {f"j{number}": record(f"j{number}-1") for number in range(DESCRIBED_EACH + 5)}
    for attributes in records.values():
        sagemaker.add(str(attributes["training_job_name"]), "Completed")
    return state_of(**records)


def test_many_jobs_are_listed_and_only_what_changed_is_described(
    sagemaker: FakeSageMaker,
) -> None:
    state = many(sagemaker)
    sagemaker.jobs["j3-1"]["TrainingJobStatus"] = "Stopped"
    del sagemaker.jobs["j4-1"]
    found = refreshed(state, sagemaker)
    assert sorted(name for call, name in sagemaker.calls if call == "describe") == ["j3-1", "j4-1"]
    assert found.gone == {address("j4")}


def test_without_leave_to_list_each_is_described(sagemaker: FakeSageMaker) -> None:
    state = many(sagemaker)
    sagemaker.trouble("list", failure(Kind.PERMISSION))
    refreshed(state, sagemaker)
    assert sagemaker.count("describe") == DESCRIBED_EACH + 5


@pytest.mark.parametrize("count", [1, DESCRIBED_EACH + 1])
def test_taken_names_are_found_with_few_calls(sagemaker: FakeSageMaker, count: int) -> None:
    names = ["a-1", *[f"free-{number}" for number in range(count - 1)]]
    assert taken(names, sagemaker) == ["a-1"]
    assert len(sagemaker.calls) <= DESCRIBED_EACH


def test_names_are_looked_for_by_what_they_begin_with(sagemaker: FakeSageMaker) -> None:
    for number in range(LISTED_FOR_EACH * DESCRIBED_EACH * 2):
        sagemaker.add(f"other-{number}")
    taken([f"sweep-{number}" for number in range(DESCRIBED_EACH + 1)], sagemaker)
    assert sagemaker.calls == [("list", "sweep-")]


def test_a_list_of_far_more_than_is_looked_for_is_left(sagemaker: FakeSageMaker) -> None:
    names = [f"{number}-sweep" for number in range(DESCRIBED_EACH + 1)]
    sagemaker.add("7-sweep")
    for number in range(LISTED_FOR_EACH * len(names)):
        sagemaker.add(f"other-{number}")
    sagemaker.add("8-sweep")
    assert sorted(taken(names, sagemaker)) == ["7-sweep", "8-sweep"]
    assert sagemaker.count("describe") == len(names) - 1


@pytest.mark.parametrize("kind", [Kind.PERMISSION, Kind.THROTTLED])
def test_names_are_asked_for_each_where_they_cannot_be_listed(
    sagemaker: FakeSageMaker, kind: Kind
) -> None:
    names = [f"free-{number}" for number in range(DESCRIBED_EACH)]
    sagemaker.trouble("list", failure(kind))
    assert taken([*names, "a-1"], sagemaker) == ["a-1"]


def test_a_name_is_taken_only_where_it_is_wanted(sagemaker: FakeSageMaker) -> None:
    elsewhere = FakeSageMaker()
    there, here = Wanted("a-1", elsewhere), Wanted("a-1", sagemaker)
    assert list(taken_names({address("a"): there, address("b"): here})) == [address("b")]
    assert taken_names({address("a"): there}) == {}


def test_not_found_is_an_answer_and_all_else_is_raised(sagemaker: FakeSageMaker) -> None:
    assert find(sagemaker, "nobody") is None
    sagemaker.trouble("describe", failure(Kind.PERMISSION))
    with pytest.raises(ServiceError):
        find(sagemaker, "a-1")
