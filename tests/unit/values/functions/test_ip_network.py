"""`ip_network` against what Terraform answered."""

from __future__ import annotations

from tests.unit.values.functions.cases import Case, answer, detail_of, recorded


@recorded("ip_network")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_a_subnet_with_a_negative_number_is_told() -> None:
    assert "does not accommodate" in detail_of('cidrsubnet("10.0.0.0/8", 4, -1)')
