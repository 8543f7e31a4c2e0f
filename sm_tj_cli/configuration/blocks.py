"""Reading arguments whose names the language fixes: literal texts and flags, and what does not belong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.syntax.nodes import (
    ObjectConstructor,
    ObjectItem,
    StringLiteral,
    Template,
    TemplateWrap,
    TupleConstructor,
)
from sm_tj_cli.values.budget import Budget
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.scope import NoFunctions, NoReferences, Scope
from sm_tj_cli.values.types import BOOL, STRING
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sm_tj_cli.diagnostics import Findings, SourceFile
    from sm_tj_cli.syntax.nodes import Attribute, Body, Expression
    from sm_tj_cli.values.value import Value


class NoContext:
    """The context of expressions that must be constant: no time, no dice, no files."""

    timestamp = None
    plan_timestamp = None

    @property
    def budget(self) -> Budget:
        """Each of them has its own."""
        return Budget()

    def random_bytes(self, count: int) -> bytes:
        """Always the same."""
        return bytes(count)

    def render_template(
        self,
        function: str,  # noqa: ARG002 - the port's shape
        source: SourceFile,  # noqa: ARG002 - the port's shape
        variables: Mapping[str, Value],  # noqa: ARG002 - the port's shape
    ) -> Value:
        """Never known."""
        return DYNAMIC_UNKNOWN


CONSTANT = Scope(NoReferences(), NoFunctions(), NoContext())


def literal_value(expression: Expression, findings: Findings) -> Value:
    """The value of an expression without references."""
    value, problems = evaluate(as_literal(expression), CONSTANT)
    findings.add(problems)
    return value


def as_literal(expression: Expression) -> Expression:
    """The expression where only a literal may stand: strings in JSON are no templates there."""
    match expression:
        case (
            Template(written=str(text), range=where) | TemplateWrap(written=str(text), range=where)
        ):
            return StringLiteral(text, where)
        case TupleConstructor(items):
            return replace(expression, items=tuple(map(as_literal, items)))
        case ObjectConstructor(items):
            inner = (ObjectItem(as_literal(it.key), as_literal(it.value)) for it in items)
            return replace(expression, items=tuple(inner))
        case _:
            return expression


def literal_text(attribute: Attribute | None, findings: Findings) -> str:
    """A literal string, empty where the argument is left out."""
    if attribute is None:
        return ""
    value = literal_value(attribute.expression, findings)
    try:
        text = convert(value, STRING)
    except ConversionError as error:
        findings.error(
            "Unsuitable value type", f"Unsuitable value: {error}", attribute.expression.range
        )
        return ""
    return text.raw if isinstance(text.raw, str) else ""


def flag(attribute: Attribute | None, findings: Findings, *, default: bool = False) -> bool:
    """A literal bool."""
    if attribute is None:
        return default
    value = literal_value(attribute.expression, findings)
    try:
        decided = convert(value, BOOL)
    except ConversionError as error:
        findings.error(
            "Unsuitable value type", f"Unsuitable value: {error}", attribute.expression.range
        )
        return default
    return decided.raw if isinstance(decided.raw, bool) else default


def arguments(found: Mapping[str, Attribute], *names: str) -> tuple[Expression | None, ...]:
    """The expressions of these arguments, None for each that is left out."""
    return tuple(found[name].expression if name in found else None for name in names)


def check_names(
    body: Body, names: Collection[str], blocks: Collection[str], findings: Findings
) -> None:
    """Tells arguments and blocks that have no meaning here."""
    for attribute in body.attributes.values():
        if attribute.name not in names and body.from_json:
            hint = did_you_mean(attribute.name, (*names, *blocks))
            findings.error(
                "Extraneous JSON object property",
                f'No argument or block type is named "{attribute.name}".{hint}',
                attribute.name_range,
            )
        elif attribute.name not in names:
            hint = did_you_mean(attribute.name, names)
            if attribute.name in blocks:
                hint = f' Did you mean to define a block of type "{attribute.name}"?'
            findings.error(
                "Unsupported argument",
                f'An argument named "{attribute.name}" is not expected here.{hint}',
                attribute.name_range,
            )
    for block in body.blocks:
        if block.type not in blocks:
            hint = did_you_mean(block.type, blocks)
            if block.type in names:
                hint = f' Did you mean to define argument "{block.type}"? If so, use the equals sign to assign it a value.'
            findings.error(
                "Unsupported block type",
                f'Blocks of type "{block.type}" are not expected here.{hint}',
                block.type_range,
            )


def is_identifier(name: str) -> bool:
    """Whether this is a name of HCL's syntax, which allows dashes behind the first letter."""
    return name[:1] != "-" and name.replace("-", "_").isidentifier()
