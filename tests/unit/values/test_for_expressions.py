"""`for` over every kind of collection, unknown ones too."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import NUMBER, ListType
from sm_tj_cli.values.value import EPHEMERAL, SENSITIVE, number, tuple_of, unknown
from tests.unit.values.functions.cases import detail_of, evaluated, plain, value_of


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
        ("{ for x in [] : x => x.y }", {}),
        ("{ for x in [1, true] : x => x }", {"1": "#1", "true": True}),
        ('[for x in [1, 2] : x if "true"]', ["#1", "#2"]),
        ("{ for k, v in { a = 1 } : k => v if false }", {}),
        ("[for k, x in tomap({ a = 1 }) : k]", ["a"]),
    ],
)
def test_results(text: str, result: object) -> None:
    assert plain(value_of(text)) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("[for x in us : 1]", "unknown"),
        ("{ for x in us : x => 1 }", "unknown"),
        ("[for x in [u, 1] : 2]", ["#2", "#2"]),
        ("[for x in [u, 1] : x]", ["unknown", "#1"]),
        ("[for x in [u, 1] : 2 if x == 1]", "unknown"),
        ('{ for x in [u] : "${x}" => 1 }', "unknown"),
        ('{ for x in [u, u] : "${x}" => 1... }', "unknown"),
        ("{ for x in [u, 1] : 0 => x... }", {"0": ["unknown", "#1"]}),
    ],
)
def test_what_is_unknown(text: str, result: object) -> None:
    assert plain(value_of(text, u=unknown(NUMBER), us=unknown(ListType(NUMBER)))) == result


@pytest.mark.parametrize(
    ("text", "is_secret"),
    [
        ("[for x in cs : 1]", True),
        ("{ for x in cs : x => 1 }", True),
        ("[for x in cu : 1]", True),
        ("[for x in [c] : x]", False),
        ("{ for x in [c] : 1 => x }", False),
        ("{ for x in [c] : 1 => x... }", False),
        ("[for x in [c] : 1 if x == 1]", True),
        ("[for x in [c] : 1 if x == 2]", True),
        ("[for x in [c, u] : 1 if x == 1]", True),
        ('{ for x in [c] : "${x}" => 1 }', True),
        ('{ for x in [c] : "${x}" => 1... }', True),
        ('{ for x in [c, u] : "${x}" => 1 }', True),
    ],
)
def test_marks_of_collection_keys_and_conditions_are_the_results(
    text: str, is_secret: bool
) -> None:
    marks = {SENSITIVE, EPHEMERAL}
    found = value_of(
        text,
        c=number(1).with_marks(marks),
        cs=tuple_of([number(1)]).with_marks(marks),
        cu=unknown().with_marks(marks),
        u=unknown(NUMBER),
    )
    assert found.marks == (marks if is_secret else frozenset())


@pytest.mark.parametrize("collection", ["[]", "u", "[1]"], ids=["empty", "unknown", "none taken"])
def test_a_name_that_means_nothing_is_told_though_nothing_is_made(collection: str) -> None:
    with pytest.raises(KeyError, match="nothing"):
        evaluated(f"[for x in {collection} : nothing if x == 2]", {"u": unknown()})


def test_a_broken_loop_is_told_once() -> None:
    _, faults = evaluated("[for x in [1, 2, 3] : x if []]")
    assert [fault.summary for fault in faults] == ["Invalid 'for' condition"]


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
