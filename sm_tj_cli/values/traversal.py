"""Steps into values: `.name`, `[key]`, and their error words (HCL's `GetAttr` and `Index`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.types import (
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    Primitive,
    SetType,
    TupleType,
    friendly_name,
)
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value, unknown

if TYPE_CHECKING:
    from sm_tj_cli.values.types import Type


class StepError(Exception):
    """A step that leads nowhere."""

    def __init__(self, summary: str, detail: str) -> None:
        super().__init__(detail)
        self.summary = summary
        self.detail = detail


_NO_ELEMENT = "The given key does not identify an element in this collection value"


def attribute(source: Value, name: str) -> Value:
    """`source.name`. Raises StepError."""
    if source.is_null:
        raise StepError(
            "Attempt to get attribute from null value",
            "This value is null, so it does not have any attributes.",
        )
    match source.type:
        case ObjectType() as kind:
            return _of_object(source, kind, name)
        case MapType(element):
            if not isinstance(source.raw, dict):
                return unknown(element).with_marks(source.marks)
            if name not in source.raw:
                raise StepError(
                    "Missing map element",
                    f'This map does not have an element with the key "{name}".',
                )
            return source.raw[name].with_marks(source.marks)
        case kind if kind is DYNAMIC:
            return DYNAMIC_UNKNOWN.with_marks(source.marks)
        case kind:
            raise StepError("Unsupported attribute", _unsupported(kind, name))


def index(source: Value, key: Value) -> Value:
    """`source[key]`. Raises StepError."""
    marks = source.marks | key.all_marks()
    is_secret = bool(key.marks)
    key = key.unmarked_deep()
    if source.is_null:
        raise StepError(
            "Attempt to index null value", "This value is null, so it does not have any indices."
        )
    if key.is_null:
        raise StepError("Invalid index", "Can't use a null value as an indexing key.")
    match source.type:
        case ListType() | TupleType():
            return _of_sequence(source, key, is_secret=is_secret).with_marks(marks)
        case MapType():
            return _of_map(source, key).with_marks(marks)
        case ObjectType():
            # Terraform forgets here that the key was marked.
            return _of_attributes(source, key).with_marks(source.marks)
        case SetType():
            raise StepError(
                "Invalid index",
                "Elements of a set are identified only by their value and don't have any separate index or key to "
                "select with, so it's only possible to perform operations across all elements of the set.",
            )
        case kind if kind is DYNAMIC:
            return DYNAMIC_UNKNOWN.with_marks(marks)
        case _:
            raise StepError("Invalid index", "This value does not have any indices.")


def _of_object(source: Value, kind: ObjectType, name: str) -> Value:
    if isinstance(source.raw, dict) and name in source.raw:
        return source.raw[name].with_marks(source.marks)
    found = kind.attribute(name)
    if found is None:
        names = [each for each, _ in kind.attributes]
        raise StepError(
            "Unsupported attribute",
            f'This object does not have an attribute named "{name}".{did_you_mean(name, names)}',
        )
    return unknown(found).with_marks(source.marks)


def _unsupported(kind: Type, name: str) -> str:
    match kind:
        case Primitive():
            return f"Can't access attributes on a primitive-typed value ({friendly_name(kind)})."
        case (ListType(ObjectType()) | SetType(ObjectType())) as outer:
            word = "list" if isinstance(outer, ListType) else "set"
            middle = "for a specific element of the list, or " if word == "list" else ""
            return (
                f'Can\'t access attributes on a {word} of objects. Did you mean to access attribute "{name}" '
                f"{middle}across all elements of the {word}?"
            )
        case _:
            return "This value does not have any attributes."


def _of_sequence(source: Value, key: Value, *, is_secret: bool) -> Value:
    try:
        key = convert(key, NUMBER)
    except ConversionError as error:
        raise StepError("Invalid index", f"{_NO_ELEMENT}: {error}.") from error
    if not key.is_known:
        return unknown(source.type.element if isinstance(source.type, ListType) else DYNAMIC)
    if isinstance(source.type, ListType) and not isinstance(source.raw, tuple):
        return unknown(source.type.element)
    if not isinstance(key.raw, int):
        raise StepError(
            "Invalid index",
            f"{_NO_ELEMENT}: indexing a sequence requires a whole number, but the given index has a fractional part.",
        )
    if isinstance(source.raw, tuple):
        _check_bounds(key.raw, len(source.raw), is_secret=is_secret)
        return source.raw[key.raw]
    assert isinstance(source.type, TupleType)
    _check_bounds(key.raw, len(source.type.elements), is_secret=is_secret)
    return unknown(source.type.elements[key.raw])


def _check_bounds(at: int, length: int, *, is_secret: bool) -> None:
    if is_secret and not 0 <= at < length:
        # How it is wrong would tell something of it.
        raise StepError("Invalid index", f"{_NO_ELEMENT}.")
    if at < 0:
        raise StepError(
            "Invalid index",
            f"{_NO_ELEMENT}: a negative number is not a valid index for a sequence.",
        )
    if at >= length:
        why = (
            "the collection has no elements"
            if not length
            else "the given index is greater than or equal to the length of the collection"
        )
        raise StepError("Invalid index", f"{_NO_ELEMENT}: {why}.")


def _of_map(source: Value, key: Value) -> Value:
    name = _as_name(key)
    assert isinstance(source.type, MapType)
    if name is None or not isinstance(source.raw, dict):
        return unknown(source.type.element)
    if name not in source.raw:
        raise StepError("Invalid index", f"{_NO_ELEMENT}.")
    return source.raw[name]


def _of_attributes(source: Value, key: Value) -> Value:
    name = _as_name(key)
    assert isinstance(source.type, ObjectType)
    if name is None:
        return DYNAMIC_UNKNOWN
    if not isinstance(source.raw, dict):
        return DYNAMIC_UNKNOWN
    if name not in source.raw:
        hint = (
            " An object only supports looking up attributes by name, not by numeric index."
            if key.type is NUMBER
            else ""
        )
        raise StepError("Invalid index", f"{_NO_ELEMENT}.{hint}")
    return source.raw[name]


def _as_name(key: Value) -> str | None:
    """The key as a string, None where it is not known."""
    try:
        name = convert(key, STRING)
    except ConversionError as error:
        raise StepError("Invalid index", f"{_NO_ELEMENT}: string required.") from error
    return name.raw if isinstance(name.raw, str) else None
