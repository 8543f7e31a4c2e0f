"""A tree and a scope to a value, and everything that is wrong with it.

After an error the value is unknown and evaluation goes on, so that one run tells every fault. The semantics are
HCL's (`hclsyntax`), the words Terraform's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostics, Findings
from sm_tj_cli.syntax.nodes import (
    AttributeStep,
    BinaryOperation,
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
    SplatStep,
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
from sm_tj_cli.syntax.walk import references
from sm_tj_cli.values import collections, conditionals, for_expressions, function_calls, templates
from sm_tj_cli.values.budget import MOST_STEPS, STEPS_PER_FAULT, STEPS_PER_INSTANCE, OutOfBudget
from sm_tj_cli.values.numbers import parse_number
from sm_tj_cli.values.operators import OperationError, binary, unary
from sm_tj_cli.values.traversal import StepError, attribute, index
from sm_tj_cli.values.value import (
    DYNAMIC_UNKNOWN,
    NULL,
    Value,
    boolean,
    number,
    string,
    tuple_of,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sm_tj_cli.diagnostics import Diagnostic, SourceRange
    from sm_tj_cli.syntax.nodes import Expression, Step
    from sm_tj_cli.values.budget import Budget
    from sm_tj_cli.values.scope import Scope


def evaluate(expression: Expression, scope: Scope) -> tuple[Value, Diagnostics]:
    """The value of `expression`; unknown where something is wrong with it."""
    evaluation = Evaluation(Findings(), Findings(), scope.context.budget)
    try:
        value = evaluation.value(expression, scope)
    except RecursionError:
        evaluation.findings.error(
            "Expression too deep",
            "This expression, or what it refers to in a chain of references, is nested too deeply to be evaluated. Split it up.",
            expression.range,
        )
        value = DYNAMIC_UNKNOWN
    except OutOfBudget:
        tell_too_expensive(evaluation.budget, evaluation.findings, expression.range)
        value = DYNAMIC_UNKNOWN
    # What follows from a name that means nothing would only distract from it.
    unnamed = evaluation.names.result()
    return value, unnamed if unnamed.has_errors else unnamed + evaluation.findings.result()


def tell_too_expensive(budget: Budget, findings: Findings, where: SourceRange) -> None:
    """Tells, once, that the budget was used up at `where`."""
    if not budget.is_told:
        budget.is_told = True
        findings.error(
            "Expression too expensive",
            f"Evaluating this configuration takes more steps than it may ({MOST_STEPS:,}, and {STEPS_PER_INSTANCE} for each "
            "instance), counting the parts of all values that it makes. Shorten its collections and texts.",
            where,
        )


@dataclass(slots=True)
class Evaluation:
    """One evaluation: collects what is wrong and counts the steps.

    Attributes:
        findings: what is wrong with values, which `try` and `can` forgive.
        names: what is wrong with names, which nothing forgives, since it does not depend on values.
    """

    findings: Findings
    names: Findings
    budget: Budget

    def value(self, expression: Expression, scope: Scope) -> Value:  # noqa: C901, PLR0911, PLR0912 - one case per node
        """The value of a part."""
        self.budget.spend()
        match expression:
            case StringLiteral(text):
                return string(text)
            case NumberLiteral(text):
                return self._number(text, expression.range)
            case Unreadable():
                return DYNAMIC_UNKNOWN
            case KeywordLiteral(word):
                return NULL if word is None else boolean(word)
            case TemplateWrap(inner) | Parentheses(inner):
                return self.value(inner, scope)
            case Reference() | Traversal():
                return self._reference(expression, scope)
            case Splat():
                return self._made(collections.splat(self, expression, scope))
            case Template() | TemplateIf() | TemplateFor():
                return self._made(templates.template(self, expression, scope))
            case BinaryOperation():
                return self._binary(expression, scope)
            case UnaryOperation():
                return self._unary(expression, scope)
            case Conditional():
                return conditionals.conditional(self, expression, scope)
            case FunctionCall():
                return self._made(function_calls.function_call(self, expression, scope))
            case TupleConstructor(items):
                return self._made(tuple_of(self.value(item, scope) for item in items))
            case ObjectConstructor():
                return self._made(collections.object_constructor(self, expression, scope))
            case ForExpression():
                return self._made(for_expressions.for_expression(self, expression, scope))

    def _made(self, value: Value) -> Value:
        self.budget.spend_on(value)
        return value

    def error(self, summary: str, detail: str, where: SourceRange) -> Value:
        """Tells a fault; the value in its place."""
        self.findings.error(summary, detail, where)
        self.budget.spend(STEPS_PER_FAULT)
        return DYNAMIC_UNKNOWN

    def steps(self, source: Value, steps: tuple[Step, ...], scope: Scope) -> Value:
        """The value behind the steps."""
        for at, step in enumerate(steps):
            try:
                match step:
                    case AttributeStep(name):
                        source = attribute(source, name)
                    case IndexStep(key):
                        source = index(source, self.value(key, scope))
                    case SplatStep():
                        rest = steps[at + 1 :]
                        return self._each(source, rest, scope)
            except StepError as error:
                return self.error(error.summary, error.detail, step.range)
        return source

    def _each(self, source: Value, rest: tuple[Step, ...], scope: Scope) -> Value:
        return collections.each(source, lambda item: self.steps(item, rest, scope))

    def tell(self, problems: Iterable[Diagnostic]) -> None:
        """Tells what another stage found."""
        self.findings.add(problems)

    def attempt(self, expression: Expression, scope: Scope) -> tuple[Value, tuple[Diagnostic, ...]]:
        """The value of a part, and the errors in it instead of telling them."""
        aside = Evaluation(Findings(), self.names, self.budget)
        value = aside.value(expression, scope)
        return value, aside.findings.result().errors

    def check_names(
        self, parts: Iterable[Expression | None], scope: Scope, bound: Iterable[str] = ()
    ) -> None:
        """Tells which names in parts that are not evaluated mean nothing; `bound` are names that do."""
        known = {*scope.variables, *bound}
        for part in parts:
            for root, steps, where in references(part) if part is not None else ():
                if root not in known:
                    self.names.add(scope.resolver.resolve(root, steps, where)[2])

    def _number(self, text: str, where: SourceRange) -> Value:
        try:
            return number(parse_number(text))
        except ValueError:
            return self.error("Invalid number", f"The number {text[:40]} is out of range.", where)

    def _reference(self, expression: Reference | Traversal, scope: Scope) -> Value:
        root, steps = _root_of(expression)
        if not isinstance(root, Reference):
            return self.steps(self.value(root, scope), steps, scope)
        if root.name in scope.variables:
            return self.steps(scope.variables[root.name], steps, scope)
        value, consumed, problems = scope.resolver.resolve(root.name, steps, expression.range)
        self.names.add(problems)
        return self.steps(value, steps[consumed:], scope)

    def _binary(self, expression: BinaryOperation, scope: Scope) -> Value:
        # `a + b + c + …` leans to the left; its spine is walked, not climbed.
        spine = [expression]
        while isinstance(spine[-1].left, BinaryOperation):
            spine.append(spine[-1].left)
        left = self.value(spine[-1].left, scope)
        for operation in reversed(spine):
            right = self.value(operation.right, scope)
            self.budget.spend_on(left)
            self.budget.spend_on(right)
            try:
                left = binary(operation.operator, left, right)
            except OperationError as error:
                left = self._operation_faults(error, operation)
        return left

    def _operation_faults(
        self, error: OperationError, operation: BinaryOperation | UnaryOperation
    ) -> Value:
        for fault in error.faults:
            match fault.side, operation:
                case "left", BinaryOperation(left=part):
                    where = part.range
                case "right", BinaryOperation(right=part):
                    where = part.range
                case "operand", UnaryOperation(operand=part):
                    where = part.range
                case _:
                    where = operation.range
            self.findings.error(fault.summary, fault.detail, where)
        return unknown(error.kind)

    def _unary(self, expression: UnaryOperation, scope: Scope) -> Value:
        chain = [expression]
        while isinstance(chain[-1].operand, UnaryOperation):
            chain.append(chain[-1].operand)
        value = self.value(chain[-1].operand, scope)
        for operation in reversed(chain):
            try:
                value = unary(operation.operator, value)
            except OperationError as error:
                value = self._operation_faults(error, operation)
        return value


def _root_of(expression: Reference | Traversal) -> tuple[Expression, tuple[Step, ...]]:
    if isinstance(expression, Traversal):
        return expression.source, expression.steps
    return expression, ()
