"""`collection` against what Terraform answered."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import NUMBER, STRING, ListType
from sm_tj_cli.values.value import SENSITIVE, list_of, string, unknown, unknown_not_null
from tests.unit.values.functions.cases import Case, answer, detail_of, plain, recorded, value_of


@recorded("collection")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_length_of_what_has_unknown_parts_is_known() -> None:
    assert plain(value_of("length([x, 1])", x=unknown(STRING))) == "#2"


def test_length_of_an_unknown_list_is_an_unknown_number() -> None:
    assert value_of("length(x)", x=unknown(ListType(STRING))) == unknown_not_null(NUMBER, least=0)


@pytest.mark.parametrize("text", ["length(toset([x, 1]))", "one(toset([x, 1]))"])
def test_how_many_elements_a_set_has_is_unknown_where_one_of_several_is(text: str) -> None:
    assert plain(value_of(text, x=unknown(NUMBER))) == "unknown"


def test_contains_is_unknown_where_an_unknown_element_may_decide() -> None:
    items = list_of(STRING, [string("a"), unknown(STRING)])
    assert plain(value_of('contains(x, "a")', x=items)) is True
    assert plain(value_of('contains(x, "b")', x=items)) == "unknown"


def test_coalesce_waits_for_an_unknown_argument() -> None:
    assert value_of('coalesce(null, x, "b")', x=unknown(STRING)) == unknown_not_null(STRING)


def test_alltrue_is_false_whatever_the_unknown_becomes() -> None:
    assert plain(value_of("alltrue([x, false])", x=unknown())) == "unknown"
    assert plain(value_of("anytrue([x, true])", x=unknown())) is True


def test_an_element_takes_the_marks_of_its_list_only() -> None:
    secret = string("s").with_marks({SENSITIVE})
    assert not value_of('element(["a", x], 0)', x=secret).is_sensitive
    assert value_of('element(["a", x], 1)', x=secret).is_sensitive
    assert value_of("one(sensitive([1]))").is_sensitive


def test_range_of_more_than_it_may_be() -> None:
    assert "more than 1024 values were generated" in detail_of("range(2000)")


def test_a_negative_index_is_told() -> None:
    assert "negative index" in detail_of('element(["a", "b"], -1)')
