"""Objects and splats."""

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
    to_json,
)
from sm_tj_cli.values.value import (
    EPHEMERAL,
    SENSITIVE,
    null,
    object_of,
    string,
    tuple_of,
    unknown,
)
from tests.unit.values.functions.cases import detail_of, evaluated, plain, value_of

A_NUMBER = ObjectType((("a", NUMBER),))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('{ b = 1, "a" = 2, (1) = 3 }', {"1": "#3", "a": "#2", "b": "#1"}),
        ("{ a = 1, a = 2 }", {"a": "#2"}),
        ("{ true = 1 }", {"true": "#1"}),
        ("{}", {}),
        ("[{ a = 1 }, { a = 2 }][*].a", ["#1", "#2"]),
        ("null[*]", []),
        ("tostring(null)[*]", []),
        ("5[*]", ["#5"]),
        ("[].*.a", []),
        ("{ a = 1 }.*.a", ["#1"]),
        ("[[1, 2], [3]][*][0]", ["#1", "#3"]),
        ("[{ a = [{ b = 1 }] }][*].a[*].b", [["#1"]]),
    ],
)
def test_results(text: str, result: object) -> None:
    assert plain(value_of(text)) == result


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tolist([{ a = 1 }])[*].a", ["list", "number"]),
        ("toset([{ a = 1 }])[*].a", ["list", "number"]),
        ("slice(tolist([{ a = 1 }]), 0, 0)[*].a", ["list", "number"]),
        ('tolist([{ a = [1] }, { a = ["x"] }])[*].a', ["list", ["tuple", ["string"]]]),
        ("[{ a = 1 }, { a = 2 }][*].a", ["tuple", ["number", "number"]]),
        ("[][*]", ["tuple", []]),
    ],
)
def test_a_list_stays_a_list_and_a_set_becomes_one(text: str, kind: object) -> None:
    assert to_json(value_of(text).type) == kind


@pytest.mark.parametrize(
    ("source", "result"),
    [
        (DYNAMIC, unknown()),
        (A_NUMBER, unknown()),
        (ListType(A_NUMBER), unknown(ListType(NUMBER))),
        (SetType(A_NUMBER), unknown(ListType(NUMBER))),
        (MapType(NUMBER), unknown()),
        (
            TupleType((A_NUMBER, ObjectType((("a", BOOL),)))),
            unknown(TupleType((NUMBER, BOOL))),
        ),
    ],
    ids=["dynamic", "object", "list", "set", "map", "tuple"],
)
def test_what_is_unknown_has_the_type_that_is_known(source: Type, result: object) -> None:
    assert value_of("u[*].a", u=unknown(source)) == result


def test_unknown_and_secret_keys_are_the_objects_own() -> None:
    assert value_of("{ (u) = 1 }", u=unknown(STRING)) == unknown()
    secret = string("a").with_marks({SENSITIVE})
    assert value_of("{ (s) = 1 }", s=secret) == value_of("{ a = 1 }").with_marks({SENSITIVE})
    assert value_of("{ (s) = 1, (u) = 2 }", s=secret, u=unknown()).is_sensitive


def test_values_in_an_object_keep_their_own_marks() -> None:
    secret = string("x").with_marks({SENSITIVE})
    assert value_of("{ a = s }", s=secret) == object_of({"a": secret})


@pytest.mark.parametrize(
    "source",
    [tuple_of([string("x")]), string("x"), null(STRING), unknown(), unknown(ListType(STRING))],
    ids=["tuple", "single", "null", "unknown", "unknown list"],
)
def test_marks_of_the_source_of_a_splat_are_the_results(source: object) -> None:
    marks = {SENSITIVE, EPHEMERAL}
    assert value_of("s[*]", s=source.with_marks(marks)).marks == marks  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{ (null) = 1 }", "null value as a key"),
        ("{ ([]) = 1 }", "value as a key: string required"),
        ("{ a.b = 1 }", "wrap it in parentheses"),
        ("tolist(null)[*]", "cannot be applied to null sequences"),
        ("(true ? null : [1]).*.a", "cannot be applied to null sequences"),
        ("[tolist(null)][*][*]", "cannot be applied to null sequences"),
        ("[{ a = 1 }, null][*].a", "This value is null"),
    ],
)
def test_what_is_wrong(text: str, words: str) -> None:
    assert words in detail_of(text)


def test_the_source_of_a_splat_is_to_blame_for_being_null() -> None:
    _, (fault,) = evaluated("[1, tolist(null)[*].a]")
    assert fault.subject is not None
    assert (fault.subject.start.column, fault.subject.end.column) == (5, 17)
