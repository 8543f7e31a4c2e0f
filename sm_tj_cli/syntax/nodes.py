"""The syntax tree: what a file says, with the exact range of everything, and no meaning yet.

The node kinds are those of HCL's native syntax specification. Every expression node has `range`; the
tree is the same for native HCL, for HCL1 spellings and for JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceRange


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """A number, as its digits stand in the file (`1`, `1.5`, `2e3`)."""

    text: str
    range: SourceRange


@dataclass(frozen=True, slots=True)
class KeywordLiteral:
    """`true`, `false` or `null`."""

    value: bool | None
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands in the place of a value with a mistake, which was told: nothing else is wrong with it."""

    range: SourceRange


@dataclass(frozen=True, slots=True)
class StringLiteral:
    """A piece of text with its escapes resolved: a whole quoted string or a part of a template."""

    value: str
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Template:
    """A quoted or heredoc template. One lone interpolation (`"${x}"`) is a `TemplateWrap` instead.

    `written` is the text of a string in JSON, which stands for itself where only a literal may stand.
    """

    parts: tuple[Expression, ...]
    range: SourceRange
    written: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateWrap:
    """`"${x}"`: the value of `x` itself, whatever its type; `written` as for a `Template`."""

    expression: Expression
    range: SourceRange
    written: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateIf:
    """`%{ if c }…%{ else }…%{ endif }` inside a template."""

    condition: Expression
    then: Template
    otherwise: Template | None
    range: SourceRange


@dataclass(frozen=True, slots=True)
class TemplateFor:
    """`%{ for k, v in c }…%{ endfor }` inside a template."""

    key_name: str | None
    value_name: str
    collection: Expression
    body: Template
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Parentheses:
    """`(x)`; as an object key it makes `x` an expression instead of a name."""

    expression: Expression
    range: SourceRange


class UnaryOperator(StrEnum):
    """The prefix operators."""

    NEGATE = "-"
    NOT = "!"


class BinaryOperator(StrEnum):
    """The infix operators."""

    OR = "||"
    AND = "&&"
    EQUAL = "=="
    NOT_EQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    MODULO = "%"


@dataclass(frozen=True, slots=True)
class UnaryOperation:
    """`-x`, `!x`."""

    operator: UnaryOperator
    operand: Expression
    range: SourceRange


@dataclass(frozen=True, slots=True)
class BinaryOperation:
    """`x + y` and the like."""

    operator: BinaryOperator
    left: Expression
    right: Expression
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Conditional:
    """`c ? x : y`."""

    condition: Expression
    then: Expression
    otherwise: Expression
    range: SourceRange


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """`f(x, y...)`; `name` has its namespaces (`provider::aws::arn_parse`)."""

    name: str
    arguments: tuple[Expression, ...]
    expand_final: bool
    range: SourceRange
    name_range: SourceRange


@dataclass(frozen=True, slots=True)
class TupleConstructor:
    """`[x, y]`."""

    items: tuple[Expression, ...]
    range: SourceRange


@dataclass(frozen=True, slots=True)
class ObjectItem:
    """`key = value` in an object. A bare name as key is a `StringLiteral`; `(k)` is `Parentheses`."""

    key: Expression
    value: Expression


@dataclass(frozen=True, slots=True)
class ObjectConstructor:
    """`{ a = x, "b" = y, (c) = z }`."""

    items: tuple[ObjectItem, ...]
    range: SourceRange


@dataclass(frozen=True, slots=True)
class ForExpression:
    """`[for k, v in c : x if y]` (`key` is None) or `{for k, v in c : key => value... if y}`."""

    key_name: str | None
    value_name: str
    collection: Expression
    key: Expression | None
    value: Expression
    condition: Expression | None
    grouped: bool
    range: SourceRange


@dataclass(frozen=True, slots=True)
class AttributeStep:
    """`.name`, and the legacy `.0`, whose name is its digits."""

    name: str
    range: SourceRange


@dataclass(frozen=True, slots=True)
class IndexStep:
    """`[k]`."""

    key: Expression
    range: SourceRange


@dataclass(frozen=True, slots=True)
class SplatStep:
    """A splat inside a splat, `a[*].b[*].c`: what follows applies to every item of every item."""

    full: bool
    range: SourceRange


Step: TypeAlias = AttributeStep | IndexStep | SplatStep


@dataclass(frozen=True, slots=True)
class Reference:
    """A bare name, the root of every reference: `var`, `each`, `aws_iam_role`."""

    name: str
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Traversal:
    """Steps into `source`: `var.a["k"].b`. Consecutive steps are one node."""

    source: Expression
    steps: tuple[Step, ...]
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Splat:
    """`source[*].a[0]` (`full`) or `source.*.a`: `each` are the steps applied to every item."""

    source: Expression
    each: tuple[Step, ...]
    full: bool
    range: SourceRange


Expression: TypeAlias = (
    NumberLiteral
    | KeywordLiteral
    | StringLiteral
    | Template
    | TemplateWrap
    | TemplateIf
    | TemplateFor
    | Parentheses
    | UnaryOperation
    | BinaryOperation
    | Conditional
    | FunctionCall
    | TupleConstructor
    | ObjectConstructor
    | ForExpression
    | Reference
    | Traversal
    | Splat
    | Unreadable
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """`name = expression`; `range` covers all of it."""

    name: str
    expression: Expression
    range: SourceRange
    name_range: SourceRange


@dataclass(frozen=True, slots=True)
class Block:
    """`type "label" { … }`; `definition_range` is the header, up to the brace."""

    type: str
    labels: tuple[str, ...]
    body: Body
    range: SourceRange
    type_range: SourceRange
    label_ranges: tuple[SourceRange, ...]
    definition_range: SourceRange


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between a block's braces, or a whole file.

    Attributes:
        attributes: by name, in the order of the file.
        blocks: in the order of the file.
        range: the whole body; `end_range` is the closing brace, where a missing argument is told.
        from_json: JSON cannot tell arguments from blocks, so whoever knows the schema decides.
    """

    range: SourceRange
    end_range: SourceRange
    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    from_json: bool = False
