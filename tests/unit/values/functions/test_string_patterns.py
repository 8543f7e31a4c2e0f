"""`string_patterns` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import STRING, TupleType
from sm_tj_cli.values.value import unknown, unknown_not_null
from tests.unit.values.functions.cases import Case, answer, recorded, value_of


@recorded("string_patterns")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_the_pattern_tells_the_type_of_an_unknown_match() -> None:
    assert value_of('regex("(a)", x)', x=unknown(STRING)) == unknown_not_null(TupleType((STRING,)))
