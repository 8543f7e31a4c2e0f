"""What Terraform manages, answered from its state."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import MemoryTerraform, evaluated

ROLE = 'resource "aws_iam_role" "r" {\n  name = "x"\n}\n'


@pytest.mark.parametrize(
    ("declared", "recorded", "expression", "value"),
    [
        ("", {None: {"arn": "a"}}, "aws_iam_role.r.arn", "a"),
        ("", {0: {"arn": "a"}, 1: {"arn": "b"}}, "aws_iam_role.r[*].arn", ["a", "b"]),
        ("", {"k": {"arn": "a"}}, 'aws_iam_role.r["k"].arn', "a"),
    ],
)
def test_instances(
    declared: str, recorded: dict[object, object], expression: str, value: object
) -> None:
    terraform = MemoryTerraform({"aws_iam_role.r": recorded})  # type: ignore[dict-item]
    found = evaluated(f'{declared}output "o" {{ value = {expression} }}', terraform=terraform)
    assert (found.told, found.outputs) == ([], {"o": value})


def test_inside_a_module() -> None:
    terraform = MemoryTerraform({'module.m["k"].data.aws_vpc.v': {None: {"id": "v"}}})
    child = 'data "aws_vpc" "v" {}\noutput "o" { value = data.aws_vpc.v.id }'
    text = 'module "m" {\n  source = "./m"\n  for_each = { k = 1 }\n}\noutput "o" { value = module.m["k"].o }'
    found = evaluated({"main.tf": text, "m/main.tf": child}, terraform=terraform)
    assert (found.told, found.outputs) == ([], {"o": "v"})


def test_what_cannot_be_answered_is_told_once_with_the_ways_out() -> None:
    text = (
        ROLE + 'output "a" { value = aws_iam_role.r.arn }\noutput "b" { value = aws_iam_role.r.id }'
    )
    found = evaluated(text, terraform=MemoryTerraform(available=False))
    (problem,) = found.diagnostics
    assert problem.summary == "Reference cannot be answered"
    for way in ("terraform apply", "--terraform-state FILE", "a literal value"):
        assert way in problem.detail


@pytest.mark.parametrize(
    ("declared", "words"), [(ROLE, "is managed by"), ("", "is not declared here")]
)
def test_whose_it_is(declared: str, words: str) -> None:
    text = declared + 'output "a" { value = aws_iam_role.r.arn }'
    (problem,) = evaluated(text, terraform=MemoryTerraform(available=False)).diagnostics
    assert words in problem.detail


def test_offline_it_is_unknown() -> None:
    text = ROLE + 'output "a" { value = aws_iam_role.r.arn }'
    found = evaluated(text, terraform=MemoryTerraform(available=False), offline=True)
    assert (found.told, found.outputs) == ([], {"a": None})
