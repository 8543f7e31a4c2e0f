"""`collection_lists` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import NUMBER, STRING, ListType, TupleType
from sm_tj_cli.values.value import SENSITIVE, string, unknown
from tests.unit.values.functions.cases import Case, answer, plain, recorded, value_of


@recorded("collection_lists")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_flatten_waits_for_what_may_be_a_list() -> None:
    assert not value_of("flatten([[1], x])", x=unknown()).is_known
    assert plain(value_of("flatten([[1], x])", x=unknown(STRING))) == ["#1", "unknown"]
    assert not value_of("flatten([toset([1, x])])", x=unknown(NUMBER)).is_known


def test_concat_of_tuples_with_unknown_parts_keeps_their_places() -> None:
    assert plain(value_of('concat(["a"], [x])', x=unknown(STRING))) == ["a", "unknown"]


def test_concat_keeps_the_marks_of_elements() -> None:
    joined = value_of('concat(["a"], [x])', x=string("s").with_marks({SENSITIVE}))
    assert [part.is_sensitive for part in joined.parts()] == [False, True]


def test_sort_of_an_unknown_element_is_an_unknown_list() -> None:
    assert plain(value_of('sort(["a", x])', x=unknown(STRING))) == ["unknown", "unknown"]


def test_reversing_an_unknown_tuple_reverses_its_type() -> None:
    kind = TupleType((STRING, ListType(STRING)))
    assert value_of("reverse(x)", x=unknown(kind)).type == TupleType(kind.elements[::-1])


def test_distinct_finds_all_of_many() -> None:
    assert len(list(value_of("distinct([for i in range(1000) : i % 10])").parts())) == 10
