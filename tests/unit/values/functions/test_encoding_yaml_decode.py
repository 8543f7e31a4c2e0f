"""`encoding_yaml_decode` against what Terraform answered."""

from __future__ import annotations

from tests.unit.values.functions.cases import Case, answer, recorded


@recorded("encoding_yaml_decode")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case
