"""`encoding_json` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import STRING
from sm_tj_cli.values.value import string, unknown, unknown_not_null
from tests.unit.values.functions.cases import Case, answer, evaluated, recorded, value_of


@recorded("encoding_json")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_json_of_unknown_parts_is_unknown() -> None:
    assert value_of("jsonencode({ a = x })", x=unknown()) == unknown_not_null(STRING, prefix="{")


def test_json_that_is_nested_too_deeply_is_told() -> None:
    deep = string("[" * 100_000)
    _, faults = evaluated("jsondecode(x)", {"x": deep})
    assert "nested too deeply" in faults.items[0].detail
