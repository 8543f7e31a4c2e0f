"""Objects and splats."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import NUMBER, STRING, ListType, ObjectType, to_json
from sm_tj_cli.values.value import SENSITIVE, string, unknown
from tests.unit.values.functions.cases import detail_of, plain, value_of


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('{ b = 1, "a" = 2, (1) = 3 }', {"1": "#3", "a": "#2", "b": "#1"}),
        ("{ a = 1, a = 2 }", {"a": "#2"}),
        ("[{ a = 1 }, { a = 2 }][*].a", ["#1", "#2"]),
        ("null[*]", []),
        ("5[*]", ["#5"]),
        ("{ a = 1 }.*.a", ["#1"]),
        ("[[1, 2], [3]][*][0]", ["#1", "#3"]),
        ("[{ a = [{ b = 1 }] }][*].a[*].b", [["#1"]]),
    ],
)
def test_results(text: str, result: object) -> None:
    assert plain(value_of(text)) == result


def test_a_list_stays_a_list_and_what_is_unknown_keeps_its_type() -> None:
    listed = value_of("tolist([{ a = 1 }])[*].a")
    assert to_json(listed.type) == ["list", "number"]
    objects = unknown(ListType(ObjectType((("a", NUMBER),))))
    assert value_of("u[*].a", u=objects) == unknown(ListType(NUMBER))


def test_unknown_and_secret_keys_are_the_objects_own() -> None:
    assert not value_of("{ (u) = 1 }", u=unknown(STRING)).is_known
    assert value_of("{ (s) = 1 }", s=string("a").with_marks({SENSITIVE})).is_sensitive


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{ (null) = 1 }", "null value as a key"),
        ("{ ([]) = 1 }", "value as a key: string required"),
    ],
)
def test_what_is_no_key(text: str, words: str) -> None:
    assert words in detail_of(text)
