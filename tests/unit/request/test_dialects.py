from __future__ import annotations

from dataclasses import replace

import pytest

from sm_tj_cli.configuration.model import Lifecycle
from sm_tj_cli.request.dialects import (
    Since,
    dotted,
    is_from_2018,
    names_of_2018,
    old_path,
    since,
    todays_name,
    todays_names,
    todays_path,
)
from sm_tj_cli.request.normalise import differences
from sm_tj_cli.request.schema import every_member
from tests.unit.request.written import built, minimal, schema

MEMBERS = {member.path: member for member in every_member(schema().request)}


@pytest.mark.parametrize(
    ("block", "name", "today", "is_old"),
    [
        ((), "name", "training_job_name", True),
        ((), "name_prefix", "training_job_name_prefix", False),
        (("input_data_config", 3), "name", "channel_name", True),
        (("algorithm_specification", 0), "image", "training_image", True),
        (("algorithm_specification", 0, "metric_definitions", 0), "name", "name", False),
        (("input_data_config", 0), "input_mode", "input_mode", False),
        ((), "role_arn", "role_arn", False),
    ],
)
def test_names(block: tuple[str | int, ...], name: str, today: str, is_old: bool) -> None:
    assert todays_name(block, name) == today
    assert is_from_2018(block, name) is is_old


def test_paths() -> None:
    assert dotted(("a", 0, "b", 1, "c")) == "a.b.c"
    assert todays_path("algorithm_specification.image") == "algorithm_specification.training_image"
    assert todays_path("name") == "training_job_name"
    assert todays_path("input_data_config.1.name") == "input_data_config.1.channel_name"
    assert old_path("input_data_config.channel_name") == "input_data_config.name"
    assert old_path("role_arn") == ""
    assert names_of_2018("algorithm_specification") == ("image", "input_mode")


def test_every_name_that_changed_is_an_argument() -> None:
    assert {today for _, today in todays_names()} <= MEMBERS.keys()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("tags", Since.OF_2018),
        ("algorithm_specification.training_image", Since.OF_2018),
        ("vpc_config", Since.TODAY),
        ("resource_config.instance_preferences.instance_type", Since.OWN),
        ("training_job_name_prefix", Since.OWN),
    ],
)
def test_who_has_an_argument(path: str, expected: Since) -> None:
    assert since(MEMBERS[path]) is expected


def test_as_many_arguments_as_the_documentation_of_2018_has() -> None:
    assert sum(since(member) is Since.OF_2018 for member in MEMBERS.values()) == 26


@pytest.mark.parametrize(
    "ignored", ["input_data_config.0.name", "input_data_config.name", "input_data_config"]
)
def test_changes_are_ignored_under_either_name(ignored: str) -> None:
    channel = 'input_data_config {\nchannel_name = "b"\ndata_source {\ns3_data_source {}\n}\n}'
    job, _ = built(minimal(channel=channel))
    before = {**job.attributes, "input_data_config": [{"channel_name": "a", "data_source": [{}]}]}
    assert differences(before, job, schema())
    lifecycle = Lifecycle(ignore_changes=(ignored,))
    ignoring = replace(job, instance=replace(job.instance, lifecycle=lifecycle))
    assert differences(before, ignoring, schema()) == ()
