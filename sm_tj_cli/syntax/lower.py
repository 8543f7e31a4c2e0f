"""The parser's raw tree to nodes, bottom up and without recursion, so that no depth is too deep.

Each method is named as a rule of the grammar and takes that rule's children, tokens and finished nodes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from lark import Token

from sm_tj_cli.syntax.lower_body import BodyLowering
from sm_tj_cli.syntax.nodes import (
    AttributeStep,
    BinaryOperation,
    BinaryOperator,
    Conditional,
    ForExpression,
    FunctionCall,
    IndexStep,
    KeywordLiteral,
    NumberLiteral,
    ObjectConstructor,
    ObjectItem,
    Parentheses,
    Reference,
    Splat,
    SplatStep,
    StringLiteral,
    Traversal,
    TupleConstructor,
    UnaryOperation,
    UnaryOperator,
)

if TYPE_CHECKING:
    from sm_tj_cli.syntax.nodes import Expression, Step
    from sm_tj_cli.syntax.spans import Child

ForNames: TypeAlias = "tuple[str | None, str]"

_KEYWORDS = {"true": True, "false": False, "null": None}


class Lowering(BodyLowering):
    """One file's tree to nodes; what is wrong with it is collected in `findings`."""

    def one_expression(self, children: list[Child]) -> Expression:
        return self.nodes(children)[0]

    def parentheses(self, children: list[Child]) -> Parentheses:
        return Parentheses(self.nodes(children)[0], self.span(children))

    def number(self, children: list[Child]) -> NumberLiteral:
        return NumberLiteral(str(children[0]), self.span(children))

    def identifier(self, children: list[Child]) -> Reference:
        return Reference(str(children[0]), self.span(children))

    def literal_value(self, children: list[Child]) -> KeywordLiteral:
        return KeywordLiteral(_KEYWORDS[str(children[0])], self.span(children))

    def unary_op(self, children: list[Child]) -> UnaryOperation:
        operator = UnaryOperator(str(children[0]))
        operand = self.nodes(children)[0]
        return UnaryOperation(operator, operand, self.span(children), self.span(children[:1]))

    def binary_op(self, children: list[Child]) -> BinaryOperation:
        left, right = self.nodes(children)
        operator = BinaryOperator(str(children[1]))
        span = self.span(children)
        return BinaryOperation(operator, left, right, span, self.span(children[1:2]))

    def conditional(self, children: list[Child]) -> Conditional:
        condition, then, otherwise = self.nodes(children)
        return Conditional(condition, then, otherwise, self.span(children))

    def tuple(self, children: list[Child]) -> TupleConstructor:
        return TupleConstructor(tuple(self.nodes(children)), self.span(children))

    def object(self, children: list[Child]) -> ObjectConstructor:
        items = tuple(child for child in children if isinstance(child, ObjectItem))
        return ObjectConstructor(items, self.span(children))

    def object_elem(self, children: list[Child]) -> ObjectItem:
        key, value = self.nodes(children)
        match key:
            case Reference(name, where):
                return ObjectItem(StringLiteral(name, where), value)
            case KeywordLiteral(word, where):
                # Terraform reads a bare keyword in a key's place as its name.
                text = "null" if word is None else str(word).lower()
                return ObjectItem(StringLiteral(text, where), value)
            case _:
                return ObjectItem(key, value)

    def function_call(self, children: list[Child]) -> FunctionCall:
        opening = next(index for index, child in enumerate(children) if _is(child, "LPAR"))
        name = "".join(str(child) for child in children[:opening])
        return FunctionCall(
            name,
            tuple(self.nodes(children[opening:])),
            any(_is(child, "ELLIPSIS") for child in children),
            self.span(children),
            self.span(children[:opening]),
        )

    def get_attr(self, children: list[Child]) -> Expression:
        step = AttributeStep(str(children[2]), self.span(children[1:]))
        return self._with_step(self.nodes(children)[0], step)

    def short_index(self, children: list[Child]) -> Expression:
        return self.get_attr(children)

    def braces_index(self, children: list[Child]) -> Expression:
        source, key = self.nodes(children)
        return self._with_step(source, IndexStep(key, self.span(children[1:])))

    def attr_splat(self, children: list[Child]) -> Expression:
        return self._splat(children, is_full=False)

    def full_splat(self, children: list[Child]) -> Expression:
        return self._splat(children, is_full=True)

    def for_tuple_expr(self, children: list[Child]) -> ForExpression:
        key_name, value_name = self._for_names(children)
        nodes = self.nodes(children)
        condition = nodes[2] if len(nodes) > 2 else None
        return ForExpression(
            key_name,
            value_name,
            nodes[0],
            None,
            nodes[1],
            condition,
            grouped=False,
            range=self.span(children),
        )

    def for_object_expr(self, children: list[Child]) -> ForExpression:
        key_name, value_name = self._for_names(children)
        nodes = self.nodes(children)
        condition = nodes[3] if len(nodes) > 3 else None
        grouped = any(_is(child, "ELLIPSIS") for child in children)
        where = self.span(children)
        return ForExpression(
            key_name,
            value_name,
            nodes[0],
            nodes[1],
            nodes[2],
            condition,
            grouped=grouped,
            range=where,
        )

    def _for_names(self, children: list[Child]) -> ForNames:
        names = [str(child) for child in children if _is(child, "NAME")]
        return (names[0], names[1]) if len(names) == 2 else (None, names[0])

    def _splat(self, children: list[Child], *, is_full: bool) -> Splat:
        source = self.nodes(children)[0]
        marker = self.span(children[1:])
        if isinstance(source, Splat) and source.full:
            return _appended(source, SplatStep(is_full, marker))
        return Splat(source, (), is_full, self.span(children), marker)

    def _with_step(self, source: Expression, step: Step) -> Expression:
        match source:
            case Splat(full=is_full) if is_full or isinstance(step, AttributeStep):
                return _appended(source, step)
            case Traversal():
                return replace(
                    source, steps=(*source.steps, step), range=source.range.to(step.range)
                )
            case _:
                return Traversal(source, (step,), source.range.to(step.range))


def _appended(splat: Splat, step: Step) -> Splat:
    return replace(splat, each=(*splat.each, step), range=splat.range.to(step.range))


def _is(child: Child, kind: str) -> bool:
    return isinstance(child, Token) and child.type == kind
