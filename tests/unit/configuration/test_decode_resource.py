"""Meta-arguments of resources."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated, job


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("depends_on = terraform_data.d", ["2: Invalid expression"]),
        ('depends_on = [upper("x")]', ["2: Invalid expression"]),
        ('depends_on = ["terraform_data.d"]', ["2: Quoted references are deprecated (warning)"]),
        ("depends_on = [terraform_data.d]", []),
        ("lifecycle {}\nlifecycle {}", ["3: Duplicate lifecycle block"]),
        ("connection {}\nconnection {}", ["3: Duplicate connection block"]),
        ('provisioner "local-exec" {\n  when = never\n}', ['3: Invalid "when" keyword']),
        (
            "locals {}",
            ["2: Reserved block type name in resource block", "2: Unsupported block type"],
        ),
        ("_ {\n  input = 1\n}", []),
    ],
)
def test_meta_arguments(body: str, told: list[str]) -> None:
    text = f'resource "terraform_data" "a" {{\n{body}\n}}\nresource "terraform_data" "d" {{}}'
    assert evaluated(text).told == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('provisioner "x" {}', "2: Unsupported block type"),
        ("lifecycle {\n  prevent_destroy = true\n}", "3: Invalid data resource lifecycle argument"),
    ],
)
def test_data_sources_have_fewer(body: str, told: str) -> None:
    assert told in evaluated(f'data "aws_vpc" "v" {{\n{body}\n}}').told


def test_no_command_is_run_around_a_training_job() -> None:
    assert evaluated(job("j", 'provisioner "local-exec" {}')).told == [
        "2: Provisioner is not run (warning)"
    ]


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        ("aws_sagemaker_trainning_job", True),
        ("aws_sagemaker_training_jobs", True),
        ("sagemaker_training_job", True),
        ("aws_sagemaker_labeling_job", False),
        ("aws_sagemaker_training_job", False),
    ],
)
def test_a_mistyped_training_job_is_not_taken_for_terraforms(written: str, is_told: bool) -> None:
    told = evaluated(f'resource "{written}" "j" {{}}').told
    assert ("1: Unknown resource type (warning)" in told) == is_told
