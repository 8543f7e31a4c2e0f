"""What was written for a member, whichever way: an argument, a block, an object in a list.

A file may say `x { a = 1 }`, `x = { a = 1 }` or `x = [{ a = 1 }]` (HCL1 knew no difference between blocks and
maps); here each becomes the same entries by name, every one with its value and its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from sm_tj_cli.diagnostics import SourceRange
from sm_tj_cli.request import places
from sm_tj_cli.request.places import entry_of

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
    is_open: ClassVar[bool] = False

    @property
    def place(self) -> SourceRange:
        """Where it is told that it should not be there."""
        return self.range


@dataclass(frozen=True, slots=True)
class GivenBlock:
    """`name { … }`. `range` is its header; an open one stands for a number of blocks that is not known yet."""

    body: EvaluatedBody
    range: SourceRange
    name_range: SourceRange
    labels: tuple[str, ...] = ()
    is_open: bool = False

    @property
    def place(self) -> SourceRange:
        """Where it is told that it should not be there."""
        return self.name_range


Given: TypeAlias = GivenValue | GivenBlock
Entries: TypeAlias = "Mapping[str, list[Given]]"


def opening(body: SourceRange) -> SourceRange:
    """The opening brace of a body: where Terraform tells what is missing in it."""
    start = body.start
    end = start._replace(offset=start.offset + 1, column=start.column + 1)
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
        one = GivenBlock(block.body, block.range, block.type_range, block.labels, block.is_open)
        found.setdefault(block.type, []).append(one)
    return found


def entries_of(given: Given) -> Entries:
    """What stands inside a block, or inside an object that stands for one."""
    if isinstance(given, GivenBlock):
        return entries_of_body(given.body)
    content = given.value.raw
    assert isinstance(content, dict)
    found: dict[str, list[Given]] = {}
    for name, value in content.items():
        entry = entry_of(given.expression, name)
        name_range, where = (entry[0], entry[1].range) if entry else (given.range, given.range)
        marked = value.with_marks(given.value.marks)
        found[name] = [GivenValue(marked, entry[1] if entry else None, where, name_range)]
    return found


def items_of(given: GivenValue) -> list[GivenValue]:
    """The elements of a list, a tuple or a set, each with its place."""
    content = given.value.raw
    assert isinstance(content, tuple)
    written = places.items_of(given.expression, len(content))
    found = []
    for index, value in enumerate(content):
        expression = written[index] if written else None
        where = expression.range if expression else given.range
        marked = value.with_marks(given.value.marks)
        found.append(GivenValue(marked, expression, where, given.name_range))
    return found
