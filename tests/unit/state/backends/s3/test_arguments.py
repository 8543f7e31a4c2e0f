"""Values become the arguments' types as in Terraform."""

from __future__ import annotations

import pytest

from sm_tj_cli.state.backends.s3.arguments import (
    ARGUMENTS,
    Argument,
    Inappropriate,
    Setting,
    Type,
    converted,
)

OBJECT = Argument(Type.OBJECT, {"a": Argument(required=True), "b": Argument(Type.BOOL)})


@pytest.mark.parametrize(
    ("kind", "given", "made"),
    [
        (Type.STRING, "x", "x"),
        (Type.STRING, True, "true"),
        (Type.STRING, False, "false"),
        (Type.STRING, 12, "12"),
        (Type.STRING, 1.5, "1.5"),
        (Type.BOOL, True, True),
        (Type.BOOL, "true", True),
        (Type.BOOL, "0", False),
        (Type.NUMBER, 3, 3.0),
        (Type.NUMBER, "4", 4.0),
        (Type.STRINGS, ["a", 1], ["a", "1"]),
        (Type.MAP, {"a": 1}, {"a": "1"}),
        (Type.BOOL, None, None),
    ],
)
def test_what_can_be_converted(kind: Type, given: Setting, made: Setting) -> None:
    assert converted(given, Argument(kind)) == made


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        (Type.STRING, [], "string required."),
        (Type.BOOL, "maybe", "a bool is required."),
        (Type.BOOL, 1, "a bool is required."),
        (Type.NUMBER, "x", "a number is required."),
        (Type.NUMBER, True, "a number is required."),
        (Type.STRINGS, "x", "set of string required."),
        (Type.MAP, [], "map of string required."),
        (Type.OBJECT, "x", "object required."),
    ],
)
def test_what_cannot(kind: Type, given: Setting, words: str) -> None:
    with pytest.raises(Inappropriate) as caught:
        converted(given, Argument(kind))
    assert str(caught.value) == words


def test_an_object_keeps_what_it_knows() -> None:
    assert converted({"a": 1, "b": None, "c": 2}, OBJECT) == {"a": "1"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, 'attribute "a" is required.'),
        ({"a": "", "b": "x"}, 'attribute "b": a bool is required.'),
    ],
)
def test_an_object_that_lacks_something(given: Setting, words: str) -> None:
    with pytest.raises(Inappropriate) as caught:
        converted(given, OBJECT)
    assert str(caught.value) == words


def test_deprecated_arguments_name_real_ones() -> None:
    for argument in ARGUMENTS.values():
        outer, _, inner = argument.instead.partition(".")
        assert not outer or outer in ARGUMENTS
        assert not inner or inner in (ARGUMENTS[outer].inside or {})
