"""Maps and objects: `keys`, `lookup`, `matchkeys`, `merge`, `transpose`, `values`, `zipmap`."""

from __future__ import annotations

from operator import itemgetter

from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    items_of,
    text_of,
)
from sm_tj_cli.values.quoting import quoted
from sm_tj_cli.values.set_order import identity
from sm_tj_cli.values.types import (
    DYNAMIC,
    STRING,
    ListType,
    MapType,
    ObjectType,
    TupleType,
    Type,
    friendly_name,
)
from sm_tj_cli.values.unify import unify
from sm_tj_cli.values.value import (
    Value,
    list_of,
    map_of,
    object_of,
    string,
    tuple_of,
    unknown,
)


@function(
    "keys",
    Parameter("inputMap", DYNAMIC, allow_unknown=True, allow_marked=True),
    returns=lambda arguments: _keys_type(arguments[0].type),
    examples=(("keys({ c = 2, a = 1 })", '[\n  "a",\n  "c",\n]'),),
)
def keys(arguments: Arguments) -> Value:
    """The keys of a map or object, sorted."""
    given = arguments[0]
    kind = _keys_type(given.type)
    if isinstance(given.type, ObjectType):
        names = tuple(string(name) for name, _ in given.type.attributes)
    elif isinstance(given.raw, dict):
        names = tuple(string(name) for name in given.raw)
    else:
        return unknown(kind).with_marks(given.marks)
    return Value(kind, names, given.marks)


def _keys_type(kind: Type) -> Type:
    match kind:
        case MapType():
            return ListType(STRING)
        case ObjectType(attributes):
            return TupleType((STRING,) * len(attributes))
        case _ if kind is DYNAMIC:
            return DYNAMIC
    raise FunctionError("must have map or object type", 0)


@function(
    "lookup",
    Parameter("inputMap", DYNAMIC, allow_unknown=True, allow_marked=True),
    Parameter("key", STRING, allow_unknown=True),
    variadic=Parameter(
        "default",
        DYNAMIC,
        allow_null=True,
        allow_unknown=True,
        allow_dynamic=True,
        allow_marked=True,
    ),
    may_be_null=True,
    returns=lambda arguments: _lookup_type(arguments),
    examples=(
        ('lookup({ a = "ay" }, "a", "what?")', '"ay"'),
        ('lookup({ a = "ay" }, "c", "what?")', '"what?"'),
    ),
)
def lookup(arguments: Arguments) -> Value:
    """The value of a key, or the default where the map has no such key."""
    kind = _lookup_type(arguments)
    given, key, *rest = arguments
    if not isinstance(given.raw, dict) or not key.is_known:
        return unknown(kind).with_marks(given.marks.union(*(value.all_marks() for value in rest)))
    found = given.raw.get(text_of(key))
    if found is not None:
        return found.with_marks(given.marks)
    if not rest:
        raise FunctionError(f"lookup failed to find key {quoted(text_of(key))}")
    return convert(rest[0], kind).with_marks(given.marks)


def _lookup_type(arguments: Arguments) -> Type:
    if len(arguments) > 3:
        raise FunctionError(f"lookup() takes two or three arguments, got {len(arguments)}")
    given, key, *rest = arguments
    match given.type:
        case ObjectType() as kind:
            if not key.is_known:
                return DYNAMIC
            found = kind.attribute(text_of(key))
            if found is None and not rest:
                raise FunctionError(f"the given object has no attribute {quoted(text_of(key))}", 0)
            return rest[0].type if found is None else found
        case MapType(element):
            if rest:
                _default_as(rest[0], element)
            return element
        case kind if kind is DYNAMIC:
            return DYNAMIC
    raise FunctionError("lookup() requires a map as the first argument", 0)


def _default_as(default: Value, element: Type) -> None:
    try:
        convert(default, element)
    except ConversionError:
        raise FunctionError(
            "the default value must have the same type as the map elements", 2
        ) from None


@function(
    "matchkeys",
    Parameter("values", ListType(DYNAMIC)),
    Parameter("keys", ListType(DYNAMIC)),
    Parameter("searchset", ListType(DYNAMIC)),
    returns=lambda arguments: arguments[0].type,
    examples=(
        (
            'matchkeys(["i-123", "i-abc"], ["us-west", "us-east"], ["us-east"])',
            'tolist([\n  "i-abc",\n])',
        ),
    ),
)
def matchkeys(arguments: Arguments) -> Value:
    """The elements of a list at those indexes where the second list has one of the third's elements."""
    values, names, wanted = arguments
    element = unify(
        [kind.element for kind in (names.type, wanted.type) if isinstance(kind, ListType)]
    )
    if element is None:
        raise FunctionError("keys and searchset must be of the same type")
    if len(items_of(values)) != len(items_of(names)):
        raise FunctionError("length of keys and values should be equal")
    if not (values.is_wholly_known and names.is_wholly_known):
        return unknown(values.type)
    # What is not known yet is not found, as by Terraform.
    wanted_items = (item for item in items_of(wanted) if item.is_wholly_known)
    searched = {identity(convert(item, element)) for item in wanted_items}
    kept = (
        item
        for item, name in zip(items_of(values), items_of(names), strict=True)
        if identity(convert(name, element)) in searched
    )
    return Value(values.type, tuple(kept))


