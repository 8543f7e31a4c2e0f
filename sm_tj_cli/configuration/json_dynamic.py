"""`dynamic` blocks of the JSON syntax: `"dynamic": {"TYPE": {"for_each": …, "content": {…}}}`.

What is a block and what a map only the resource type knows, and in JSON both look alike. Where a `dynamic` stands
there is no doubt, so it and whatever it stands in become blocks, and everything else stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.json_body import with_blocks
from sm_tj_cli.syntax.nodes import ObjectConstructor, StringLiteral, TupleConstructor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Block, Body, Expression

DYNAMIC = "dynamic"
NEEDED = {"for_each", "content"}


def with_dynamic_blocks(body: Body, findings: Findings) -> Body:
    """The body of a resource with its dynamic blocks, at any depth, as blocks."""
    labels = {
        name: 1 if name == DYNAMIC else 0
        for name, attribute in body.attributes.items()
        if (_is_dynamic(attribute.expression) if name == DYNAMIC else _holds(attribute.expression))
    }
    if not labels:
        return body
    found = with_blocks(body, labels, (), findings)
    return replace(
        found, blocks=body.blocks + tuple(_inside(block, findings) for block in found.blocks)
    )


def _inside(block: Block, findings: Findings) -> Block:
    if block.type != DYNAMIC:
        return replace(block, body=with_dynamic_blocks(block.body, findings))
    body = with_blocks(block.body, {"content": 0}, (), findings)
    contents = tuple(
        replace(inner, body=with_dynamic_blocks(inner.body, findings)) for inner in body.blocks
    )
    return replace(block, body=replace(body, blocks=contents))


def _holds(expression: Expression) -> bool:
    """Whether a dynamic block stands somewhere in it."""
    return any(
        _is_dynamic(value) if name == DYNAMIC else _holds(value)
        for name, value in _items(expression)
    )


def _is_dynamic(expression: Expression) -> bool:
    contents = [content for _, content in _items(expression)]
    return bool(contents) and all(
        {name for name, _ in _items(content)} >= NEEDED for content in contents
    )


def _items(expression: Expression) -> Iterator[tuple[str, Expression]]:
    match expression:
        case TupleConstructor(parts):
            for part in parts:
                yield from _items(part)
        case ObjectConstructor(items):
            for item in items:
                if isinstance(item.key, StringLiteral):
                    yield item.key.value, item.value
        case _:
            return
