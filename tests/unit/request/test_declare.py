from __future__ import annotations

from dataclasses import replace

import pytest

from sm_tj_cli.request.build import build
from sm_tj_cli.request.declare import declare
from tests.fakes.declared import declared
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


FIRST, SECOND = 'channel_name = "a-${count.index}"', 'channel_name = "b"'
CHANNEL = (
    'data_source {\n s3_data_source {\n s3_uri = "s3://b/c"\n s3_data_type = "S3Prefix"\n }\n }'
)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"resource_config": 'resource_config { instance_type = "ml.m5.large" }'},
        {"resource_config": 'resource_config {\n instance_type = "no"\n instance_count = "x"\n }'},
        {"resource_config": 'resource_config "label" {\n instance_type = "ml.m5.large"\n }'},
        {"resource_config": 'resource_config {\n instance_type = var.v\n instance_count = 1\n }'},
        {"vpc": 'vpc_config {\n subnets = ["subnet-1"]\n security_group_ids = [var.v]\n }'},
        {"stopping_condition": "stopping_condition {}"},
        {"algorithm_specification": 'algorithm_specification { image = "x" }'},
        {
            "inputs": f'dynamic "input_data_config" {{\n for_each = range(count.index)\n content {{\n {FIRST}\n {CHANNEL}\n }}\n }}\n'
            f"input_data_config {{\n {SECOND}\n {CHANNEL}\n }}"
        },
    ],
)  # fmt: skip
def test_what_jobs_have_in_common_is_read_as_if_each_had_it_alone(
    changes: dict[str, str],
) -> None:
    named = {"training_job_name": 'training_job_name = "train-${count.index}"'}
    arguments = "\n".join(["count = 3", minimal(**named, **changes)])
    text = f'variable "v" {{\n default = "s"\n sensitive = true\n}}\n{resource(arguments)}'
    found = declared(text).configuration.jobs
    jobs, problems = declare(found, schema())
    assert len(jobs) == 3
    alone = [build(instance, schema()) for instance in found]
    assert list(jobs) == [job for job, _ in alone]
    told = {problem.summary for _, own in alone for problem in own}
    assert told <= {problem.summary for problem in problems}


def test_a_default_is_put_into_each_job_by_itself() -> None:
    # In 2018 the input mode could be left out.
    common = 'algorithm_specification { image = "x" }'
    named = 'training_job_name = "train-${count.index}"'
    arguments = minimal(training_job_name=named, algorithm_specification=common)
    jobs, _ = declare(declared(resource(f"count = 2\n{arguments}")).configuration.jobs, schema())
    first, second = (job.attributes["algorithm_specification"] for job in jobs)
    assert first == [{"training_image": "x", "training_input_mode": "File"}]
    assert first == second
    assert first is not second
