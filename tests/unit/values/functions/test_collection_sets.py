"""`collection_sets` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import STRING, SetType
from sm_tj_cli.values.value import unknown
from tests.unit.values.functions.cases import Case, answer, recorded, value_of


@recorded("collection_sets")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_sets_with_unknown_elements_are_unknown() -> None:
    assert value_of('setsubtract(["a", x], ["b"])', x=unknown(STRING)) == unknown(SetType(STRING))
    assert not value_of('setproduct(["a", x], ["b"])', x=unknown(STRING)).is_known
