"""What was written for a member, whichever way: an argument, a block, an object in a list.

A file may say `x { a = 1 }`, `x = { a = 1 }` or `x = [{ a = 1 }]` (HCL1 knew no difference between blocks and
maps); here each becomes the same entries by name, every one with its value and its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.diagnostics import SourceRange
from sm_tj_cli.syntax.nodes import ObjectConstructor, Parentheses, StringLiteral, TupleConstructor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.configuration.model import EvaluatedBody
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.values.value import Value


@dataclass(frozen=True, slots=True)
class GivenValue:
    """`name = value`, or an item of an object. `range` is the value's, `name_range` the name's."""

    value: Value
    expression: Expression | None
    range: SourceRange
    name_range: SourceRange


@dataclass(frozen=True, slots=True)
class GivenBlock:
    """`name { … }`. `range` is its header."""

    body: EvaluatedBody
    range: SourceRange
    name_range: SourceRange


Given: TypeAlias = GivenValue | GivenBlock
Entries: TypeAlias = "Mapping[str, list[Given]]"


def opening(body: SourceRange) -> SourceRange:
    """The opening brace of a body: where Terraform tells what is missing in it."""
    start = body.start
    end = replace(start, offset=start.offset + 1, column=start.column + 1)
    return SourceRange(body.filename, start, end)


def entries_of_body(body: EvaluatedBody) -> Entries:
    """The arguments and blocks by name, in the order of the file."""
    found: dict[str, list[Given]] = {}
    for attribute in body.attributes.values():
        given = GivenValue(
            attribute.value,
            attribute.expression,
            attribute.expression.range,
            attribute.name_range,
        )
        found.setdefault(attribute.name, []).append(given)
    for block in body.blocks:
        one = GivenBlock(block.body, block.range, block.type_range)
        found.setdefault(block.type, []).append(one)
    return found


def entries_of(given: Given) -> Entries:
    """What stands inside a block, or inside an object that stands for one."""
    if isinstance(given, GivenBlock):
        return entries_of_body(given.body)
    content = given.value.raw
    assert isinstance(content, dict)
    places = _item_places(given.expression)
    found: dict[str, list[Given]] = {}
    for name, value in content.items():
        name_range, expression = places.get(name, (given.range, None))
        where = expression.range if expression else given.range
        marked = value.with_marks(given.value.marks)
        found[name] = [GivenValue(marked, expression, where, name_range)]
    return found


def items_of(given: GivenValue) -> list[GivenValue]:
    """The elements of a list, a tuple or a set, each with its place."""
    content = given.value.raw
    assert isinstance(content, tuple)
    written = given.expression
    constructor = written if isinstance(written, TupleConstructor) else None
    if constructor is not None and len(constructor.items) != len(content):
        constructor = None
    found = []
    for index, value in enumerate(content):
        expression = constructor.items[index] if constructor else None
        where = expression.range if expression else given.range
        marked = value.with_marks(given.value.marks)
        found.append(GivenValue(marked, expression, where, given.name_range))
    return found


def _item_places(
    expression: Expression | None,
) -> dict[str, tuple[SourceRange, Expression]]:
    if not isinstance(expression, ObjectConstructor):
        return {}
    places = {}
    for item in expression.items:
        key = item.key.expression if isinstance(item.key, Parentheses) else item.key
        if isinstance(key, StringLiteral):
            places[key.value] = (item.key.range, item.value)
    return places
