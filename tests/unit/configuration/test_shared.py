"""What one evaluation shares: memory, cycles, who needs whom."""

from __future__ import annotations

import pytest

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.configuration.model import Dependency
from sm_tj_cli.configuration.shared import Shared
from sm_tj_cli.values.value import Value, string
from tests.fakes.configurations import MemoryFiles, evaluated, world_of
from tests.fakes.jobs import RANGE

JOB = Dependency(parse_instance("aws_sagemaker_training_job.a"), completed=True)


def test_a_thing_is_computed_once_and_whoever_asks_needs_what_it_needed() -> None:
    shared = Shared(world_of(MemoryFiles({})))
    computed = []

    def compute() -> Value:
        computed.append(1)
        shared.needs(JOB)
        return string("x")

    for _ in range(2):
        value, needed = shared.collect(lambda: shared.once("local.a", RANGE, compute))
        assert (value.raw, needed) == ("x", {JOB})
    assert computed == [1]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("locals {\n  a = local.b\n  b = local.a\n}", "local.a, local.b"),
        (
            'resource "terraform_data" "a" { input = local.b }\nlocals { b = terraform_data.a.input }',
            "terraform_data.a, local.b",
        ),
        (
            'resource "terraform_data" "a" { depends_on = [terraform_data.b] }\nresource "terraform_data" "b" { depends_on = [terraform_data.a] }',
            "terraform_data.a, terraform_data.b",
        ),
    ],
)
def test_a_cycle_is_told_once_with_all_of_its_names(text: str, names: str) -> None:
    (problem,) = evaluated(text).diagnostics
    assert problem.summary == "Cycle"
    assert set(problem.detail.removeprefix("Cycle: ").split(", ")) == set(names.split(", "))


def test_what_is_put_together_is_remembered_with_what_it_needed() -> None:
    shared = Shared(world_of(MemoryFiles({})))
    computed = []

    def compute() -> Value:
        computed.append(1)
        shared.needs(JOB)
        return string("x")

    for _ in range(2):
        value, needed = shared.collect(lambda: shared.remembered("all", compute))
        assert (value.raw, needed) == ("x", {JOB})
    assert computed == [1]
