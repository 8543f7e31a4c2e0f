"""The nodes of expressions, each made as soon as the parser has all of its parts.

Each rule method is named as a rule of the grammar and takes that rule's children: tokens and finished nodes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.syntax import faults
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
from sm_tj_cli.syntax.templates import TemplateLowering
from sm_tj_cli.syntax.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.syntax.nodes import Expression, Step
    from sm_tj_cli.syntax.templates import Child, Part

_KEYWORDS = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
MOST_STEPS = 10_000


class Lowering(TemplateLowering):
    """One text's trees to nodes; what is wrong with them goes to the findings."""

    def build(self, rule: str, children: list[Child]) -> Part:
        """The node for a rule of the grammar."""
        make: Callable[[list[Child]], Part] = getattr(self, rule)
        return make(children)

    def expression(self, part: Part) -> Expression:
        """A start rule's node, which is an expression always."""
        return self.nodes([part])[0]

    def one_expression(self, children: list[Child]) -> Expression:
        """The start rule of expressions."""
        return self.nodes(children)[0]

    def parentheses(self, children: list[Child]) -> Parentheses:
        """`(x)`."""
        return Parentheses(self.nodes(children)[0], self.span(children))

    def number(self, children: list[Child]) -> NumberLiteral:
        """Digits, which the scanner takes together more freely than numbers are written."""
        where, text = self.span(children), _text(children[0])
        if not _NUMBER.fullmatch(text):
            self.findings.error(*faults.INVALID_NUMBER, where)
            text = "0"
        return NumberLiteral(text, where)

    def identifier(self, children: list[Child]) -> Expression:
        """A bare name, or one of the three words that are values."""
        name, where = _text(children[0]), self.span(children)
        return (
            KeywordLiteral(_KEYWORDS[name], where) if name in _KEYWORDS else Reference(name, where)
        )

    def unary_op(self, children: list[Child]) -> UnaryOperation:
        """`-x`, `!x`."""
        operator, operand = UnaryOperator(_text(children[0])), self.nodes(children)[0]
        return UnaryOperation(operator, operand, self.span(children))

    def binary_op(self, children: list[Child]) -> BinaryOperation:
        """`x + y`."""
        left, right = self.nodes(children)
        operator = BinaryOperator(_text(children[1]))
        return BinaryOperation(operator, left, right, left.range.to(right.range))

    def conditional(self, children: list[Child]) -> Conditional:
        """`c ? x : y`."""
        condition, then, otherwise = self.nodes(children)
        return Conditional(condition, then, otherwise, self.span(children))

    def tuple(self, children: list[Child]) -> TupleConstructor:
        """`[x, y]`."""
        items = [child for child in children if not isinstance(child, Token)]
        return TupleConstructor((*self.nodes(items),), self.span(children))

    def object(self, children: list[Child]) -> ObjectConstructor:
        """`{ a = x }`."""
        items = [child for child in children if isinstance(child, ObjectItem)]
        return ObjectConstructor((*items,), self.span(children))

    def object_elem(self, children: list[Child]) -> ObjectItem:
        """`a = x`, where a bare word is the key itself and never a reference."""
        key, value = self.nodes(children)
        match key:
            case Reference(name, where):
                key = StringLiteral(name, where)
            case KeywordLiteral(_, where):
                key = StringLiteral(self.source.excerpt(where), where)
            case _:
                pass
        return ObjectItem(key, value)

    def function_call(self, children: list[Child]) -> FunctionCall:
        """`f(x, y...)`."""
        opening = next(index for index, child in enumerate(children) if _is(child, "LPAR"))
        name = children[:opening]
        return FunctionCall(
            "".join(_text(child) for child in name),
            (*self.nodes(children[opening:]),),
            _is(children[-2], "ELLIPSIS"),
            self.span(children),
            self.span(name),
        )

    def get_attr(self, children: list[Child]) -> Expression:
        """`x.name`."""
        step = AttributeStep(_text(children[2]), self.span(children[1:]))
        return self._with_step(self.nodes(children)[0], step)

    def short_index(self, children: list[Child]) -> Expression:
        """`x.0`; of `x.0.1`, whose two indexes are one number to the scanner, Terraform wants none."""
        source, number, where = (
            self.nodes(children)[0],
            _text(children[2]),
            self.range_of(children[2]),
        )
        if not number.isdigit():
            in_splat = isinstance(source, Splat) and not source.full
            self.findings.add([faults.legacy_indexes(number, where, in_splat=in_splat)])
        step = IndexStep(NumberLiteral(number, where), self.span(children[1:]))
        return self._with_step(source, step, in_splat=True)

    def braces_index(self, children: list[Child]) -> Expression:
        """`x[k]`."""
        source, key = self.nodes(children)
        return self._with_step(source, IndexStep(key, self.span(children[1:])))

    def attr_splat(self, children: list[Child]) -> Expression:
        """`x.*`."""
        source, marker = self.nodes(children)[0], self.span(children[1:])
        match source:
            case Splat(full=True):
                return self._with_step(source, SplatStep(full=False, range=marker))
            case Splat():
                self.findings.error(*faults.NESTED_SPLAT, self.range_of(children[2]))
            case _:
                pass
        return Splat(source, (), full=False, range=self.span(children))

    def full_splat(self, children: list[Child]) -> Expression:
        """`x[*]`."""
        source, marker = self.nodes(children)[0], self.span(children[1:])
        if isinstance(source, Splat) and source.full:
            return self._with_step(source, SplatStep(full=True, range=marker))
        return Splat(source, (), full=True, range=self.span(children))

    def for_tuple_expr(self, children: list[Child]) -> ForExpression:
        """`[for v in c : x]`, which takes no key and groups nothing."""
        found = self._for(children)
        if found.key is not None:
            self.findings.error(*faults.KEY_IN_TUPLE, found.key.range)
        if found.grouped:
            ellipsis = next(child for child in children if _is(child, "ELLIPSIS"))
            self.findings.error(*faults.GROUPING_IN_TUPLE, self.range_of(ellipsis))
        return found

    def for_object_expr(self, children: list[Child]) -> ForExpression:
        """`{for v in c : k => x}`, which must have a key."""
        found = self._for(children)
        if found.key is None:
            self.findings.error(*faults.NO_KEY_IN_OBJECT, found.value.range)
        return found

    def _for(self, children: list[Child]) -> ForExpression:
        names = [_text(child) for child in children if _is(child, "NAME")]
        kinds = {child.type for child in children if isinstance(child, Token)}
        collection, *products = self.nodes(children)
        condition = products.pop() if "IF" in kinds else None
        return ForExpression(
            names[0] if len(names) > 1 else None,
            names[-1],
            collection,
            products[0] if len(products) > 1 else None,
            products[-1],
            condition,
            grouped="ELLIPSIS" in kinds,
            range=self.span(children),
        )

    def _with_step(self, source: Expression, step: Step, *, in_splat: bool = False) -> Expression:
        match source:
            case Splat(each=steps) | Traversal(steps=steps) if len(steps) >= MOST_STEPS:
                # Told once: what follows is left out, and with it the place where it would be too many again.
                if steps[-1].range.end == step.range.start:
                    self.findings.add([faults.too_many_steps(step.range, MOST_STEPS)])
                return source
            case Splat(full=full) if full or in_splat or isinstance(step, AttributeStep):
                return _appended(source, step)
            case Traversal(steps=steps):
                return replace(source, steps=(*steps, step), range=source.range.to(step.range))
            case _:
                return Traversal(source, (step,), source.range.to(step.range))


def _appended(splat: Splat, step: Step) -> Splat:
    return replace(splat, each=(*splat.each, step), range=splat.range.to(step.range))


def _is(child: Child, kind: str) -> bool:
    return isinstance(child, Token) and child.type == kind


def _text(child: Child) -> str:
    return child.text if isinstance(child, Token) else ""
