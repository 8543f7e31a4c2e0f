"""Values as `terraform console` prints them."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.display import hcl_text, type_text
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    STRING,
    ListType,
    MapType,
    ObjectType,
    TupleType,
    Type,
)
from sm_tj_cli.values.value import EPHEMERAL, SENSITIVE, string, tuple_of, unknown
from tests.unit.values.functions.cases import value_of


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('"a\\"${1}$${b}"', '"a\\"1${b}"'),
        ("1.50", "1.5"),
        ("pow(10, 30)", "1" + "0" * 30),
        ("[tostring(null), 1]", "[\n  tostring(null),\n  1,\n]"),
        ("null", "null"),
        ("tostring(null)", "tostring(null)"),
        ("true ? null : [1]", "null /* tuple */"),
        ("true ? null : {}", "null /* object */"),
        ("true ? null : toset([[1]])", "toset(null) /* of tuple */"),
        ('true ? null : tomap({ a = "x" })', "tomap(null) /* of string */"),
        ("1 / 0", "+Inf"),
        ("[]", "[]"),
        ("toset([2, 1])", "toset([\n  1,\n  2,\n])"),
        ("{ b = [true], a = null }", '{\n  "a" = null\n  "b" = [\n    true,\n  ]\n}'),
        ('"a\\nb"', "<<EOT\na\nb\nEOT"),
        ('["a\\nb"]', "[\n  <<-EOT\n  a\n  b\n  EOT,\n]"),
        ('tomap({ a = "x" })', 'tomap({\n  "a" = "x"\n})'),
    ],
)
def test_values(expression: str, text: str) -> None:
    assert hcl_text(value_of(expression)) == text


def test_what_is_not_shown() -> None:
    assert hcl_text(string("x").with_marks({SENSITIVE})) == "(sensitive value)"
    assert hcl_text(string("x").with_marks({EPHEMERAL})) == "(ephemeral value)"
    assert hcl_text(unknown()) == "(known after apply)"
    assert hcl_text(unknown().with_marks({SENSITIVE})) == "(known after apply)"
    assert hcl_text(tuple_of([unknown(STRING)])) == "[\n  (known after apply),\n]"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (DYNAMIC, "any"),
        (ListType(MapType(BOOL)), "list(map(bool))"),
        (TupleType((STRING, BOOL)), "tuple([string, bool])"),
        (ObjectType((("a", STRING),)), "object({a=string})"),
    ],
)
def test_types(kind: Type, text: str) -> None:
    assert type_text(kind) == text
