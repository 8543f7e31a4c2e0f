"""Type constraints of variables: `list(string)`, `object({ a = optional(number, 1) })`, `any`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostics, Findings
from sm_tj_cli.syntax.nodes import (
    FunctionCall,
    ObjectConstructor,
    Reference,
    StringLiteral,
    TupleConstructor,
)
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
)
from sm_tj_cli.values.value import Value, null, object_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Expression

_PRIMITIVES = {"string": STRING, "number": NUMBER, "bool": BOOL, "any": DYNAMIC}
_COLLECTIONS: dict[str, Callable[[Type], Type]] = {
    "list": ListType,
    "set": SetType,
    "map": MapType,
}


@dataclass(frozen=True, slots=True)
class TypeConstraint:
    """A type, and what its optional attributes are where they are left out.

    Attributes:
        type: with the optional attributes in it.
        parts: the constraints of an object's attributes, a tuple's elements, or a collection's (under `""`).
        optional: the defaults of the optional attributes; None where there is none.
    """

    type: Type
    parts: Mapping[str, TypeConstraint]
    optional: Mapping[str, Value | None]


def plain(kind: Type) -> TypeConstraint:
    """A constraint without optional attributes."""
    return TypeConstraint(kind, {}, {})


ANY = plain(DYNAMIC)


def parse_constraint(
    expression: Expression, default_of: Callable[[Expression], Value] | None = None
) -> tuple[TypeConstraint, Diagnostics]:
    """The constraint that `type = …` says; `default_of` evaluates the second argument of `optional`."""
    reader = _Reader(default_of)
    found = reader.read(expression)
    return found, reader.findings.result()


def apply_constraint(value: Value, constraint: TypeConstraint) -> Value:
    """The value with defaults for what was left out, converted.

    Raises:
        ConversionError: the value does not fit.
    """
    return convert(_with_defaults(value, constraint), constraint.type)


def _with_defaults(value: Value, constraint: TypeConstraint) -> Value:
    if value.is_null or not value.is_known or not constraint.parts:
        return value
    if isinstance(constraint.type, ObjectType) and isinstance(value.raw, dict):
        return _object_with_defaults(value, constraint)
    inner = constraint.parts.get("")
    if inner is not None and isinstance(value.raw, tuple):
        items = tuple(_with_defaults(item, inner) for item in value.raw)
        return Value(TupleType(tuple(item.type for item in items)), items, value.marks)
    if inner is not None and isinstance(value.raw, dict):
        named = {key: _with_defaults(item, inner) for key, item in value.raw.items()}
        return object_of(named).with_marks(value.marks)
    if isinstance(value.raw, tuple) and isinstance(constraint.type, TupleType):
        items = tuple(
            _with_defaults(item, constraint.parts.get(str(at), ANY))
            for at, item in enumerate(value.raw)
        )
        return Value(TupleType(tuple(item.type for item in items)), items, value.marks)
    return value


def _object_with_defaults(value: Value, constraint: TypeConstraint) -> Value:
    assert isinstance(value.raw, dict)
    filled = dict(value.raw)
    for name, default in constraint.optional.items():
        given = filled.get(name)
        if default is not None and (given is None or given.is_null):
            filled[name] = default
        elif given is None:
            filled[name] = null(constraint.parts[name].type)
    for name, part in constraint.parts.items():
        if name in filled:
            filled[name] = _with_defaults(filled[name], part)
    return object_of(filled).with_marks(value.marks)


def _is_quoted(key: StringLiteral) -> bool:
    return key.range.end.offset - key.range.start.offset != len(key.value)


class _Reader:
    def __init__(self, default_of: Callable[[Expression], Value] | None) -> None:
        self.findings = Findings()
        self._default_of = default_of

    def read(self, expression: Expression) -> TypeConstraint:  # noqa: PLR0911 - one case per spelling
        match expression:
            case Reference(name) if name in _PRIMITIVES:
                return plain(_PRIMITIVES[name])
            case Reference("list" | "map" as name):
                # The spelling of Terraform 0.12, which means elements of any type.
                return plain(_COLLECTIONS[name](DYNAMIC))
            case Reference("set" as name, where):
                return self._fault(
                    f"The {name} type constructor requires one argument specifying the element type.",
                    where,
                )
            case Reference("object" | "tuple" as name, where):
                needs = (
                    "one argument specifying the attribute types and values as a map"
                    if name == "object"
                    else "one argument specifying the element types as a list"
                )
                return self._fault(f"The {name} type constructor requires {needs}.", where)
            case StringLiteral("string" | "list" | "map" as name):
                # The spelling of Terraform 0.11: `type = "map"`.
                kinds: dict[str, Type] = {
                    "string": STRING,
                    "list": ListType(DYNAMIC),
                    "map": MapType(DYNAMIC),
                }
                return plain(kinds[name])
            case FunctionCall(name=("list" | "set" | "map") as name, arguments=(element,)):
                inner = self.read(element)
                parts = {"": inner} if inner.parts else {}
                return TypeConstraint(_COLLECTIONS[name](inner.type), parts, {})
            case FunctionCall(name="tuple", arguments=(TupleConstructor(items),)):
                elements = [self.read(item) for item in items]
                kind = TupleType(tuple(item.type for item in elements))
                return TypeConstraint(kind, {str(at): it for at, it in enumerate(elements)}, {})
            case FunctionCall(name="object", arguments=(ObjectConstructor() as shape,)):
                return self._object(shape)
            case FunctionCall(name="optional", range=where):
                return self._fault(
                    'Keyword "optional" is valid only as a modifier for object type attributes.',
                    where,
                )
            case _:
                return self._fault(
                    "A type specification is either a primitive type keyword (bool, number, string), complex type "
                    "constructor call, or the keyword any.",
                    expression.range,
                )

    def _object(self, shape: ObjectConstructor) -> TypeConstraint:
        parts: dict[str, TypeConstraint] = {}
        optional: dict[str, Value | None] = {}
        for item in shape.items:
            if not isinstance(item.key, StringLiteral) or _is_quoted(item.key):
                self._fault("Object constructor map keys must be attribute names.", item.key.range)
                continue
            name = item.key.value
            if name in parts:
                self._fault("Object constructor map keys must be unique.", item.key.range)
            match item.value:
                case FunctionCall(name="optional", arguments=(_, _, third, *_)):
                    self._fault(
                        "Optional attribute modifier expects at most two arguments: the attribute type, and a default "
                        "value.",
                        third.range,
                    )
                    parts[name] = ANY
                case FunctionCall(name="optional", arguments=(inner, *rest)):
                    parts[name] = self.read(inner)
                    optional[name] = self._default(rest[0], parts[name]) if rest else None
                case _:
                    parts[name] = self.read(item.value)
        kind = ObjectType(tuple((name, parts[name].type) for name in sorted(parts)))
        return TypeConstraint(kind, parts, optional)

    def _default(self, expression: Expression, constraint: TypeConstraint) -> Value | None:
        value = self._default_of(expression) if self._default_of else None
        if value is None:
            return None
        try:
            return apply_constraint(value, constraint)
        except ConversionError as error:
            self.findings.error(
                "Invalid default value for optional attribute",
                f"This default value is not compatible with the attribute's type constraint: {error}.",
                expression.range,
            )
            return None

    def _fault(self, detail: str, where: SourceRange) -> TypeConstraint:
        self.findings.error("Invalid type specification", detail, where)
        return ANY
