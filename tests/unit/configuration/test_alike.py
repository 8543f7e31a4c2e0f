"""What instances have alike is made once, and nothing else is."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated

TEXT = """
variable "v" { default = "V" }
locals {
  known = upper(var.v)
  named = aws_sagemaker_training_job.first.arn
}
resource "aws_sagemaker_training_job" "first" {}
resource "aws_sagemaker_training_job" "many" {
  count = 2
  resource_config {
    BODY
  }
}
"""


@pytest.mark.parametrize(
    ("body", "is_common"),
    [
        ("x = 1", True),
        ('x = "${var.v}-${local.known}"', True),
        ("x = [for it in [1, 2] : it]", True),
        ('dynamic "y" {\n for_each = [var.v]\n content { z = y.value }\n }', True),
        ("x = count.index", False),
        ('x = "a-${count.index}"', False),
        ("y { z = count.index }", False),
        ('dynamic "y" {\n for_each = range(count.index)\n content {}\n }', False),
        ("x = uuid()", False),
        ("x = [timestamp()]", False),
        ("x = aws_sagemaker_training_job.first.arn", False),
        ("x = local.named", False),
    ],
)
def test_a_block_is_shared_where_no_instance_could_have_another(body: str, is_common: bool) -> None:
    jobs = evaluated(TEXT.replace("BODY", body)).configuration.jobs
    one, other = (job.body.blocks[0].body for job in jobs if job.address.key is not None)
    assert (one is other, one.is_common) == (is_common, is_common)


def test_inside_what_differs_the_rest_is_shared() -> None:
    body = "x = count.index\n y { z = 1 }"
    jobs = evaluated(TEXT.replace("BODY", body)).configuration.jobs
    one, other = (job.body.blocks[0].body for job in jobs if job.address.key is not None)
    assert one.attributes["x"].value != other.attributes["x"].value
    assert one.blocks[0].body is other.blocks[0].body


def test_each_instance_needs_what_a_block_of_it_names() -> None:
    jobs = evaluated(TEXT.replace("BODY", "x = local.named")).configuration.jobs
    many = [job for job in jobs if job.address.key is not None]
    needs = [[str(it.address) for it in job.dependencies] for job in many]
    assert needs == [["aws_sagemaker_training_job.first"]] * 2


def test_what_is_wrong_in_what_is_shared_is_told_once() -> None:
    assert evaluated(TEXT.replace("BODY", 'x = tonumber("a")')).told == [
        "11: Invalid function argument"
    ]


def test_a_resource_without_repetition_shares_nothing() -> None:
    text = 'resource "aws_sagemaker_training_job" "a" {\n  resource_config {\n    x = 1\n  }\n}'
    (job,) = evaluated(text).configuration.jobs
    assert not job.body.blocks[0].body.is_common