@function(
    "merge",
    variadic=Parameter(
        "maps", DYNAMIC, allow_null=True, allow_unknown=True, allow_dynamic=True, allow_marked=True
    ),
    may_be_null=True,
    returns=DYNAMIC,
    examples=(('merge({ a = "b", c = "d" }, { c = "z" })', '{\n  "a" = "b"\n  "c" = "z"\n}'),),
)
def merge(arguments: Arguments) -> Value:
    """One map or object of all elements; of equal keys the last one counts."""
    present: list[Value] = []
    marks = frozenset[str]().union(*(argument.marks for argument in arguments))
    for argument in arguments:
        if argument.type is DYNAMIC and not argument.is_known:
            return unknown().with_marks(marks)
        if not isinstance(argument.type, (MapType, ObjectType)) and argument.type is not DYNAMIC:
            name = friendly_name(argument.type)
            raise FunctionError(f'arguments must be maps or objects, got "{name}"')
        if argument.type is not DYNAMIC:
            present.append(argument)
    if not all(argument.is_known for argument in present):
        return unknown(_merged_type(arguments)).with_marks(marks)
    merged: dict[str, Value] = {}
    # Of a null nothing is in the result, nor that it was marked.
    marks = frozenset[str]().union(*(argument.marks for argument in present))
    for argument in present:
        if isinstance(argument.raw, dict):
            merged |= argument.raw
    kinds = {argument.type for argument in present}
    if len(kinds) == 1 and len(present) == len(arguments):
        (kind,) = kinds
        if isinstance(kind, MapType):
            return map_of(kind.element, merged).with_marks(marks)
    return object_of(merged).with_marks(marks)


def _merged_type(arguments: Arguments) -> Type:
    kinds = {argument.type for argument in arguments}
    if len(kinds) == 1:
        return kinds.pop()
    attributes: dict[str, Type] = {}
    for argument in arguments:
        if isinstance(argument.type, ObjectType):
            attributes |= argument.type.attributes
        elif isinstance(argument.raw, dict):
            attributes |= {key: item.type for key, item in argument.raw.items()}
        else:
            return DYNAMIC
    return ObjectType(tuple(sorted(attributes.items())))


@function(
    "transpose",
    Parameter("values", MapType(ListType(STRING))),
    returns=MapType(ListType(STRING)),
    examples=(
        (
            'transpose({ a = ["1", "2"], b = ["2"] })',
            'tomap({\n  "1" = tolist([\n    "a",\n  ])\n  "2" = tolist([\n    "a",\n    "b",\n  ])\n})',
        ),
    ),
)
def transpose(arguments: Arguments) -> Value:
    """Swaps keys and values of a map of lists of strings."""
    given = arguments[0]
    kind = ListType(STRING)
    if not given.is_wholly_known:
        return unknown(MapType(kind))
    assert isinstance(given.raw, dict)
    swapped: dict[str, list[Value]] = {}
    for key, items in given.raw.items():
        if items.is_null:
            raise FunctionError("input must not contain null list")
        for item in items_of(items):
            if item.is_null:
                raise FunctionError("input list must not contain null string")
            swapped.setdefault(text_of(item), []).append(string(key))
    return map_of(kind, {key: list_of(STRING, items) for key, items in swapped.items()})


@function(
    "values",
    Parameter("mapping", DYNAMIC, allow_marked=True),
    returns=lambda arguments: _values_type(arguments[0].type),
    examples=(("values({ a = 3, c = 2, d = 1 })", "[\n  3,\n  2,\n  1,\n]"),),
)
def values(arguments: Arguments) -> Value:
    """The values of a map or object, in the order of their sorted keys."""
    given = arguments[0]
    kind = _values_type(given.type)
    if isinstance(kind, ListType):
        return list_of(kind.element, given.parts()).with_marks(given.marks)
    return tuple_of(given.parts()).with_marks(given.marks)


def _values_type(kind: Type) -> Type:
    match kind:
        case MapType(element):
            return ListType(element)
        case ObjectType(attributes):
            return TupleType(tuple(element for _, element in attributes))
        case _ if kind is DYNAMIC:
            return DYNAMIC
    raise FunctionError("values() requires a map as the first argument")


@function(
    "zipmap",
    Parameter("keys", ListType(STRING), allow_marked=True),
    Parameter("values", DYNAMIC, allow_marked=True),
    returns=lambda arguments: _zipped_type(arguments),
    examples=(('zipmap(["a", "b"], [1, 2])', '{\n  "a" = 1\n  "b" = 2\n}'),),
)
def zipmap(arguments: Arguments) -> Value:
    """A map or object made from a list of keys and a list of as many values."""
    names, contents = arguments
    kind = _zipped_type(arguments)
    marks = names.all_marks() | contents.marks
    if not names.is_wholly_known:
        return unknown(kind).with_marks(marks)
    keys_given, items = items_of(names), items_of(contents)
    _check_zipped(keys_given, len(items))
    zipped = {text_of(key): item for key, item in zip(keys_given, items, strict=True)}
    if isinstance(kind, MapType):
        return map_of(kind.element, zipped).with_marks(marks)
    return object_of(zipped).with_marks(marks)


def _check_zipped(keys_given: Arguments, length: int) -> None:
    if len(keys_given) != length:
        raise FunctionError(
            f"number of keys ({len(keys_given)}) does not match number of values ({length})"
        )
    for position, key in enumerate(keys_given):
        if key.is_null:
            raise FunctionError(f"keys list has null value at index {position}")


def _zipped_type(arguments: Arguments) -> Type:
    names, kind = arguments[0], arguments[1].type
    match kind:
        case ListType(element):
            return MapType(element)
        case TupleType(elements):
            if not names.is_wholly_known:
                return DYNAMIC
            keys_given = items_of(names)
            _check_zipped(keys_given, len(elements))
            pairs = zip(map(text_of, keys_given), elements, strict=True)
            return ObjectType(tuple(sorted(dict(pairs).items(), key=itemgetter(0))))
        case _ if kind is DYNAMIC:
            return DYNAMIC
    raise FunctionError("values argument must be a list or tuple value")
