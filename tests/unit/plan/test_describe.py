from __future__ import annotations

from dataclasses import replace

import pytest

from sm_tj_cli.diagnostics.source import SourcePosition, SourceRange
from sm_tj_cli.plan.change import Reason
from sm_tj_cli.plan.describe import (
    Namesake,
    describe_path,
    left_alone,
    name_taken,
    not_yet,
    place,
    stuck_name,
)
from tests.fakes.jobs import RANGE, ROLE, address, record, schema, training_job


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("role_arn",), "role_arn"),
        (("input_data_config", 0, "channel_name"), "input_data_config[0].channel_name"),
        (("hyper_parameters", "learning-rate"), 'hyper_parameters["learning-rate"]'),
    ],
)
def test_paths_read_like_the_configuration(path: tuple[str | int, ...], text: str) -> None:
    assert describe_path(path) == text


def test_a_job_left_alone_says_why_it_failed_and_how_to_run_it_again() -> None:
    told = left_alone(address(), record(status="Failed", failure_reason="no data"), training_job())
    assert told.startswith("The job Failed: no data. ")
    assert told.endswith("smtj apply --replace 'aws_sagemaker_training_job.a'")
    assert left_alone(address(), record(), training_job()) == ""


def test_a_stuck_name_lists_a_few_of_the_paths_and_all_ways_out() -> None:
    paths = tuple(("hyper_parameters", f"k{number}") for number in range(7))
    told = stuck_name(training_job(), Reason.CANNOT_UPDATE, paths)
    assert "hyper_parameters.k4 and 2 more, and a training job is immutable" in told.detail
    for way in ("another training_job_name", "training_job_name_prefix", "--replace"):
        assert way in told.detail
    told = stuck_name(training_job(), Reason.CANNOT_UPDATE, paths, "its pool is gone")
    assert "and its pool is gone, so" in told.detail


def test_what_has_to_wait_says_for_what() -> None:
    told = not_yet(training_job(), (("profiler_config",),), "it is Starting")
    assert "changed in profiler_config: it is Starting." in told.detail


def test_a_taken_name_says_whose_it_is() -> None:
    found = {"status": "InProgress", "creation_time": "yesterday", "role_arn": ROLE}
    told = name_taken(training_job(), "a-1", Namesake(found), schema())
    assert f"InProgress, created yesterday, running as {ROLE}" in told.detail
    assert "smtj import 'aws_sagemaker_training_job.a' a-1" in told.detail


def test_a_taken_name_says_in_what_the_job_differs() -> None:
    job = training_job()
    same = Namesake({**job.attributes, "tags": {}}, is_whole=True, owner="this state")
    told = name_taken(job, "a-1", same, schema())
    assert (
        "It was submitted by this state. It is as the configuration says. To submit" in told.detail
    )
    other = replace(same, attributes={**same.attributes, "role_arn": "other"})
    told = name_taken(job, "a-1", other, schema())
    assert "It differs from the configuration in role_arn. To" in told.detail


def test_the_place_is_the_nearest_that_was_written() -> None:
    job = training_job()
    here = SourceRange("main.tf", SourcePosition(9, 2, 1), SourcePosition(12, 2, 4))
    job.ranges[("role_arn",)] = here  # type: ignore[index]
    assert place(job, (("role_arn",),)) == here
    assert place(job, (("unwritten",), ("hyper_parameters", "k"))) == RANGE
    assert place(job, ()) == job.instance.range
