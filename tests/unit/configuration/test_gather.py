"""Instances as one value."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.gather import gathered
from sm_tj_cli.values.json_values import to_json
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value, string

X, Y = string("x"), string("y")


@pytest.mark.parametrize(
    ("values", "repeats", "expected"),
    [
        ({None: X}, False, "x"),
        ({1: Y, 0: X}, False, ["x", "y"]),
        ({"b": Y, "a": X}, True, {"a": "x", "b": "y"}),
        ({}, False, []),
        ({}, True, {}),
    ],
)
def test_gathered(
    values: dict[int | str | None, Value], *, repeats: bool, expected: object
) -> None:
    assert to_json(gathered(values, repeats=repeats)) == expected


def test_what_repeats_is_not_known_before_its_keys_are() -> None:
    assert gathered({None: X}, counts=True) == DYNAMIC_UNKNOWN
    assert gathered({None: X}, repeats=True) == DYNAMIC_UNKNOWN
