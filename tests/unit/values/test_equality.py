"""Whether two values are the same: yes, no, or not known yet."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.equality import equal
from sm_tj_cli.values.json_values import from_python
from sm_tj_cli.values.types import NUMBER, STRING, ListType, MapType
from sm_tj_cli.values.value import (
    NULL,
    Value,
    list_of,
    map_of,
    null,
    number,
    object_of,
    set_of,
    string,
    tuple_of,
    unknown,
    unknown_not_null,
)

U = unknown()
TEXT = unknown(STRING)
A, B = string("a"), string("b")


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (number(1), number(1), True),
        (number(1), string("1"), False),
        (from_python(True), number(1), False),
        (NULL, null(STRING), True),
        (NULL, number(1), False),
        (unknown(NUMBER), number(1), None),
        (U, NULL, None),
        (TEXT, null(NUMBER), None),
        (TEXT, unknown(NUMBER), None),
        (unknown_not_null(STRING), NULL, False),
        (unknown_not_null(STRING, prefix="a-"), string("b"), False),
        (unknown_not_null(STRING, prefix="a-"), string("a-b"), None),
        (unknown_not_null(ListType(NUMBER), least=2), list_of(NUMBER, [number(1)]), False),
        (unknown(NUMBER), string("1"), False),
        (tuple_of([U]), NULL, False),
        (from_python({"a": [1]}), from_python({"a": [1]}), True),
        (from_python({"a": 1}), from_python({"b": 1}), False),
        (from_python([1]), list_of(NUMBER, [number(1)]), False),
        (tuple_of([U, number(1)]), from_python([0, 1]), None),
        (tuple_of([number(1), U]), from_python([0, 2]), False),
        (tuple_of([U, number(1)]), from_python([0, 2]), None),
    ],
)
def test_answers(left: Value, right: Value, answer: bool | None) -> None:
    assert equal(left, right) is answer
    assert equal(right, left) is answer


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (TEXT, number(1), False),
        (TEXT, A, None),
        (unknown(ListType(U.type)), list_of(NUMBER, []), None),
        (unknown(ListType(U.type)), map_of(NUMBER, {}), False),
        (unknown(MapType(STRING)), map_of(NUMBER, {}), False),
        (list_of(STRING, []), list_of(NUMBER, []), False),
        (list_of(STRING, []), list_of(U.type, []), False),
        (tuple_of([null(STRING)]), tuple_of([null(NUMBER)]), False),
        (tuple_of([NULL]), tuple_of([NULL]), True),
        (object_of({"a": NULL}), object_of({"a": null(STRING)}), False),
        (object_of({"a": U}), object_of({"a": null(STRING)}), None),
        (object_of({"a": U}), object_of({"b": A}), False),
        (tuple_of([U]), tuple_of([A, B]), False),
        (tuple_of([U, number(1)]), tuple_of([A, B]), False),
        (tuple_of([U]), tuple_of([tuple_of([A])]), None),
    ],
)
def test_types_alone_may_decide(left: Value, right: Value, answer: bool | None) -> None:
    assert equal(left, right) is answer
    assert equal(right, left) is answer


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        ([A, B], [A, B], True),
        ([A], [A, B], False),
        ([], [], True),
        ([TEXT], [], False),
        ([B, TEXT], [A, B], None),
        ([A, TEXT], [A], None),
    ],
)
def test_elements_of_sets_have_no_places(
    left: list[Value], right: list[Value], answer: bool | None
) -> None:
    assert equal(set_of(STRING, left), set_of(STRING, right)) is answer
    assert equal(set_of(STRING, right), set_of(STRING, left)) is answer
