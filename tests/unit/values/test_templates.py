"""Templates: parts joined to one string."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.budget import Budget
from sm_tj_cli.values.types import BOOL, DYNAMIC, STRING, ListType
from sm_tj_cli.values.value import (
    EPHEMERAL,
    SENSITIVE,
    Value,
    boolean,
    list_of,
    string,
    tuple_of,
    unknown,
    unknown_not_null,
)
from tests.unit.values.functions.cases import FixedContext, detail_of, evaluated, plain, value_of

SECRET = string("x").with_marks({SENSITIVE})


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('"a${1.50}b${true}"', "a1.5btrue"),
        ('"%{ if 1 > 2 }a%{ else }b%{ endif }"', "b"),
        ('"%{ if false }a%{ endif }"', ""),
        ('"%{ if true }a%{ else }${[][0]}%{ endif }"', "a"),
        ('"%{ for k, v in { a = 1 } }${k}=${v};%{ endfor }"', "a=1;"),
        ('"%{ for i, x in ["a", "b"] }${i}${x}%{ endfor }"', "0a1b"),
        ('"%{ for x in [] }${x.y}%{ endfor }"', ""),
    ],
)
def test_results(text: str, result: str) -> None:
    assert plain(value_of(text)) == result


@pytest.mark.parametrize(
    "text",
    [
        '"a${u}"',
        '"%{ if u }a%{ endif }"',
        '"%{ if true }${u}%{ endif }"',
        '"%{ for x in u }a%{ endfor }"',
        '"%{ for x in [1, u] }${x}%{ endfor }"',
    ],
)
def test_an_unknown_part_makes_it_an_unknown_string(text: str) -> None:
    assert value_of(text, u=unknown()) == unknown_not_null(STRING)


@pytest.mark.parametrize(
    "text",
    [
        '"a${s}"',
        '"${s}${u}"',
        '"%{ if s == "x" }a%{ endif }"',
        '"%{ if true }a%{ else }b${s}%{ endif }"',
        '"%{ if false }b${s}%{ endif }"',
        '"%{ if u }b${s}%{ endif }"',
        '"%{ for x in [1, s] }${x}%{ endfor }"',
        '"%{ for x in [s, u] }${x}%{ endfor }"',
        '"%{ for x in l }a%{ endfor }"',
    ],
)
def test_a_part_with_marks_gives_them_to_the_whole(text: str) -> None:
    secret = {"s": SECRET, "u": unknown(), "l": tuple_of([]).with_marks({SENSITIVE})}
    assert value_of(text, **secret).marks == {SENSITIVE}


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ('"%{ if g }a%{ endif }"', boolean(True)),
        ('"%{ if g }a%{ endif }"', unknown(BOOL)),
        ('"%{ for x in g }a%{ endfor }"', list_of(STRING, [string("a")])),
        ('"%{ for x in g }a%{ endfor }"', unknown(ListType(STRING))),
        ('"%{ for x in g }a%{ endfor }"', unknown(DYNAMIC)),
    ],
)
def test_marks_of_conditions_and_collections_stay_too(text: str, given: Value) -> None:
    assert value_of(text, g=given.with_marks({SENSITIVE, EPHEMERAL})).marks == {
        SENSITIVE,
        EPHEMERAL,
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"a${null}"', "null value in a string template"),
        ('"a${[]}"', "string required"),
        ('"%{ if 5 }%{ endif }"', "must be of type bool"),
        ('"%{ if true }${[][0]}%{ endif }"', "no elements"),
        ('"%{ if false }%{ else }${[][0]}%{ endif }"', "no elements"),
        ('"%{ for x in 5 }%{ endfor }"', "type number cannot be used"),
    ],
)
def test_what_is_wrong(text: str, words: str) -> None:
    assert words in detail_of(text)


@pytest.mark.parametrize(
    "text", ['"%{ for x in [] }${nothing}%{ endfor }"', '"%{ for x in u }${nothing}%{ endfor }"']
)
def test_a_name_that_means_nothing_is_told_where_no_round_is_made(text: str) -> None:
    with pytest.raises(KeyError, match="nothing"):
        evaluated(text, {"u": unknown()})


def test_parts_are_paid_for_before_they_are_joined_and_the_whole_again() -> None:
    budget = Budget(5_000)
    long = string("x" * 100_000)
    _, faults = evaluated('"${x}${x}"', {"x": long}, FixedContext(budget=budget))
    assert [fault.summary for fault in faults] == ["Expression too expensive"]
