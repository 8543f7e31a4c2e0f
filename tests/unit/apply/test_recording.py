from __future__ import annotations

from dataclasses import replace

from sm_tj_cli.apply.recording import (
    deposed_key,
    imported,
    recorded,
    refreshed,
    sensitive_path,
    with_generation,
)
from sm_tj_cli.plan.record import configured_in
from sm_tj_cli.state.model import InstanceState
from tests.fakes.jobs import ARN, address, record, schema, training_job
from tests.fakes.worlds import state_of


def described(name: str = "a-1") -> dict[str, object]:
    return {
        "TrainingJobName": name,
        "TrainingJobArn": f"{ARN}/{name}",
        "TrainingJobStatus": "InProgress",
        "HyperParameters": {"k": "from the service"},
    }


def test_what_the_service_answers_stands_over_what_was_configured() -> None:
    attributes = recorded(training_job(), described(), schema()).attributes  # type: ignore[arg-type]
    assert attributes["hyper_parameters"] == {"k": "from the service"}
    assert attributes["status"] == "InProgress"
    assert attributes["stopping_condition"] == [{"max_runtime_in_seconds": 3600}]


def test_a_record_names_its_dependencies_and_secrets_as_terraform_does() -> None:
    job = training_job("b[0]", completed=("a",))
    job = replace(job, sensitive=frozenset({("hyper_parameters", "k")}))
    item = recorded(job, {}, schema())
    assert item.index_key == 0
    assert item.dependencies == ("aws_sagemaker_training_job.a",)
    assert item.sensitive_attributes == (sensitive_path(("hyper_parameters", "k")),)


def test_paths_are_written_in_terraforms_steps() -> None:
    assert sensitive_path(("input_data_config", 0, "channel_name")) == [
        {"type": "get_attr", "value": "input_data_config"},
        {"type": "index", "value": {"value": 0, "type": "number"}},
        {"type": "get_attr", "value": "channel_name"},
    ]
    assert sensitive_path(("hyper_parameters", "k"))[1] == {
        "type": "index",
        "value": {"value": "k", "type": "string"},
    }


def test_a_refresh_without_tags_keeps_the_recorded_ones() -> None:
    item = recorded(training_job(tags={"a": "b"}, tags_all={"a": "b"}), {}, schema())
    assert refreshed(item, described(), schema()).attributes["tags"] == {"a": "b"}  # type: ignore[arg-type]
    assert refreshed(item, {}, schema(), {"c": "d"}).attributes["tags"] == {"c": "d"}


def test_an_earlier_generation_is_kept_once_under_a_key_that_stays() -> None:
    state = state_of(a=record("a-1"))
    fresh = recorded(training_job(name="a-2"), described("a-2"), schema())  # type: ignore[arg-type]
    for _ in range(2):
        state = with_generation(state, address(), fresh)
    (earlier,) = state.history(address())
    assert earlier.deposed == deposed_key(record("a-1"))
    assert len(str(earlier.deposed)) == 8


def test_what_only_the_submission_knows_is_recorded() -> None:
    item = recorded(training_job(profiler_config=[{"disable_profiler": True}]), {}, schema())
    assert configured_in(item) == {"profiler_config"}
    assert item.attributes["session_chaining_config"] == []


def test_an_import_is_recorded_as_it_is_described() -> None:
    item = imported(address(), {"name": "a-1", "status": "Completed"}, training_job(), schema())
    assert item.attributes == {"name": "a-1", "status": "Completed", "session_chaining_config": []}
    assert imported(address(), {"name": "a-1"}, None, schema()) == InstanceState({"name": "a-1"})
