"""`string_format` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import STRING, ListType
from sm_tj_cli.values.value import unknown, unknown_not_null
from tests.unit.values.functions.cases import Case, answer, plain, recorded, value_of


@recorded("string_format")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_an_unknown_argument_makes_an_unknown_string() -> None:
    assert value_of('format("%s", x)', x=unknown(STRING)) == unknown_not_null(STRING)


def test_an_unknown_element_makes_one_unknown_string() -> None:
    assert plain(value_of('formatlist("%s", ["a", x])', x=unknown(STRING))) == ["a", "unknown"]
    assert value_of('formatlist("%s", x)', x=unknown(ListType(STRING))) == unknown_not_null(
        ListType(STRING)
    )
