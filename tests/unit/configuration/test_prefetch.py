"""Data sources are read many at a time, those first that need no others."""

from __future__ import annotations

from tests.fakes.configurations import MemoryDataSources, evaluated

TYPES = {"aws_vpc": {"id": "v"}, "aws_subnets": {"ids": ["s"]}, "aws_iam_role": {"arn": "r"}}
BLOCKS = """
data "aws_vpc" "v" {}
data "aws_iam_role" "r" { name = "x" }
data "aws_iam_role" "unused" { name = "y" }
data "aws_subnets" "s" { vpc = local.vpc }
locals { vpc = data.aws_vpc.v.id }
"""


def test_in_rounds_and_only_what_is_needed() -> None:
    sources = MemoryDataSources(TYPES)
    text = BLOCKS + 'output "o" { value = [data.aws_subnets.s.ids, data.aws_iam_role.r.arn] }'
    found = evaluated(text, data_sources=sources)
    assert (found.told, found.outputs) == ([], {"o": [["s"], "r"]})
    # Two that need nothing at once; the last one alone is no round of its own.
    assert sources.rounds[0] == 2
    assert {"name": "y"} not in sources.asked


def test_the_instances_of_modules_together() -> None:
    child = 'data "aws_vpc" "v" {}\noutput "o" { value = data.aws_vpc.v.id }'
    text = 'module "m" {\n  source = "./m"\n  count = 3\n}\noutput "o" { value = module.m[*].o }'
    sources = MemoryDataSources(TYPES)
    found = evaluated({"main.tf": text, "m/main.tf": child}, data_sources=sources)
    assert found.outputs == {"o": ["v", "v", "v"]}
    assert sources.rounds[0] == 3


def test_offline_nothing_is_read_ahead() -> None:
    sources = MemoryDataSources(TYPES)
    evaluated(BLOCKS, data_sources=sources, offline=True)
    assert max(sources.rounds) == 1


def test_those_that_need_each_other_are_told() -> None:
    text = """data "aws_vpc" "a" { x = data.aws_vpc.b.id }
data "aws_vpc" "b" { x = data.aws_vpc.a.id }
output "o" { value = data.aws_vpc.a.id }
"""
    found = evaluated(text, data_sources=MemoryDataSources(TYPES))
    assert [item.summary for item in found.diagnostics] == ["Cycle"]
