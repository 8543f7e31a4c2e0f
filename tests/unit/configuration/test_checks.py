"""Checks warn, and have a data source of their own."""

from __future__ import annotations

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from tests.fakes.configurations import MemoryDataSources, evaluated

CHECK = """check "c" {
  data "aws_iam_role" "r" {
    name = "x"
  }
  assert {
    condition     = data.aws_iam_role.r.path == "/"
    error_message = "path is ${data.aws_iam_role.r.path}"
  }
}
"""


def test_an_assertion_that_does_not_hold_warns() -> None:
    found = evaluated(CHECK, data_sources=MemoryDataSources({"aws_iam_role": {"path": "/p"}}))
    assert found.told == ["6: Check block assertion failed (warning)"]
    assert found.diagnostics.items[0].detail == "path is /p"


def test_a_data_source_that_cannot_be_read_warns() -> None:
    problems = Diagnostics.of(Diagnostic.error("Data source cannot be read"))
    sources = MemoryDataSources({"aws_iam_role": {}}, problems=problems)
    assert evaluated(CHECK, data_sources=sources).told == [
        "2: Data source cannot be read (warning)"
    ]


def test_nobody_else_may_refer_to_it() -> None:
    text = CHECK + 'output "o" { value = data.aws_iam_role.r.path }'
    sources = MemoryDataSources({"aws_iam_role": {"path": "/"}})
    assert evaluated(text, data_sources=sources).told == ["10: Reference to scoped resource"]


def test_there_is_something_to_assert() -> None:
    assert evaluated('check "c" {}').told == ["1: Zero assert blocks"]
