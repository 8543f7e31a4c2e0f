"""`terraform_provider` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import STRING
from sm_tj_cli.values.value import unknown, unknown_not_null
from tests.unit.values.functions.cases import Case, answer, recorded, value_of


@recorded("terraform_provider")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_the_text_of_what_is_not_known_yet_is_not_known_either() -> None:
    assert value_of("provider::terraform::encode_expr([x])", x=unknown()) == unknown_not_null(
        STRING
    )
    assert value_of("provider::terraform::encode_tfvars(x)", x=unknown()) == unknown_not_null(
        STRING
    )
    assert value_of(
        "provider::terraform::encode_tfvars({ a = x })", x=unknown()
    ) == unknown_not_null(STRING)


def test_what_is_written_is_read_again() -> None:
    written = '{ a = [1, { b = ["x", null] }, []], "c" = "$${d}\\n", e = {} }'
    read = f"provider::terraform::decode_tfvars(provider::terraform::encode_tfvars({written}))"
    assert value_of(read) == value_of(written)
