"""A value: its type, its content, and its marks.

Content (`raw`) by type: `str`, `bool`, `Number` (see `numbers`), a tuple of values (list, set, tuple), a dict
of values sorted by key (map, object); `None` for null, `UNKNOWN` for what is not known yet. A value is never
changed once made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sm_tj_cli.values.numbers import Number


@dataclass(frozen=True, slots=True)
class Unknown:
    """The content of a value that only Terraform's state, AWS, or a job's end can give.

    What is known about it all the same (cty's refinements): that it is not null, how a string begins, and between
    which bounds a number is, or how many elements a collection has.
    """

    not_null: bool = False
    prefix: str = ""
    least: Number | None = None
    most: Number | None = None

    def may_be(self, value: Value) -> bool:
        """Whether this known value or null could be what it is, as far as content goes."""
        match value.raw:
            case None:
                return not self.not_null
            case str() as text:
                return text.startswith(self.prefix)
            case bool() | Unknown():
                return True
            case tuple() | dict() as items:
                return self._is_within(len(items))
            case size:
                return self._is_within(size)

    def _is_within(self, size: Number) -> bool:
        return (self.least is None or size >= self.least) and (
            self.most is None or size <= self.most
        )


UNKNOWN = Unknown()

SENSITIVE = "sensitive"
EPHEMERAL = "ephemeral"
# Stands beside SENSITIVE where a declaration alone says so: Terraform lets such a value into an output.
DECLARED = "declared sensitive"
NO_MARKS: frozenset[str] = frozenset()

Raw: TypeAlias = "None | Unknown | str | bool | Number | tuple[Value, ...] | dict[str, Value]"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of Terraform's language."""

    type: Type
    raw: Raw
    marks: frozenset[str] = NO_MARKS

    @property
    def is_null(self) -> bool:
        """Whether it is null."""
        return self.raw is None

    @property
    def is_known(self) -> bool:
        """Whether it is known itself; its parts may still be unknown."""
        return not isinstance(self.raw, Unknown)

    @property
    def is_surely_not_null(self) -> bool:
        """Whether it is not null and, where it is not known yet, will not be."""
        return self.raw.not_null if isinstance(self.raw, Unknown) else self.raw is not None

    @property
    def is_wholly_known(self) -> bool:
        """Whether it and all of its parts are known."""
        return self.is_known and all(part.is_wholly_known for part in self.parts())

    @property
    def has_known_length(self) -> bool:
        """Whether it is known how many parts it has: those of a set may turn out to be the same."""
        if not isinstance(self.type, SetType) or not isinstance(self.raw, tuple):
            return self.is_known
        return len(self.raw) < 2 or self.is_wholly_known

    @property
    def is_sensitive(self) -> bool:
        """Whether it is marked sensitive itself."""
        return SENSITIVE in self.marks

    def parts(self) -> Iterator[Value]:
        """The elements or attribute values, if it has any."""
        if isinstance(self.raw, tuple):
            yield from self.raw
        elif isinstance(self.raw, dict):
            yield from self.raw.values()

    def with_marks(self, marks: Iterable[str]) -> Value:
        """The same value with these marks too."""
        joined = self.marks.union(marks)
        return self if joined == self.marks else replace(self, marks=joined)

    def unmarked(self) -> Value:
        """The same value without marks of its own; its parts keep theirs."""
        return replace(self, marks=NO_MARKS) if self.marks else self

    def all_marks(self) -> frozenset[str]:
        """Its marks and those of all of its parts."""
        marks = self.marks
        for part in self.parts():
            # Most parts have neither parts nor marks; asking each of them would cost the most time of all.
            found = part.all_marks() if isinstance(part.raw, tuple | dict) else part.marks
            if found:
                marks |= found
        return marks

    def unmarked_deep(self) -> Value:
        """The same value, neither it nor any of its parts marked."""
        return transform(self, Value.unmarked) if self.all_marks() else self


def transform(value: Value, change: Callable[[Value], Value]) -> Value:
    """The value with `change` applied to every part, innermost first, then to itself."""
    match value.raw:
        case tuple() as items:
            value = replace(value, raw=tuple(transform(item, change) for item in items))
        case dict() as items:
            value = replace(
                value, raw={key: transform(item, change) for key, item in items.items()}
            )
        case _:
            pass
    return change(value)


def replace_at(
    value: Value, path: tuple[str | int, ...], change: Callable[[Value], Value]
) -> Value:
    """The value with `change` applied to the part at `path`; unchanged where there is no such part."""
    if not path:
        return change(value)
    step, rest = path[0], path[1:]
    match value.raw:
        case dict() as items if isinstance(step, str) and step in items:
            return replace(value, raw={**items, step: replace_at(items[step], rest, change)})
        case tuple() as items if isinstance(step, int) and 0 <= step < len(items):
            inner = replace_at(items[step], rest, change)
            return replace(value, raw=(*items[:step], inner, *items[step + 1 :]))
        case _:
            return value


NULL = Value(DYNAMIC, None)
TRUE = Value(BOOL, raw=True)
FALSE = Value(BOOL, raw=False)
DYNAMIC_UNKNOWN = Value(DYNAMIC, UNKNOWN)


def unknown(kind: Type = DYNAMIC) -> Value:
    """A value of this type that is not known yet."""
    return Value(kind, UNKNOWN)


def unknown_not_null(
    kind: Type, *, prefix: str = "", least: Number | None = None, most: Number | None = None
) -> Value:
    """A value of this type that is not known yet, but not null. Of what has no type nothing is known.

    Where the bounds leave only one number or length, it is known.
    """
    if kind is DYNAMIC:
        return unknown()
    if least is not None and least == most:
        match kind:
            case ListType(element):
                return Value(kind, (unknown(element),) * int(least))
            case SetType(element) if least <= 1:
                return Value(kind, (unknown(element),) * int(least))
            case MapType() if not least:
                return Value(kind, {})
            case _ if kind is NUMBER:
                return number(least)
            case _:
                pass
    return Value(kind, Unknown(not_null=True, prefix=_safe(prefix), least=least, most=most))


def _safe(prefix: str) -> str:
    """The beginning that stays whatever follows: the last character could still be composed with what follows it."""
    return prefix if prefix[-1:] in _NEVER_COMPOSED else prefix[:-1]


_NEVER_COMPOSED = frozenset("\r\n\t !\"#$%&'()*+,-./:;?@[\\]_{|}~")


def bounds_of(value: Value) -> tuple[Number | None, Number | None]:
    """The least and the most that a number, or the size of a collection, can be."""
    length = _length_of(value.type)
    match value.raw:
        case Unknown(least=least, most=most):
            return (least, most) if length is None else (length, length)
        case tuple() as items if not value.has_known_length:
            # Elements that are not known yet may turn out the same as others.
            return min(1, len(items)), len(items)
        case tuple() | dict() as items:
            return len(items), len(items)
        case None | bool() | str():
            return None, None
        case size:
            return size, size


def _length_of(kind: Type) -> int | None:
    """How many parts every value of this type has."""
    match kind:
        case TupleType(parts) | ObjectType(parts):
            return len(parts)
        case _:
            return None


def null(kind: Type = DYNAMIC) -> Value:
    """Null of this type."""
    return Value(kind, None)


def string(text: str) -> Value:
    """A string, in Unicode's composed form (NFC) as all of Terraform's strings."""
    return Value(STRING, text if text.isascii() else normalize("NFC", text))


def number(content: Number) -> Value:
    """A number."""
    return Value(NUMBER, content)


def boolean(content: bool) -> Value:  # noqa: FBT001 - the value itself
    """A bool."""
    return TRUE if content else FALSE


def tuple_of(items: Iterable[Value]) -> Value:
    """`[…]`."""
    content = tuple(items)
    return Value(TupleType(tuple(item.type for item in content)), content)


def object_of(items: Mapping[str, Value]) -> Value:
    """`{…}`."""
    content = {key: items[key] for key in sorted(items)}
    return Value(ObjectType(tuple((key, item.type) for key, item in content.items())), content)


def list_of(element: Type, items: Iterable[Value]) -> Value:
    """A list whose items already have the type `element`."""
    return Value(ListType(element), tuple(items))


def set_of(element: Type, items: Iterable[Value]) -> Value:
    """A set whose items already have the type `element`, are distinct and in Terraform's order."""
    return Value(SetType(element), tuple(items))


def map_of(element: Type, items: Mapping[str, Value]) -> Value:
    """A map whose items already have the type `element`."""
    return Value(MapType(element), {key: items[key] for key in sorted(items)})
