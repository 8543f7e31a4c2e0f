"""JSON bodies to the blocks and templates that they mean, where the schema is the language's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import SourceFile, SourceRange
from sm_tj_cli.syntax.nodes import (
    Attribute,
    Block,
    Body,
    ObjectConstructor,
    ObjectItem,
    StringLiteral,
    TupleConstructor,
)
from sm_tj_cli.syntax.parse import parse_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Expression


def with_blocks(body: Body, labels: Mapping[str, int], findings: Findings) -> Body:
    """The body with those properties as blocks that `labels` names, each with so many labels."""
    attributes: dict[str, Attribute] = {}
    blocks: list[Block] = []
    for name, attribute in body.attributes.items():
        if name in labels:
            blocks.extend(_blocks(attribute, labels[name], findings))
        else:
            attributes[name] = replace(
                attribute, expression=as_template(attribute.expression, findings)
            )
    return replace(body, attributes=attributes, blocks=tuple(blocks))


def as_template(expression: Expression, findings: Findings) -> Expression:
    """The expression with the templates in its strings parsed."""
    match expression:
        case StringLiteral(text, where) if "${" in text or "%{" in text:
            parsed, problems = parse_template(SourceFile(where.filename, text))
            findings.add(problem.at(None) for problem in problems)
            return _moved(parsed, where) if parsed is not None else expression
        case TupleConstructor(items):
            return replace(expression, items=tuple(as_template(item, findings) for item in items))
        case ObjectConstructor(items):
            inner = tuple(
                ObjectItem(as_template(item.key, findings), as_template(item.value, findings))
                for item in items
            )
            return replace(expression, items=inner)
        case _:
            return expression


def _moved(expression: Expression, where: SourceRange) -> Expression:
    """A template from inside a JSON string is told at that string: its own offsets mean nothing in the file."""
    return replace(expression, range=where)


def _blocks(attribute: Attribute, labels: int, findings: Findings) -> list[Block]:
    found: list[tuple[tuple[str, ...], tuple[SourceRange, ...], Expression]] = [
        ((), (), attribute.expression)
    ]
    for _ in range(labels):
        found = [
            ((*names, item.key.value), (*ranges, item.key.range), item.value)
            for names, ranges, value in found
            for objects in _each(value)
            for item in objects.items
            if isinstance(item.key, StringLiteral)
        ]
    blocks = []
    for names, ranges, value in found:
        for content in _each(value):
            body = _content(content, findings)
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


def _each(value: Expression) -> list[ObjectConstructor]:
    if isinstance(value, TupleConstructor):
        return [item for item in value.items if isinstance(item, ObjectConstructor)]
    return [value] if isinstance(value, ObjectConstructor) else []


def _content(content: ObjectConstructor, findings: Findings) -> Body:
    attributes = {}
    for item in content.items:
        if isinstance(item.key, StringLiteral) and item.key.value != "//":
            name = item.key.value
            where = item.key.range.to(item.value.range)
            value = as_template(item.value, findings)
            attributes[name] = Attribute(name, value, where, item.key.range)
    end = SourceRange(content.range.filename, content.range.end, content.range.end)
    return Body(content.range, end, attributes, from_json=True)
