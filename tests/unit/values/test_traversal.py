"""Steps into values, through unknown ones too, and why one leads nowhere."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.json_values import from_python
from sm_tj_cli.values.traversal import StepError, attribute, index
from sm_tj_cli.values.types import DYNAMIC, NUMBER, STRING, ListType, MapType, ObjectType, TupleType
from sm_tj_cli.values.value import (
    EPHEMERAL,
    NULL,
    SENSITIVE,
    Value,
    list_of,
    map_of,
    null,
    number,
    set_of,
    string,
    tuple_of,
    unknown,
)

DATA = from_python({"a": [1, "x"], "b": None})
A_NUMBER = ObjectType((("a", NUMBER),))
WORDS = map_of(STRING, {"a": string("x")})


def test_steps_lead_to_parts() -> None:
    assert index(attribute(DATA, "a"), string("1")) == string("x")
    assert index(DATA, string("a")) == attribute(DATA, "a")
    assert index(WORDS, string("a")) == attribute(WORDS, "a") == string("x")
    assert index(from_python({"1": True}), number(1)) == from_python(True)


@pytest.mark.parametrize(
    ("source", "key", "kind"),
    [
        (unknown(), string("a"), DYNAMIC),
        (unknown(ListType(NUMBER)), number(7), NUMBER),
        (unknown(TupleType((STRING, NUMBER))), number(1), NUMBER),
        (unknown(MapType(STRING)), string("k"), STRING),
        (unknown(ObjectType((("a", NUMBER),))), string("a"), DYNAMIC),
        (from_python([1, 2]), unknown(NUMBER), DYNAMIC),
    ],
)
def test_what_is_unknown_has_the_type_of_the_part(source: Value, key: Value, kind: object) -> None:
    found = index(source, key)
    assert (found.is_known, found.type) == (False, kind)


@pytest.mark.parametrize(
    "source",
    [DATA, WORDS, unknown(), unknown(ObjectType((("a", NUMBER),))), unknown(MapType(STRING))],
    ids=["object", "map", "unknown", "unknown object", "unknown map"],
)
def test_marks_of_the_source_of_an_attribute_stay(source: Value) -> None:
    assert attribute(source.with_marks({SENSITIVE}), "a").marks == {SENSITIVE}
    assert attribute(source, "a").marks == frozenset()


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (from_python([1]), number(0)),
        (from_python([1]), unknown()),
        (unknown(ListType(STRING)), number(0)),
        (WORDS, string("a")),
        (WORDS, unknown(STRING)),
        (unknown(MapType(STRING)), string("a")),
        (unknown(), string("a")),
    ],
)
def test_marks_of_source_and_key_of_an_index_stay(source: Value, key: Value) -> None:
    found = index(source.with_marks({SENSITIVE}), key.with_marks({EPHEMERAL}))
    assert found.marks == {SENSITIVE, EPHEMERAL}


def test_an_object_forgets_the_marks_of_the_key_as_terraform_does() -> None:
    secret = string("a").with_marks({SENSITIVE})
    assert not index(DATA, secret).is_sensitive
    assert index(DATA.with_marks({SENSITIVE}), string("a")).is_sensitive


def test_a_part_keeps_its_own_marks_and_takes_none_from_its_neighbours() -> None:
    pair = tuple_of([number(1), number(2).with_marks({SENSITIVE})])
    assert [index(pair, number(at)).is_sensitive for at in (0, 1)] == [False, True]


@pytest.mark.parametrize(
    ("source", "key", "words"),
    [
        (NULL, "a", "This value is null"),
        (DATA, "c", 'does not have an attribute named "c"'),
        (from_python("x"), "a", "primitive-typed value (string)"),
        (from_python([{"a": 1}]), "a", "does not have any attributes"),
        (WORDS, "b", 'does not have an element with the key "b"'),
        (null(MapType(STRING)), "a", "This value is null"),
        (from_python({"length": 1}), "lenght", 'Did you mean "length"?'),
        (
            list_of(A_NUMBER, []),
            "a",
            'attribute "a" for a specific element of the list, or across all elements of the list?',
        ),
        (set_of(A_NUMBER, []), "a", 'attribute "a" across all elements of the set?'),
    ],
)
def test_an_attribute_that_is_not_there(source: Value, key: str, words: str) -> None:
    with pytest.raises(StepError) as told:
        attribute(source, key)
    assert words in told.value.detail


@pytest.mark.parametrize(
    ("source", "key", "words"),
    [
        (from_python([1]), number(1), "greater than or equal to the length"),
        (from_python([]), number(0), "no elements"),
        (from_python([1]), number(-1), "negative number"),
        (from_python([1]), from_python(0.5), "whole number"),
        (from_python([1]), string("x"), "a number is required"),
        (from_python([1]), NULL, "null value as an indexing key"),
        (DATA, number(0), "not by numeric index"),
        (set_of(NUMBER, [number(1)]), number(0), "identified only by their value"),
        (from_python(1), number(0), "does not have any indices"),
        (NULL, number(0), "is null"),
        (null(ListType(STRING)), number(0), "is null"),
        (from_python([1]), from_python([]), "collection value: number required."),
        (from_python([1]), from_python(True), "collection value: number required."),
        (DATA, from_python([]), "collection value: string required."),
        (DATA, string("z"), "collection value."),
        (WORDS, string("z"), "collection value."),
        (WORDS, null(STRING), "null value as an indexing key"),
        (unknown(TupleType((STRING,))), number(1), "greater than or equal to the length"),
        (unknown(TupleType(())), number(0), "no elements"),
    ],
)
def test_an_index_that_leads_nowhere(source: Value, key: Value, words: str) -> None:
    with pytest.raises(StepError) as told:
        index(source, key)
    assert words in told.value.detail


def test_a_secret_index_that_is_wrong_says_no_more_than_that() -> None:
    with pytest.raises(StepError) as told:
        index(from_python([1]), number(3).with_marks({SENSITIVE}))
    assert told.value.detail.endswith("in this collection value.")
