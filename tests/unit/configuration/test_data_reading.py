"""Data sources that are read live."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import MemoryDataSources, evaluated


def test_every_instance_is_read_once() -> None:
    text = """data "aws_ssm_parameter" "p" {
  for_each = { a = "/a", b = "/b" }
  name     = each.value
}
output "o" { value = { for k, p in data.aws_ssm_parameter.p : k => "${p.name}=${p.value}" } }
output "p" { value = data.aws_ssm_parameter.p["a"].value }
"""
    sources = MemoryDataSources({"aws_ssm_parameter": {"value": "v"}})
    found = evaluated(text, data_sources=sources)
    assert found.outputs == {"o": {"a": "/a=v", "b": "/b=v"}, "p": "v"}
    assert sources.asked == [{"name": "/a"}, {"name": "/b"}]


def test_what_nothing_refers_to_is_not_read() -> None:
    sources = MemoryDataSources({"aws_vpc": {}})
    assert evaluated('data "aws_vpc" "v" {}', data_sources=sources).told == []
    assert sources.asked == []


@pytest.mark.parametrize(
    ("kind", "condition", "line"),
    [("precondition", "local.one == 2", 4), ("postcondition", 'self.path == "/x"', 4)],
)
def test_conditions(kind: str, condition: str, line: int) -> None:
    text = f"""data "aws_iam_role" "r" {{
  lifecycle {{
    {kind} {{
      condition     = {condition}
      error_message = "no"
    }}
  }}
}}
locals {{ one = 1 }}
output "o" {{ value = data.aws_iam_role.r.path }}
"""
    found = evaluated(text, data_sources=MemoryDataSources({"aws_iam_role": {"path": "/"}}))
    assert found.told == [f"{line}: Resource {kind} failed"]


def test_a_data_source_uses_its_provider() -> None:
    text = 'provider "aws" {\n  alias = "w"\n  region = "us-west-2"\n}\n'
    text += 'data "aws_vpc" "v" {\n  provider = aws.w\n}\noutput "o" { value = data.aws_vpc.v }'
    sources = MemoryDataSources({"aws_vpc": {}})
    evaluated(text, data_sources=sources)
    assert [provider.region for provider in sources.providers] == ["us-west-2"]
