"""Types and their names, in messages and in state files."""

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
    friendly_name,
    has_dynamic,
    parse_json,
    to_json,
)

OBJECT = ObjectType((("a", NUMBER), ("b", ListType(DYNAMIC))))


@pytest.mark.parametrize(
    ("kind", "name", "written", "is_open"),
    [
        (BOOL, "bool", "bool", False),
        (DYNAMIC, "dynamic", "dynamic", True),
        (ListType(SetType(STRING)), "list of set of string", ["list", ["set", "string"]], False),
        (MapType(DYNAMIC), "map of dynamic", ["map", "dynamic"], True),
        (TupleType((STRING, BOOL)), "tuple", ["tuple", ["string", "bool"]], False),
        (OBJECT, "object", ["object", {"a": "number", "b": ["list", "dynamic"]}], True),
    ],
)
def test_a_type_has_two_names(
    kind: Type,
    name: str,
    written: object,
    is_open: bool,
) -> None:
    assert (friendly_name(kind), to_json(kind), has_dynamic(kind)) == (name, written, is_open)
    assert parse_json(written) == kind


@pytest.mark.parametrize(
    "data",
    ["text", "", None, 1, [], ["list"], ["bag", "string"], ["tuple", "string"], ["list", ["set"]]],
)
def test_what_is_no_type_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="is no type"):
        parse_json(data)


def test_attributes_of_an_object_are_read_in_any_order_with_or_without_a_list_of_optional_ones() -> (
    None
):
    assert parse_json(["object", {"b": ["list", "dynamic"], "a": "number"}, ["a"]]) == OBJECT


def test_an_attribute_is_found_by_name() -> None:
    assert (OBJECT.attribute("a"), OBJECT.attribute("z")) == (NUMBER, None)
