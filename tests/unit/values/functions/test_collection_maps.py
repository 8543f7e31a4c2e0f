"""`collection_maps` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import STRING, ListType, MapType
from sm_tj_cli.values.value import SENSITIVE, list_of, string, unknown, unknown_not_null
from tests.unit.values.functions.cases import Case, answer, plain, recorded, value_of


@recorded("collection_maps")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_keys_of_an_object_with_unknown_parts_are_known() -> None:
    assert plain(value_of("keys({ b = x, a = 1 })", x=unknown())) == ["a", "b"]


def test_merging_keeps_marks_where_they_are() -> None:
    secret = string("s").with_marks({SENSITIVE})
    merged = value_of("merge({ a = x }, { b = 1 })", x=secret)
    assert not merged.is_sensitive
    assert [part.is_sensitive for part in merged.parts()] == [True, False]


def test_merging_an_unknown_map_is_unknown() -> None:
    assert not value_of("merge({ a = 1 }, x)", x=unknown(MapType(STRING))).is_known
    assert not value_of("merge({ a = 1 }, x)", x=unknown()).is_known


def test_looking_up_an_unknown_key_gives_the_type_of_the_map() -> None:
    assert value_of('lookup(tomap({ a = "b" }), x)', x=unknown(STRING)) == unknown(STRING)


def test_zipping_unknown_values_keeps_the_keys() -> None:
    assert plain(value_of('zipmap(["a"], [x])', x=unknown(STRING))) == {"a": "unknown"}
    keys = list_of(STRING, [unknown(STRING)])
    assert not value_of("zipmap(x, [1])", x=keys).is_known


def test_transposing_unknown_lists_is_unknown() -> None:
    lists = unknown(ListType(STRING))
    assert value_of("transpose({ a = x })", x=lists) == unknown_not_null(MapType(ListType(STRING)))
