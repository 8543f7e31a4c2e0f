from __future__ import annotations

from sm_tj_cli.sandbox.job import Job
from tests.fakes.requests import training_job_request


def job(**members: object) -> Job:
    return Job("us-east-1", training_job_request("Job", **members), 100.0)  # type: ignore[arg-type]


def test_environment_variables_stand_over_hyperparameters() -> None:
    found = job(HyperParameters={"a": "1", "b": "1"}, Environment={"b": "2"})
    assert found.environment == {"a": "1", "b": "2"}


def test_max_runtime_ends_the_life() -> None:
    assert job(StoppingCondition={"MaxRuntimeInSeconds": 1}).life.ending == "MaxRuntimeExceeded"
    assert job(StoppingCondition={}).life.ending == "Completed"


def test_an_update_merges_resources_and_sets_the_time_of_change() -> None:
    changed = job().with_request({"ResourceConfig": {"KeepAlivePeriodInSeconds": 5}}, 101.0)
    assert changed.keep_alive == 5
    assert changed.request["ResourceConfig"]["InstanceType"] == "ml.m5.large"  # type: ignore[index, call-overload]
    assert changed.modified(101.0) == 101.0
