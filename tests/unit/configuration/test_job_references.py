"""What is known of a job before, while and after it runs."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.records import RecordedJobs
from sm_tj_cli.state.model import State
from tests.fakes.configurations import evaluated, job
from tests.fakes.jobs import record
from tests.fakes.worlds import state_of


def known(expression: str, status: str | None) -> object:
    """What an output says of job `a` in this status, None for never submitted."""
    state = State("") if status is None else state_of(a=record(status=status, arn="arn:a"))
    text = job("a", 'training_job_name = "a-1"') + f'output "o" {{ value = {expression} }}'
    found = evaluated(text, records=RecordedJobs(state, frozenset()))
    assert found.told == []
    return found.configuration.outputs[0].value


A = "aws_sagemaker_training_job.a"


@pytest.mark.parametrize(
    ("attribute", "status", "is_known"),
    [
        ("training_job_name", None, True),
        ("arn", None, False),
        ("arn", "InProgress", True),
        ("status", "InProgress", False),
        ("status", "Completed", True),
    ],
)
def test_attributes(attribute: str, status: str | None, *, is_known: bool) -> None:
    assert known(f"{A}.{attribute}", status).is_known is is_known  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("expression", "completed"),
    [(f"{A}.training_job_name", False), (f"{A}.arn", False), (f"{A}.status", True), (f"{A}", True)],
)
def test_who_refers_waits_for_what_it_needs(expression: str, *, completed: bool) -> None:
    text = job("a", 'training_job_name = "a-1"') + job(
        "b", f"environment = {{ A = try({expression}, 1) }}"
    )
    _, second = evaluated(text).configuration.jobs
    assert [(str(it.address), it.completed) for it in second.dependencies] == [(A, completed)]


def test_an_attribute_that_jobs_do_not_have() -> None:
    found = evaluated(job("a") + f'output "o" {{ value = {A}.statuss }}')
    (problem,) = found.diagnostics
    assert problem.summary == "Unsupported attribute"
    assert 'Did you mean "status"?' in problem.detail


def test_an_instance_that_is_not_there() -> None:
    found = evaluated(job("a", "count = 2") + f'output "o" {{ value = {A}[5].arn }}')
    assert [item.summary for item in found.diagnostics] == ["Invalid index"]


def test_what_every_job_has_will_be_text_and_not_null() -> None:
    text = job("a") + "".join(
        f'output "{name}" {{ value = {A}.{name} == null }}\n' for name in ("arn", "status")
    )
    assert evaluated(text).outputs == {"arn": False, "status": None}
