from __future__ import annotations

from dataclasses import replace

import pytest

from sm_tj_cli.plan.change import Action, Change, Plan, Reason
from sm_tj_cli.plan.saved import NotAPlanError, SavedPlan, digest
from tests.fakes.jobs import address, record, training_job
from tests.fakes.worlds import state_of

SAVED = SavedPlan({"paths": ["."]}, "lineage", 3, "abc")
CREATE = Change(address(), Action.CREATE, job=training_job(), after={})


def plan(*changes: Change) -> Plan:
    return Plan(changes, (), state_of())


def test_it_is_read_as_it_was_written() -> None:
    assert SavedPlan.from_text(SAVED.to_text()) == SAVED


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "1", '{"format": "smtj-plan-0"}'])
def test_what_is_no_plan_is_told(text: str) -> None:
    with pytest.raises(NotAPlanError):
        SavedPlan.from_text(text)


@pytest.mark.parametrize(
    "other",
    [
        replace(CREATE, job=training_job(hyper_parameters={"k": "11"})),
        replace(CREATE, action=Action.REPLACE),
        replace(CREATE, reason=Reason.RERUN),
        replace(CREATE, address=address("b")),
        replace(CREATE, unknown=frozenset({("environment",)})),
    ],
)
def test_the_digest_is_of_all_that_would_be_done(other: Change) -> None:
    assert digest(plan(other)) != digest(plan(CREATE))


def update(*, v: str = "2", differing: str = "tags_all", **running: str) -> Change:
    """The tags of a running job, which says of itself what is `running`."""
    before = record(status="InProgress", tags={"v": "1"}, tags_all={"v": "1"})
    after = {**before, "tags": {"v": v}, "tags_all": {"v": v}, **running}
    return Change(address(), Action.UPDATE, before=before, after=after, differing=((differing,),))


def test_a_running_job_that_moves_on_changes_nothing_about_its_update() -> None:
    later = update(
        status="Completed", secondary_status="Completed", training_end_time="2026-01-02T04:00:00Z"
    )
    assert digest(plan(later)) == digest(plan(update()))


@pytest.mark.parametrize(
    "other", [update(v="3"), update(arn="arn:another"), update(differing="profiler_config")]
)
def test_another_update_or_one_of_another_job_is_another_plan(other: Change) -> None:
    assert digest(plan(other)) != digest(plan(update()))


def test_what_is_not_touched_is_not_in_the_digest() -> None:
    untouched = Change(address("b"), Action.NO_OP, before=record(), after=record())
    assert digest(plan(CREATE, untouched)) == digest(plan(CREATE))
