"""Which types go into which, and the one type that several have in common (Terraform's answers, as types)."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
)
from sm_tj_cli.values.unify import element_type, is_convertible, unify

A_NUMBER, A_STRING = ObjectType((("a", NUMBER),)), ObjectType((("a", STRING),))
B_STRING = ObjectType((("b", STRING),))
ONE, TWO = TupleType((NUMBER,)), TupleType((STRING, STRING))


@pytest.mark.parametrize(
    ("given", "wanted", "is_possible"),
    [
        (NUMBER, STRING, True),
        (STRING, NUMBER, True),
        (NUMBER, BOOL, False),
        (DYNAMIC, ListType(BOOL), True),
        (ONE, ListType(STRING), True),
        (TupleType((ONE, NUMBER)), ListType(STRING), False),
        (TupleType((NUMBER, BOOL)), ListType(DYNAMIC), False),
        (ListType(NUMBER), TupleType((NUMBER,)), False),
        (ListType(NUMBER), SetType(STRING), True),
        (ListType(NUMBER), MapType(NUMBER), False),
        (A_NUMBER, MapType(STRING), True),
        (A_NUMBER, B_STRING, False),
        (ObjectType((("a", NUMBER), ("b", BOOL))), A_STRING, True),
        (MapType(NUMBER), A_STRING, True),
        (ONE, TWO, False),
    ],
)
def test_what_can_become_what(
    given: Type,
    wanted: Type,
    is_possible: bool,
) -> None:
    assert is_convertible(given, wanted) is is_possible


@pytest.mark.parametrize(
    ("kinds", "common"),
    [
        ([NUMBER, STRING], STRING),
        ([NUMBER, BOOL], None),
        ([NUMBER, DYNAMIC], NUMBER),
        ([A_NUMBER, A_STRING], A_STRING),
        ([A_NUMBER, B_STRING], MapType(STRING)),
        ([A_NUMBER, MapType(STRING)], MapType(STRING)),
        ([A_NUMBER, DYNAMIC], DYNAMIC),
        ([ONE, TWO], ListType(STRING)),
        ([ONE, TupleType((STRING,))], TupleType((STRING,))),
        ([ONE, TupleType((ONE,))], None),
        ([ONE, ListType(STRING)], ListType(STRING)),
        ([TupleType(()), ListType(A_NUMBER)], ListType(A_NUMBER)),
        ([SetType(NUMBER), SetType(STRING)], SetType(STRING)),
        ([ListType(NUMBER), SetType(STRING)], ListType(NUMBER)),
        ([ONE, SetType(STRING)], SetType(STRING)),
        ([ONE, A_NUMBER], None),
        ([ListType(DYNAMIC), ListType(NUMBER)], ListType(NUMBER)),
        ([], DYNAMIC),
    ],
)
def test_the_common_type(kinds: list[Type], common: Type | None) -> None:
    assert unify(kinds) == common


def test_a_null_among_parts_leaves_the_elements_without_a_type() -> None:
    assert element_type([ONE, DYNAMIC]) is None
    assert element_type([NUMBER, DYNAMIC]) is NUMBER
    assert element_type([DYNAMIC, DYNAMIC]) is DYNAMIC
