"""`for` over every kind of collection, unknown ones too."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import NUMBER, ListType
from sm_tj_cli.values.value import SENSITIVE, number, tuple_of, unknown
from tests.unit.values.functions.cases import detail_of, plain, value_of


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("[for i, x in [3, 4] : x * i]", ["#0", "#4"]),
        ("[for k, v in { b = 1, a = 2 } : k]", ["a", "b"]),
        ('[for x in toset(["b", "a"]) : x]', ["a", "b"]),
        ("[for k, x in toset([5]) : k == x]", [True]),
        ("[for x in [1, 2, 3] : x if x > 1]", ["#2", "#3"]),
        ('{ for x in ["a", "b"] : x => upper(x) }', {"a": "A", "b": "B"}),
        (
            '{ for x in ["aa", "b", "ab"] : substr(x, 0, 1) => x... }',
            {"a": ["aa", "ab"], "b": ["b"]},
        ),
        ("[for x in [[1], [2]] : [for x in x : x]]", [["#1"], ["#2"]]),
        ("[for x in [] : x.y]", []),
    ],
)
def test_results(text: str, result: object) -> None:
    assert plain(value_of(text)) == result


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("[for x in u : 1]", False),
        ("[for x in [u, 1] : 2]", True),
        ("[for x in [u, 1] : 2 if x == 1]", False),
        ('{ for x in [u] : "${x}" => 1 }', False),
    ],
)
def test_what_is_unknown(text: str, known: bool) -> None:
    kind = unknown(ListType(NUMBER)) if " u :" in text else unknown(NUMBER)
    assert value_of(text, u=kind).is_known is known


def test_marks_of_collection_keys_and_conditions_are_the_results() -> None:
    secret = number(1).with_marks({SENSITIVE})
    assert value_of("[for x in c : 1]", c=tuple_of([secret]).with_marks({SENSITIVE})).is_sensitive
    assert not value_of("[for x in [c] : x]", c=secret).is_sensitive
    assert value_of("[for x in [c] : 1 if x == 1]", c=secret).is_sensitive
    assert value_of('{ for x in [c] : "${x}" => 1 }', c=secret).is_sensitive


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[for x in null : x]", "null value cannot be used"),
        ("[for x in 5 : x]", "type number cannot be used"),
        ('{ for x in ["a", "a"] : x => 1 }', 'produced the key "a"'),
        ("{ for x in [null] : x => 1 }", "must not produce a null value"),
        ("{ for x in [[]] : x => 1 }", "invalid result: string required"),
        ("[for x in [1] : x if x]", "'if' clause value is invalid"),
        ("[for x in [1] : x if null]", "must not be null"),
    ],
)
def test_what_is_wrong(text: str, words: str) -> None:
    assert words in detail_of(text)
