from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.verbs.conftest import Ended, Program


def names(ended: Ended) -> list[str]:
    jobs = ended.json()["jobs"]
    assert isinstance(jobs, list)
    return [job["name"] for job in jobs]


@pytest.fixture
def applied(with_sandbox: Program) -> Program:
    for name, life in (("good", "success"), ("bad", "quick_failure"), ("tired", "max_runtime")):
        with_sandbox.job(name, extra=f'environment = {{ SMTJ_SANDBOX_TIMELINE = "{life}" }}')
    assert with_sandbox("--sandbox", "apply", "--wait").code == 4
    return with_sandbox


def test_recorded_jobs_are_chosen_without_asking_anybody(applied: Program) -> None:
    assert names(applied("list", "--json")) == ["bad", "good", "tired"]
    assert names(applied("list", "--json", "--status", "client_error")) == ["bad"]
    assert names(applied("list", "--json", "--name", "*d", "--sort", "name", "-r")) == ["tired", "good", "bad"]  # fmt: skip
    text = applied("list", "--status", "stopped", "--since", "1h").out
    assert text.splitlines()[1].split()[1:4] == ["tired", "Stopped", "(MaxRuntimeExceeded)"]


def test_jobs_of_the_account_know_their_addresses(applied: Program) -> None:
    assert applied("state", "rm", "good").code == 0
    ended = applied("--sandbox", "list", "--remote", "--json", "--sort", "name")
    jobs = ended.json()["jobs"]
    assert isinstance(jobs, list)
    assert [job["address"] for job in jobs] == ["aws_sagemaker_training_job.bad", None, "aws_sagemaker_training_job.tired"]  # fmt: skip
    assert names(applied("--sandbox", "list", "--remote", "--json", "--status", "Completed")) == ["good"]  # fmt: skip
    assert len(names(applied("--sandbox", "list", "--remote", "--json", "--limit", "2"))) == 2


def test_an_unknown_status_is_told(applied: Program) -> None:
    ended = applied("list", "--status", "Complete")
    assert ended.code == 1
    assert 'Did you mean "Completed"?' in ended.err


def test_nothing_to_list(smtj: Program) -> None:
    ended = smtj("list")
    assert (ended.code, ended.out, ended.err) == (0, "", "No training jobs.\n")
