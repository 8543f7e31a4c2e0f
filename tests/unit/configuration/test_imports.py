"""Import blocks."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated, job


def told(text: str) -> list[str]:
    return evaluated(job("a") + job("many", "for_each = { x = 1 }") + text).told


def test_one_and_several() -> None:
    text = """
import {
  to = aws_sagemaker_training_job.a
  id = "job-${1 + 1}"
}
import {
  for_each = { x = "job-x" }
  to       = aws_sagemaker_training_job.many[each.key]
  id       = each.value
}
"""
    found = evaluated(job("a") + job("many", "for_each = { x = 1 }") + text)
    assert found.told == []
    assert [(str(it.target), it.id) for it in found.configuration.imports] == [
        ("aws_sagemaker_training_job.a", "job-2"),
        ('aws_sagemaker_training_job.many["x"]', "job-x"),
    ]


@pytest.mark.parametrize(
    ("to", "identifier", "summary"),
    [
        ("a", "null", "Invalid import id argument"),
        ("a", '""', "Invalid import id argument"),
        ("a", '["x"]', "Incorrect value type"),
        ("none", '"x"', "Configuration for import target does not exist"),
        ('many["y"]', '"x"', "Configuration for import target does not exist"),
    ],
)
def test_what_cannot_be_imported(to: str, identifier: str, summary: str) -> None:
    text = f"import {{\n  to = aws_sagemaker_training_job.{to}\n  id = {identifier}\n}}"
    assert [line.partition(": ")[2] for line in told(text)] == [summary]


def test_one_target_once() -> None:
    block = 'import {\n  to = aws_sagemaker_training_job.a\n  id = "x"\n}\n'
    assert told(block * 2) == ["12: Duplicate import configuration"]


def test_only_in_the_root_module() -> None:
    child = 'import {\n  to = terraform_data.d\n  id = "x"\n}\nresource "terraform_data" "d" {}'
    found = evaluated({"main.tf": 'module "m" {\n  source = "./m"\n}', "m/main.tf": child})
    assert found.told == ["m/main.tf 1: Invalid import configuration"]


def test_what_terraform_imports_is_its_own() -> None:
    text = 'import {\n  to = terraform_data.d\n  id = "x"\n}\nresource "terraform_data" "d" {}'
    found = evaluated(text)
    assert (found.told, found.configuration.imports) == ([], ())
