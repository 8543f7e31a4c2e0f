from __future__ import annotations

from sm_tj_cli.addresses import ResourceAddress
from sm_tj_cli.state.model import InstanceState, OutputState, State

RESOURCE = ResourceAddress("aws_sagemaker_training_job", "train")
A, B = RESOURCE.instance("a"), RESOURCE.instance("b")


def record(name: str) -> InstanceState:
    return InstanceState({"training_job_name": name})


def test_a_job_is_found_where_it_was_put() -> None:
    state = State("lineage").with_job(A, record("one")).with_job(B, record("two"))
    job = state.job(A)
    assert job is not None
    assert (job.attributes["training_job_name"], job.index_key) == ("one", "a")
    assert state.job(RESOURCE.instance()) is None
    assert [str(address) for address, _ in state.jobs()] == [str(A), str(B)]


def test_an_earlier_version_stays_as_it_was() -> None:
    first = State("lineage").with_job(A, record("one"))
    second = first.with_job(A, record("two")).with_job(B, record("three"))
    assert [job.attributes["training_job_name"] for _, job in first.jobs()] == ["one"]
    assert [job.attributes["training_job_name"] for _, job in second.jobs()] == ["two", "three"]
    job = first.job(A)
    assert job is not None
    assert job.attributes["training_job_name"] == "one"


def test_generations_are_kept_newest_first() -> None:
    state = State("lineage")
    for number in range(3):
        state = state.with_job(A, record(f"job-{number}")).with_deposed(A, f"{number:08x}")
    state = state.with_job(A, record("now"))
    names = [earlier.attributes["training_job_name"] for earlier in state.history(A)]
    assert names == ["job-2", "job-1", "job-0"]
    assert state.without_job(A).history(A) == ()
    assert state.without_job(A).resources == ()


def test_forgetting_one_leaves_the_other() -> None:
    state = State("lineage").with_job(A, record("one")).with_job(B, record("two")).without_job(A)
    assert state.job(A) is None
    assert state.job(B) is not None


def test_outputs_are_replaced_as_a_whole() -> None:
    state = State("lineage").with_outputs({"a": OutputState(1, "number")})
    assert state.with_outputs({}).outputs == {}
