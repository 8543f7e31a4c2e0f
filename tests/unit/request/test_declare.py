from __future__ import annotations

from dataclasses import replace

from sm_tj_cli.request.declare import declare
from tests.unit.request.written import instances, minimal, resource, schema


def test_all_faults_of_all_jobs_in_the_order_of_the_file() -> None:
    text = resource(
        minimal(role_arn='role_arn = "x"', x='enable_managed_spot_training = "no"'), "a"
    )
    text += resource(minimal(role_arn="", output_data_config=""), "b")
    jobs, problems = declare(instances(text), schema())
    assert [str(job.address).rpartition(".")[2] for job in jobs] == ["a", "b"]
    told = [
        (problem.address, problem.subject.start.line) for problem in problems if problem.subject
    ]
    assert told == sorted(told)
    assert [problem.summary for problem in problems] == [
        "Invalid attribute value",
        "Incorrect attribute value type",
        "Missing required argument",
        "Missing block",
        "Duplicate training job name",
    ]


def test_one_fault_of_many_instances_is_told_once() -> None:
    (one,) = instances(resource(minimal(role_arn='role_arn = "x"')))
    another = replace(one, address=one.address.resource.instance(1))
    _, problems = declare([one, another], schema())
    assert [(problem.summary, problem.address) for problem in problems] == [
        ("Duplicate training job name", str(another.address)),
        ("Invalid attribute value", str(one.address)),
    ]
