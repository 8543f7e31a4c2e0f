from __future__ import annotations

import pytest

from sm_tj_cli.plan.change import Action, Change, Reason
from sm_tj_cli.plan.narrow import candidates_of, narrow, refresh_only
from tests.fakes.jobs import address, record, training_job
from tests.fakes.worlds import state_of

JOBS = [
    training_job("data", name="data"),
    training_job("train[0]", name="train-0", completed=("data",)),
    training_job("train[1]", name="train-1", completed=("data",)),
    training_job("report", name="report", submitted=("train[0]",)),
]
CHANGES = [Change(job.address, Action.CREATE, job=job) for job in JOBS]


def narrowed(targets: tuple[str, ...], excludes: tuple[str, ...]) -> tuple[list[str], int]:
    changes, problems = narrow(CHANGES, candidates_of(JOBS, state_of()), targets, excludes)
    return [change.address.label for change in changes], len(problems)


@pytest.mark.parametrize(
    ("targets", "excludes", "kept"),
    [
        ((), (), ["data", "train[0]", "train[1]", "report"]),
        (("train[1]",), (), ["data", "train[1]"]),
        (("report",), (), ["data", "train[0]", "report"]),
        (("train*",), (), ["data", "train[0]", "train[1]"]),
        ((), ("train[0]",), ["data", "train[1]"]),
        ((), ("data",), []),
        (("train",), ("train[0]",), ["data", "train[1]"]),
    ],
)
def test_a_target_brings_its_needs_and_an_exclude_takes_who_needs_it(
    targets: tuple[str, ...], excludes: tuple[str, ...], kept: list[str]
) -> None:
    assert narrowed(targets, excludes) == (kept, 0)


@pytest.mark.parametrize("selectors", [(("nobody",), ()), ((), ("nobody",)), (("",), ())])
def test_what_selects_nothing_is_an_error(
    selectors: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    assert narrowed(*selectors)[1] == 1


def test_records_can_be_selected_by_name_and_arn() -> None:
    state = state_of(old=record("old-1"))
    (candidate, *_) = [it for it in candidates_of(JOBS, state) if it.name == "old-1"]
    assert candidate.address == address("old")
    assert candidate.arn.endswith("/old-1")


def test_a_refresh_only_change_does_nothing() -> None:
    change = Change(
        address(), Action.NEW_GENERATION, Reason.RERUN, before=record(), job=training_job()
    )
    quiet = refresh_only(change)
    assert (quiet.action, quiet.reason, quiet.after) == (Action.NO_OP, Reason.NONE, record())
