"""JSON bodies to the blocks and references that they mean, where the schema is the language's own."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from sm_tj_cli.diagnostics import SourceFile, SourcePosition, SourceRange
from sm_tj_cli.syntax.nodes import (
    Attribute,
    Block,
    Body,
    ObjectConstructor,
    ObjectItem,
    StringLiteral,
    TupleConstructor,
)
from sm_tj_cli.syntax.parse import parse_expression

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sm_tj_cli.diagnostics import Diagnostics, Findings
    from sm_tj_cli.syntax.nodes import Expression

Moved = TypeVar("Moved")


def with_blocks(
    body: Body, labels: Mapping[str, int], static: Collection[str], findings: Findings
) -> Body:
    """The body with those properties as blocks that `labels` names, each with so many labels.

    The strings of the `static` ones are expressions, such as addresses.
    """
    attributes: dict[str, Attribute] = {}
    blocks: list[Block] = []
    for name, attribute in body.attributes.items():
        if name in labels:
            blocks.extend(_blocks(attribute, labels[name], findings))
            continue
        if name in static:
            written = as_expression(attribute.expression, findings)
            attribute = replace(attribute, expression=written)
        attributes[name] = attribute
    return replace(body, attributes=attributes, blocks=tuple(blocks))


def as_expression(expression: Expression, findings: Findings) -> Expression:
    """The expression that is written in a string; in an array or an object, those of its parts."""
    match expression:
        case StringLiteral(text, where):
            parsed, problems = parse_expression(SourceFile(where.filename, text))
            return _placed(parsed, problems, where, findings) or expression
        case TupleConstructor(items):
            return replace(expression, items=tuple(as_expression(it, findings) for it in items))
        case ObjectConstructor(items):
            inner = tuple(
                ObjectItem(as_expression(it.key, findings), as_expression(it.value, findings))
                for it in items
            )
            return replace(expression, items=inner)
        case _:
            return expression


def _placed(
    parsed: Expression | None, problems: Diagnostics, where: SourceRange, findings: Findings
) -> Expression | None:
    """What was read from inside a JSON string, and what is wrong with it, at the string's place in the file."""
    findings.add(replace(it, subject=_moved(it.subject, where)) for it in problems)
    return _moved(parsed, where)


def _moved(item: Moved, where: SourceRange) -> Moved:
    """The same with all of its places moved into the string; escapes are longer there, so these are the least."""
    if isinstance(item, SourceRange):
        start, end = (_position(place, where.start) for place in (item.start, item.end))
        return cast("Moved", SourceRange(where.filename, start, end))
    if isinstance(item, tuple):
        return cast("Moved", tuple(_moved(part, where) for part in item))
    if is_dataclass(item) and not isinstance(item, type):
        inner = {each.name: _moved(getattr(item, each.name), where) for each in fields(item)}
        return cast("Moved", replace(item, **inner))
    return item


def _position(inside: SourcePosition, start: SourcePosition) -> SourcePosition:
    # A line break inside the string is an escape: everything stands on one line of the file.
    offset = inside.offset + 1
    return SourcePosition(start.offset + offset, start.line, start.column + offset)


def _blocks(attribute: Attribute, labels: int, findings: Findings) -> list[Block]:
    found: list[tuple[tuple[str, ...], tuple[SourceRange, ...], Expression]] = [
        ((), (), attribute.expression)
    ]
    for _ in range(labels):
        found = [
            ((*names, item.key.value), (*ranges, item.key.range), item.value)
            for names, ranges, value in found
            for objects in _each(value, attribute.name, findings)
            for item in objects.items
            if isinstance(item.key, StringLiteral)
        ]
    blocks = []
    for names, ranges, value in found:
        for content in _each(value, attribute.name, findings):
            body = _content(content)
            definition = attribute.name_range.to(ranges[-1]) if ranges else attribute.name_range
            blocks.append(
                Block(
                    attribute.name,
                    names,
                    body,
                    definition,
                    attribute.name_range,
                    ranges,
                    definition,
                )
            )
    return blocks


def _each(value: Expression, kind: str, findings: Findings) -> list[ObjectConstructor]:
    items = value.items if isinstance(value, TupleConstructor) else (value,)
    for item in items:
        if not isinstance(item, ObjectConstructor):
            findings.error(
                "Incorrect JSON value type",
                "Either a JSON object or a JSON array is required, representing the contents of one or more "
                f'"{kind}" blocks.',
                item.range,
            )
    return [item for item in items if isinstance(item, ObjectConstructor)]


def _content(content: ObjectConstructor) -> Body:
    attributes = {}
    for item in content.items:
        if isinstance(item.key, StringLiteral) and item.key.value != "//":
            name = item.key.value
            where = item.key.range.to(item.value.range)
            attributes[name] = Attribute(name, item.value, where, item.key.range)
    end = SourceRange(content.range.filename, content.range.end, content.range.end)
    return Body(content.range, end, attributes, from_json=True)
