"""count and for_each to instances."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


def instances(argument: str, **changes: object) -> tuple[object, list[str]]:
    """The keys of a resource's instances, and what is told."""
    text = f'resource "terraform_data" "d" {{\n  {argument}\n}}\noutput "o" {{ value = try(keys(terraform_data.d), length(terraform_data.d)) }}'
    found = evaluated(text, **changes)
    return found.outputs["o"], found.told


@pytest.mark.parametrize(
    ("argument", "keys"),
    [
        ("count = 2", 2),
        ('count = "2"', 2),
        ("count = sensitive(2)", 2),
        ("count = 0", 0),
        ("for_each = { a = 1, b = 2 }", ["a", "b"]),
        ('for_each = toset(["x"])', ["x"]),
        ("for_each = {}", []),
    ],
)
def test_instances(argument: str, keys: object) -> None:
    assert instances(argument) == (keys, [])


@pytest.mark.parametrize(
    ("argument", "summary", "words"),
    [
        ("count = -1", "Invalid count argument", "greater than or equal to zero"),
        ("count = 1.5", "Invalid count argument", "whole number"),
        ("count = null", "Invalid count argument", "null"),
        ('count = "x"', "Incorrect value type", "number"),
        ("count = 1000000000", "Too many instances", "1,000,000,000"),
        ("for_each = [1]", "Invalid for_each argument", "tuple"),
        ("for_each = null", "Invalid for_each argument", "null"),
        ('for_each = toset([sensitive("x")])', "Invalid for_each argument", "Sensitive"),
        ('for_each = toset(["x", null])', "Invalid for_each set argument", "null"),
        ("for_each = toset([1])", "Invalid for_each set argument", "not strings"),
    ],
)
def test_what_makes_no_instances(argument: str, summary: str, words: str) -> None:
    found = evaluated(f'resource "terraform_data" "d" {{\n  {argument}\n}}')
    (problem,) = found.diagnostics
    assert (problem.summary, problem.subject and problem.subject.start.line) == (summary, 2)
    assert words in problem.detail


def test_an_unknown_number_is_one_offline_and_an_error_elsewhere() -> None:
    argument = 'count = length(terraform_data.e.id)\n}\nresource "terraform_data" "e" {'
    text = f'resource "terraform_data" "d" {{\n  {argument}\n}}'
    assert evaluated(text, offline=True).told == []
    assert evaluated(text).told == ["2: Invalid count argument"]


@pytest.mark.parametrize("argument", ["count = var.n", "for_each = var.n", "count = local.n"])
def test_what_is_not_known_because_of_a_fault_is_told_once(argument: str) -> None:
    text = f'resource "terraform_data" "d" {{\n  {argument}\n}}\nvariable "n" {{}}\nlocals {{ n = var.n }}'
    assert evaluated(text).told == ["4: No value for required variable"]


@pytest.mark.parametrize(
    "reference",
    [
        'terraform_data.r["x"].id',
        "terraform_data.c[0].id",
        "[for k, v in terraform_data.r : v.id]",
        "terraform_data.c[*].id",
        'module.m["x"].o',
        "[for k, v in module.m : v.o]",
        'aws_sagemaker_training_job.j["x"].arn',
        "values(aws_sagemaker_training_job.j)[*].arn",
    ],
)
def test_nothing_is_wrong_with_instances_of_which_nobody_knows_yet(reference: str) -> None:
    text = """
    variable "m" { type = map(string) }
    resource "terraform_data" "r" { for_each = var.m }
    resource "terraform_data" "c" { count = length(var.m) }
    resource "aws_sagemaker_training_job" "j" { for_each = var.m }
    module "m" {
      source = "./m"
      for_each = var.m
    }
    """
    files = {
        "main.tf": f'{text}output "o" {{ value = {reference} }}\n',
        "m/main.tf": 'output "o" { value = 1 }',
    }
    assert evaluated(files, offline=True).told == []
