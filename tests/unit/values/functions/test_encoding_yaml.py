"""`encoding_yaml` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import STRING
from sm_tj_cli.values.value import unknown
from tests.unit.values.functions.cases import Case, answer, recorded, value_of


@recorded("encoding_yaml")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_yaml_of_unknown_parts_is_unknown() -> None:
    assert value_of("yamlencode({ a = x })", x=unknown()) == unknown(STRING)
