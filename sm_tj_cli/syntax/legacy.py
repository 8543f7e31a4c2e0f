"""HCL1's spelling of a map, `tags { "Name" = "foo" }`, in today's words: `tags = { "Name" = "foo" }`.

Before Terraform 0.12 a map and a block were written alike. Quoted keys, which no block has, tell a map.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.syntax.nodes import Attribute, ObjectConstructor, ObjectItem, StringLiteral

if TYPE_CHECKING:
    from sm_tj_cli.syntax.nodes import Block, Body


def as_argument(block: Block) -> Attribute:
    """The argument that a block with quoted keys stands for."""
    return Attribute(block.type, as_object(block.body), block.range, block.type_range)


def as_object(body: Body) -> ObjectConstructor:
    """What stands in a block, as an object in the order of the file."""
    items = [
        ObjectItem(StringLiteral(attribute.name, attribute.name_range), attribute.expression)
        for attribute in body.attributes.values()
    ]
    items.extend(
        ObjectItem(StringLiteral(block.type, block.type_range), as_object(block.body))
        for block in body.blocks
    )
    items.sort(key=lambda item: item.key.range.start)
    return ObjectConstructor(tuple(items), body.range)
