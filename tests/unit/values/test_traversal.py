"""Steps into values, through unknown ones too, and why one leads nowhere."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.json_values import from_python
from sm_tj_cli.values.traversal import StepError, attribute, index
from sm_tj_cli.values.types import NUMBER, STRING, ListType, MapType, ObjectType, TupleType
from sm_tj_cli.values.value import (
    DYNAMIC_UNKNOWN,
    NULL,
    SENSITIVE,
    Value,
    number,
    set_of,
    string,
    unknown,
)

DATA = from_python({"a": [1, "x"], "b": None})


def test_steps_lead_to_parts() -> None:
    assert index(attribute(DATA, "a"), string("1")) == string("x")
    assert index(DATA, string("a")) == attribute(DATA, "a")


@pytest.mark.parametrize(
    ("source", "key", "kind"),
    [
        (unknown(), string("a"), DYNAMIC_UNKNOWN.type),
        (unknown(ListType(NUMBER)), number(7), NUMBER),
        (unknown(TupleType((STRING, NUMBER))), number(1), NUMBER),
        (unknown(MapType(STRING)), string("k"), STRING),
        (unknown(ObjectType((("a", NUMBER),))), string("a"), NUMBER),
        (from_python([1, 2]), unknown(NUMBER), DYNAMIC_UNKNOWN.type),
    ],
)
def test_what_is_unknown_has_the_type_of_the_part(source: Value, key: Value, kind: object) -> None:
    found = index(source, key)
    assert (found.is_known, found.type) == (False, kind)


def test_marks_of_source_and_key_stay() -> None:
    marks = {SENSITIVE}
    assert attribute(DATA.with_marks(marks), "a").is_sensitive
    assert index(from_python([1]), number(0).with_marks(marks)).is_sensitive


@pytest.mark.parametrize(
    ("source", "key", "words"),
    [
        (NULL, "a", "This value is null"),
        (DATA, "c", 'does not have an attribute named "c"'),
        (from_python("x"), "a", "primitive-typed value (string)"),
        (from_python([{"a": 1}]), "a", "does not have any attributes"),
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
        (unknown(TupleType(())), number(0), "no elements"),
    ],
)
def test_an_index_that_leads_nowhere(source: Value, key: Value, words: str) -> None:
    with pytest.raises(StepError) as told:
        index(source, key)
    assert words in told.value.detail
