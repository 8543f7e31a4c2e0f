"""replace_triggered_by: the jobs that bring a new generation."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated, job


def triggers(expression: str, repetition: str = "") -> tuple[list[list[str]], list[str]]:
    """What each instance of a job watches, and what is told."""
    lifecycle = f"lifecycle {{\n    replace_triggered_by = {expression}\n  }}"
    text = job("a") + job("many", "count = 2") + 'resource "terraform_data" "d" {}\n'
    found = evaluated(text + job("z", f"{repetition}\n  {lifecycle}"))
    jobs = [it for it in found.configuration.jobs if it.address.resource.name == "z"]
    return [[str(it) for it in one.lifecycle.triggers] for one in jobs], found.told


A, MANY = "aws_sagemaker_training_job.a", "aws_sagemaker_training_job.many"


@pytest.mark.parametrize(
    ("expression", "repetition", "watched"),
    [
        (f"[{A}]", "", [[A]]),
        (f"[{A}.arn]", "", [[A]]),
        (f"[{MANY}]", "", [[f"{MANY}[0]", f"{MANY}[1]"]]),
        (f"[{MANY}[1]]", "", [[f"{MANY}[1]"]]),
        (f"[{MANY}[count.index]]", "count = 2", [[f"{MANY}[0]"], [f"{MANY}[1]"]]),
    ],
)
def test_jobs(expression: str, repetition: str, watched: list[list[str]]) -> None:
    assert triggers(expression, repetition) == (watched, [])


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        (A, "Invalid expression"),
        ("[var.x]", "Invalid reference in replace_triggered_by expression"),
        ('["x"]', "Invalid reference in replace_triggered_by expression"),
        ("[terraform_data.none]", "Reference to undeclared resource"),
        ("[terraform_data.d]", "Trigger is not followed (warning)"),
    ],
)
def test_what_cannot_be_watched(expression: str, told: str) -> None:
    _, found = triggers(expression)
    assert [line.partition(": ")[2] for line in found] == [told]


def test_what_triggers_comes_first() -> None:
    lifecycle = f"lifecycle {{\n    replace_triggered_by = [{A}]\n  }}"
    (first, second) = evaluated(job("a") + job("z", lifecycle)).configuration.jobs
    assert [item.address for item in second.dependencies] == [first.address]
