"""`type_conversion` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import BOOL, STRING
from sm_tj_cli.values.value import EPHEMERAL, string, unknown, unknown_not_null
from tests.unit.values.functions.cases import Case, answer, detail_of, plain, recorded, value_of


@recorded("type_conversion")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_what_a_sensitive_string_says_is_not_told() -> None:
    assert "cannot convert this sensitive string to number" in detail_of('tonumber(sensitive("x"))')


def test_whether_an_unknown_value_is_sensitive_is_unknown() -> None:
    assert value_of("issensitive(x)", x=unknown(STRING)) == unknown_not_null(BOOL)


def test_sensitive_marks_come_and_go() -> None:
    assert value_of('sensitive("x")').is_sensitive
    assert not value_of('nonsensitive(sensitive("x"))').is_sensitive


def test_ephemeral_parts_become_null() -> None:
    secret = string("x").with_marks({EPHEMERAL})
    assert plain(value_of("ephemeralasnull({ a = x, b = 1 })", x=secret)) == {"a": None, "b": "#1"}
