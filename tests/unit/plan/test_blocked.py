from __future__ import annotations

import pytest

from sm_tj_cli.plan.blocked import with_blocked
from sm_tj_cli.plan.change import Action, Change
from tests.fakes.jobs import address, record, training_job
from tests.fakes.worlds import state_of


def create(label: str, *completed: str, submitted: tuple[str, ...] = ()) -> Change:
    job = training_job(label, completed=completed, submitted=submitted)
    return Change(job.address, Action.CREATE, job=job)


def kept(label: str, *, prefix: str | None = None) -> Change:
    return Change(address(label), Action.NO_OP, job=training_job(label, prefix=prefix))


def marks(*changes: Change, **status: str) -> dict[str, tuple[str, ...]]:
    prior = state_of(**{label: record(label, status=it) for label, it in status.items()})
    found = with_blocked(changes, prior)
    return {
        change.address.label: tuple(it.label for it in change.blocked_by)
        for change in found
        if change.blocked_by
    }


@pytest.mark.parametrize("status", ["Failed", "Stopped"])
def test_what_needs_a_job_that_did_not_complete_is_blocked(status: str) -> None:
    assert marks(kept("a"), create("b", "a"), a=status) == {"b": ("a",)}


@pytest.mark.parametrize("status", ["Completed", "InProgress", "Stopping"])
def test_what_may_still_begin_is_not(status: str) -> None:
    assert marks(kept("a"), create("b", "a"), a=status) == {}


def test_what_needs_the_job_submitted_only_is_not() -> None:
    assert marks(kept("a"), create("b", submitted=("a",)), a="Failed") == {}


def test_nor_is_it_where_the_job_is_run_again() -> None:
    assert marks(create("a"), create("b", "a"), a="Failed") == {}


def test_what_needs_a_blocked_one_is_blocked_in_whatever_way() -> None:
    changes = (kept("a"), create("b", "a"), create("c", submitted=("b",)), create("d", "c"))
    assert marks(*changes, create("e"), a="Failed") == {"b": ("a",), "c": ("b",), "d": ("c",)}


@pytest.mark.parametrize(("prefix", "option"), [("a-", "--rerun"), (None, "--replace")])
def test_the_note_has_the_command_that_helps(prefix: str | None, option: str) -> None:
    prior = state_of(a=record("a", status="Failed"))
    _, blocked, behind = with_blocked(
        (kept("a", prefix=prefix), create("b", "a"), create("c", "b")), prior
    )
    assert blocked.note == (
        "It cannot begin, because aws_sagemaker_training_job.a Failed. "
        f"Once that is mended: smtj apply {option} 'aws_sagemaker_training_job.a'"
    )
    assert behind.note == "It cannot begin, because aws_sagemaker_training_job.b cannot."


def test_many_are_not_all_named_and_an_earlier_note_stays() -> None:
    labels = [f"a{number}" for number in range(7)]
    prior = state_of(**{label: record(label, status="Failed") for label in labels})
    change = create("b", *labels)
    noted = Change(change.address, change.action, job=change.job, note="Noted.")
    (found,) = with_blocked((noted,), prior)
    assert found.note.startswith("Noted. It cannot begin")
    assert "aws_sagemaker_training_job.a4 Failed and 2 more did not complete." in found.note
    assert found.note.count("--rerun") == 5
