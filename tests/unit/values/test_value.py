"""Values carry marks; their parts keep their own."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import STRING, ListType, MapType, SetType
from sm_tj_cli.values.value import (
    EPHEMERAL,
    NULL,
    SENSITIVE,
    Value,
    list_of,
    map_of,
    null,
    number,
    object_of,
    replace_at,
    set_of,
    string,
    transform,
    tuple_of,
    unknown,
)

SECRET = string("x").with_marks({SENSITIVE})


def test_what_is_known() -> None:
    partly = tuple_of([string("a"), unknown()])
    assert (partly.is_known, partly.is_wholly_known) == (True, False)
    assert (NULL.is_null, NULL.is_known, unknown().is_known) == (True, True, False)


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (set_of(STRING, [string("a"), unknown(STRING)]), False),
        (set_of(STRING, [unknown(STRING)]), True),
        (set_of(STRING, [string("a"), string("b")]), True),
        (tuple_of([unknown(), unknown()]), True),
        (unknown(SetType(STRING)), False),
    ],
)
def test_unknown_elements_of_a_set_may_be_the_same(value: Value, known: bool) -> None:
    assert value.has_known_length is known


def test_marks_of_parts_are_found_and_taken_away() -> None:
    whole = object_of({"a": tuple_of([SECRET]), "b": string("y").with_marks({EPHEMERAL})})
    assert (whole.marks, whole.all_marks()) == (frozenset(), {SENSITIVE, EPHEMERAL})
    assert whole.unmarked().all_marks() == {SENSITIVE, EPHEMERAL}
    assert whole.unmarked_deep().all_marks() == frozenset()
    assert (SECRET.is_sensitive, whole.is_sensitive) == (True, False)
    assert tuple_of([whole]).all_marks() == {SENSITIVE, EPHEMERAL}
    assert SECRET.with_marks({EPHEMERAL}).unmarked() == string("x")


def test_keys_are_sorted_and_strings_composed() -> None:
    assert list(object_of({"b": NULL, "a": NULL}).raw or ()) == ["a", "b"]
    assert list(map_of(STRING, {"b": SECRET, "a": SECRET}).raw or ()) == ["a", "b"]
    assert string("e\u0301") == string("é")


def test_types_follow_from_the_content() -> None:
    assert list_of(STRING, ()).type == ListType(STRING)
    assert map_of(STRING, {}).type == MapType(STRING)
    assert null(STRING).type is STRING


def test_every_part_is_changed_innermost_first() -> None:
    seen: list[object] = []
    transform(tuple_of([number(1), tuple_of([number(2)])]), lambda it: seen.append(it.raw) or it)
    assert [it for it in seen if isinstance(it, int)] == [1, 2]
    assert isinstance(seen[-1], tuple)


def test_one_part_is_replaced_and_what_is_not_there_is_left() -> None:
    value = object_of({"a": tuple_of([number(1), number(3), number(4)])})
    assert replace_at(value, ("a", 1), lambda _: number(2)) == object_of(
        {"a": tuple_of([number(1), number(2), number(4)])}
    )
    assert replace_at(value, ("b", 0), lambda _: NULL) == value
    assert replace_at(value, ("a", 3), lambda _: NULL) == value
