"""HCL1's maps, which were written like blocks."""

from __future__ import annotations

from sm_tj_cli.syntax.legacy import as_argument, as_object
from sm_tj_cli.syntax.nodes import ObjectConstructor, StringLiteral
from tests.unit.syntax.cases import body_of, expression_of


def keys(value: ObjectConstructor) -> list[str]:
    """The keys in their order."""
    return [item.key.value for item in value.items if isinstance(item.key, StringLiteral)]


def test_a_block_becomes_an_object_in_the_order_of_the_file() -> None:
    (block,) = body_of("a {\n  z = 1\n  m {\n    n = 2\n  }\n  b = 3\n}\n").blocks
    assert keys(as_object(block.body)) == ["z", "m", "b"]
    argument = as_argument(block)
    assert (argument.name, argument.range) == ("a", block.range)


def test_a_key_before_a_brace_inside_an_object() -> None:
    found = expression_of("{ a { b = 1 } }")
    assert isinstance(found, ObjectConstructor)
    assert keys(found) == ["a"]
