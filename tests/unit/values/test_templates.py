"""Templates: parts joined to one string."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import STRING
from sm_tj_cli.values.value import SENSITIVE, string, unknown
from tests.unit.values.functions.cases import detail_of, plain, value_of


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('"a${1.50}b${true}"', "a1.5btrue"),
        ('"%{ if 1 > 2 }a%{ else }b%{ endif }"', "b"),
        ('"%{ if true }a%{ else }${[][0]}%{ endif }"', "a"),
        ('"%{ for k, v in { a = 1 } }${k}=${v};%{ endfor }"', "a=1;"),
        ('"%{ for x in [] }${x.y}%{ endfor }"', ""),
    ],
)
def test_results(text: str, result: str) -> None:
    assert plain(value_of(text)) == result


def test_an_unknown_part_makes_it_unknown_and_a_secret_one_secret() -> None:
    assert value_of('"a${u}"', u=unknown()) == unknown(STRING)
    assert value_of('"a${s}"', s=string("x").with_marks({SENSITIVE})).is_sensitive
    assert not value_of('"%{ if u }a%{ endif }"', u=unknown()).is_known


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"a${null}"', "null value in a string template"),
        ('"a${[]}"', "string required"),
        ('"%{ if 5 }%{ endif }"', "must be of type bool"),
        ('"%{ for x in 5 }%{ endfor }"', "type number cannot be used"),
    ],
)
def test_what_is_wrong(text: str, words: str) -> None:
    assert words in detail_of(text)
