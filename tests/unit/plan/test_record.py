from __future__ import annotations

import pytest

from sm_tj_cli.plan.record import (
    block,
    configured_in,
    is_same_moment,
    job_arn,
    job_name,
    job_region,
    job_status,
    private_note,
    sensitive_paths,
    text,
)
from sm_tj_cli.state.model import InstanceState
from tests.fakes.jobs import record


def test_what_a_record_says() -> None:
    attributes = record("x", "Failed")
    assert (job_name(attributes), job_status(attributes)) == ("x", "Failed")
    assert job_region(attributes) == "eu-west-1"


def test_records_of_terraforms_provider_and_of_2018_answer_too() -> None:
    assert job_name({"name": "x"}) == "x"
    assert job_arn({"training_job_arn": "arn:x"}) == "arn:x"
    assert job_status({"training_job_status": "Completed"}) == "Completed"


@pytest.mark.parametrize("attributes", [{}, {"arn": None, "name": 1}, {"arn": "no arn"}])
def test_what_is_not_there_is_empty(attributes: dict[str, object]) -> None:
    assert (job_name(attributes), job_status(attributes), job_region(attributes)) == ("", "", None)


def test_sensitive_paths_are_plain_steps() -> None:
    path = [
        {"type": "get_attr", "value": "hyper_parameters"},
        {"type": "index", "value": {"value": "k", "type": "string"}},
    ]
    item = InstanceState({}, sensitive_attributes=(path,))
    assert sensitive_paths(item) == {("hyper_parameters", "k")}


def test_what_was_asked_for_is_noted_in_the_record() -> None:
    item = InstanceState({}, extra=private_note(["profiler_config", "debug_hook_config"]))
    assert configured_in(item) == {"profiler_config", "debug_hook_config"}


@pytest.mark.parametrize(
    "note", [None, "", "%", "bm8gSlNPTg==", "W10=", "eyJjb25maWd1cmVkIjoxfQ=="]
)
def test_another_tools_note_says_nothing(note: str | None) -> None:
    assert configured_in(InstanceState({}, extra={"private": note})) == frozenset()


def test_moments_are_the_same_to_the_second() -> None:
    assert is_same_moment("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678Z")
    assert not is_same_moment("2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z")


def test_texts_and_blocks_are_there_or_empty() -> None:
    attributes = {"role_arn": "r", "resource_config": [{"instance_type": "ml.m5.large"}], "tags": 5}
    assert (text(attributes, "role_arn"), text(attributes, "tags"), text({}, "tags")) == ("r", "", "")  # fmt: skip
    assert block(attributes, "resource_config") == {"instance_type": "ml.m5.large"}
    assert block({"resource_config": {"a": 1}}, "resource_config") == {"a": 1}
    assert (block(attributes, "role_arn"), block({"x": []}, "x"), block({}, "x")) == ({}, {}, {})
