"""Walks over a tree: what an expression or a body refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.syntax.nodes import (
    Attribute,
    AttributeStep,
    BinaryOperation,
    Block,
    Body,
    Conditional,
    ForExpression,
    FunctionCall,
    IndexStep,
    KeywordLiteral,
    NumberLiteral,
    ObjectConstructor,
    Parentheses,
    Reference,
    Splat,
    StringLiteral,
    Template,
    TemplateFor,
    TemplateIf,
    TemplateWrap,
    Traversal,
    TupleConstructor,
    UnaryOperation,
    Unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Expression, Step

    Node: TypeAlias = Expression | Body | Block | Attribute
    Found: TypeAlias = tuple[str, tuple[Step, ...], SourceRange]

NO_NAMES: frozenset[str] = frozenset()


def references(node: Node) -> Iterator[Found]:
    """Every name that is not bound inside: its root, the steps behind it, and where it stands."""
    waiting: list[tuple[Node, frozenset[str]]] = [(node, NO_NAMES)]
    while waiting:
        item, bound = waiting.pop()
        match item:
            case Reference(name, where):
                if name not in bound:
                    yield name, (), where
            case Traversal(Reference(name), steps, where) | Splat(
                Reference(name), steps, range=where
            ):
                if name not in bound:
                    static = steps if isinstance(item, Traversal) else ()
                    yield name, static, where
                waiting.extend((step.key, bound) for step in steps if isinstance(step, IndexStep))
            case _:
                waiting.extend(
                    reversed([(child, bound | names) for child, names in children(item)])
                )


def descend(node: Node) -> Iterator[Node]:
    """The node and everything in it, from the outside in."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(child for child, _ in reversed(children(item)))


def children(node: Node) -> list[tuple[Node, frozenset[str]]]:
    """The parts of a node, each with the names that the node binds for it."""
    match node:
        case Body(attributes=attributes, blocks=blocks):
            return _free(*attributes.values(), *blocks)
        case Block(body=body):
            return _free(body)
        case Attribute(expression=expression) | TemplateWrap(expression) | Parentheses(expression):
            return _free(expression)
        case NumberLiteral() | KeywordLiteral() | StringLiteral() | Reference() | Unreadable():
            return []
        case ForExpression() | TemplateFor():
            return _loop(node)
        case _:
            return _free(*_operands(node))


def _operands(node: Node) -> tuple[Node, ...]:
    parts: tuple[Node, ...] = ()
    match node:
        case UnaryOperation(operand=operand):
            parts = (operand,)
        case BinaryOperation(left=left, right=right):
            parts = (left, right)
        case Conditional(condition, then, otherwise):
            parts = (condition, then, otherwise)
        case TemplateIf(condition, then, otherwise):
            parts = (condition, then) if otherwise is None else (condition, then, otherwise)
        case FunctionCall(arguments=parts) | Template(parts) | TupleConstructor(parts):
            pass
        case ObjectConstructor(items):
            parts = tuple(part for item in items for part in (item.key, item.value))
        case Traversal(source, steps) | Splat(source, steps):
            parts = (source, *(step.key for step in steps if isinstance(step, IndexStep)))
        case _:
            pass
    return parts


def _loop(node: ForExpression | TemplateFor) -> list[tuple[Node, frozenset[str]]]:
    names = frozenset(name for name in (node.key_name, node.value_name) if name is not None)
    if isinstance(node, TemplateFor):
        return [(node.collection, NO_NAMES), (node.body, names)]
    inner = [part for part in (node.key, node.value, node.condition) if part is not None]
    return [(node.collection, NO_NAMES), *((part, names) for part in inner)]


def _free(*nodes: Node) -> list[tuple[Node, frozenset[str]]]:
    return [(node, NO_NAMES) for node in nodes]


def static_name(step: Step) -> str | None:
    """The name of an attribute step or of an index by a literal string; None for any other step."""
    match step:
        case AttributeStep(name) | IndexStep(StringLiteral(name)):
            return name
        case _:
            return None
