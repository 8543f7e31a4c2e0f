"""Whether two values are the same: yes, no, or not known yet."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.equality import equal
from sm_tj_cli.values.json_values import from_python
from sm_tj_cli.values.types import NUMBER, STRING
from sm_tj_cli.values.value import NULL, Value, list_of, null, number, string, tuple_of, unknown


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (number(1), number(1), True),
        (number(1), string("1"), False),
        (from_python(True), number(1), False),
        (NULL, null(STRING), True),
        (NULL, number(1), False),
        (unknown(NUMBER), number(1), None),
        (unknown(), NULL, False),
        (from_python({"a": [1]}), from_python({"a": [1]}), True),
        (from_python({"a": 1}), from_python({"b": 1}), False),
        (from_python([1]), list_of(NUMBER, [number(1)]), False),
        (tuple_of([unknown(), number(1)]), from_python([0, 1]), None),
        (tuple_of([unknown(), number(1)]), from_python([0, 2]), False),
    ],
)
def test_answers(left: Value, right: Value, answer: bool | None) -> None:
    assert equal(left, right) is answer
    assert equal(right, left) is answer
