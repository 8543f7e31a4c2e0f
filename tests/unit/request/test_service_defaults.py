from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.request.overrides import SERVICE_FILLED
from sm_tj_cli.request.schema import every_member
from sm_tj_cli.request.service_defaults import FREE, free_paths, is_absent, is_default
from tests.fakes.declared import schema

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON


MEMBERS = {member.path: member for member in every_member(schema().request)}


@pytest.mark.parametrize("path", SERVICE_FILLED)
def test_every_path_is_a_members(path: str) -> None:
    assert path in MEMBERS


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("enable_network_isolation", False, True),
        ("enable_network_isolation", True, False),
        ("output_data_config.compression_type", "GZIP", True),
        ("output_data_config.compression_type", "NONE", False),
        ("output_data_config.kms_key_id", "", True),
        ("remote_debug_config", [{"enable_remote_debug": False}], True),
        ("remote_debug_config", {"EnableRemoteDebug": False}, True),
        ("remote_debug_config", [{"enable_remote_debug": True}], False),
        ("input_data_config.shuffle_config", [{"seed": 0}], False),
        ("retry_strategy", [{"maximum_retry_attempts": 1}], True),
        ("retry_strategy", [{"maximum_retry_attempts": 2}], False),
        ("input_data_config", [], True),
        ("debug_hook_config.collection_configurations", [{}], False),
        ("resource_config.instance_count", 0, False),
    ],
)
def test_whether_it_means_the_same_to_leave_it_out(
    path: str, value: JSON, *, expected: bool
) -> None:
    assert is_default(MEMBERS[path], value) is expected


def test_what_the_service_chose_is_a_default_too() -> None:
    member = MEMBERS["profiler_config"]
    value: JSON = [{"s3_output_path": "s3://b/p"}]
    assert not is_default(member, value)
    assert is_default(member, value, FREE)


def test_what_was_asked_for_where_the_service_chooses() -> None:
    attributes: dict[str, JSON] = {
        "algorithm_specification": [{"metric_definitions": [{"name": "a", "regex": "b"}]}],
        "profiler_config": [],
        "debug_hook_config": [{"s3_output_path": "s3://b/d"}],
        "unheard_of": 1,
    }
    found = set(free_paths(schema().request, attributes))
    assert found == {"algorithm_specification.metric_definitions", "debug_hook_config"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, True), ("", True), ([], True), ({}, True), (0, False), (False, False)],
)
def test_absent(value: JSON, *, expected: bool) -> None:
    assert is_absent(value) is expected
