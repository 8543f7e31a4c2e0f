"""Why a type is not the one that is needed, in Terraform's words."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.mismatch import mismatch
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


def objects(**attributes: Type) -> ObjectType:
    """An object's type."""
    return ObjectType(tuple(sorted(attributes.items())))


@pytest.mark.parametrize(
    ("given", "wanted", "words"),
    [
        (objects(), STRING, "string required"),
        (NUMBER, ListType(DYNAMIC), "list of any single type required"),
        (NUMBER, SetType(STRING), "set of string required"),
        (TupleType((NUMBER, BOOL)), ListType(DYNAMIC), "all list elements must have the same type"),
        (objects(a=NUMBER, b=BOOL), MapType(DYNAMIC), "all map elements must have the same type"),
        (TupleType((STRING, objects())), SetType(STRING), "element 1: string required"),
        (objects(a=objects()), MapType(STRING), 'element "a": string required'),
        (ListType(objects()), ListType(STRING), "incorrect list element type: string required"),
        (MapType(objects()), MapType(STRING), "incorrect map element type: string required"),
        (ListType(objects()), SetType(STRING), "incorrect set element type: string required"),
        (TupleType((NUMBER, BOOL)), SetType(DYNAMIC), "all set elements must have the same type"),
        (STRING, MapType(ListType(DYNAMIC)), "map of list of any single type required"),
        (NUMBER, TupleType((STRING,)), "tuple required"),
        (
            objects(a=objects(b=objects())),
            objects(a=objects(b=NUMBER)),
            'attribute "a": attribute "b": number required',
        ),
        (objects(), objects(a=STRING), 'attribute "a" is required'),
        (objects(), objects(a=STRING, b=STRING), 'attributes "a" and "b" are required'),
        (
            objects(),
            objects(a=STRING, b=STRING, c=STRING),
            'attributes "a", "b", and "c" are required',
        ),
        (objects(a=objects()), objects(a=STRING), 'attribute "a": string required'),
    ],
)
def test_words(given: Type, wanted: Type, words: str) -> None:
    assert mismatch(given, wanted) == words
