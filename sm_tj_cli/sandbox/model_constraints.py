"""Checks a request against the service model that botocore carries, in the words of the service.

botocore itself checks neither patterns nor enums nor maxima. The model is read as a file, so that the sandbox's server
need not import botocore.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

import regex

from sm_tj_cli.sandbox.protocol import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sm_tj_cli.documents import JSON

Shape = dict[str, object]


def check(operation: str, body: Mapping[str, JSON]) -> None:
    """Nothing, where the request of this operation is within the model's constraints.

    Raises:
        ApiError: ValidationException with every violation.
    """
    shape = f"{operation}Request"
    shapes = _shapes()
    if shape not in shapes:
        return
    found = list(_violations(shapes[shape], dict(body), ""))
    if found:
        plural = "errors" if len(found) > 1 else "error"
        told = "; ".join(found)
        raise ApiError("ValidationException", f"{len(found)} validation {plural} detected: {told}")


def members(shape: str) -> frozenset[str]:
    """The member names of a structure of the model."""
    return frozenset(cast("dict[str, object]", _shapes()[shape]["members"]))


@cache
def _shapes() -> Mapping[str, Shape]:
    spec = find_spec("botocore")
    assert spec is not None
    assert spec.origin is not None
    models = sorted((Path(spec.origin).parent / "data" / "sagemaker").glob("*/service-2.json*"))
    data = models[-1].read_bytes()
    model = json.loads(gzip.decompress(data) if models[-1].suffix == ".gz" else data)
    return cast("dict[str, Shape]", model["shapes"])


def _violations(shape: Shape, value: JSON, path: str) -> Iterator[str]:
    match shape["type"], value:
        case "structure", dict():
            yield from _structure(shape, value, path)
        case "list", list():
            yield from _bounds(shape, len(value), value, path, "length")
            item = cast("dict[str, str]", shape["member"])["shape"]
            for number, member in enumerate(value, 1):
                yield from _violations(_shapes()[item], member, f"{path}.{number}.member")
        case "map", dict():
            yield from _map(shape, value, path)
        case "string", str():
            yield from _told(_string(shape, value), value, path)
        case "integer" | "long" | "double" | "float", int() | float():
            yield from _bounds(shape, value, value, path, "value")
        case "boolean" | "timestamp", _:
            return
        case expected, _:
            raise ApiError(
                "SerializationException", f"{value!r} can not be converted to {expected}"
            )


def _structure(shape: Shape, value: dict[str, JSON], path: str) -> Iterator[str]:
    known = cast("dict[str, dict[str, str]]", shape["members"])
    prefix = f"{path}." if path else ""
    for name in cast("list[str]", shape.get("required") or []):
        if value.get(name) is None:
            where = f"{prefix}{name[0].lower()}{name[1:]}"
            yield f"Value null at '{where}' failed to satisfy constraint: Member must not be null"
    for name, member in value.items():
        if name in known and member is not None:
            where = f"{prefix}{name[0].lower()}{name[1:]}"
            yield from _violations(_shapes()[known[name]["shape"]], member, where)


def _map(shape: Shape, value: dict[str, JSON], path: str) -> Iterator[str]:
    yield from _bounds(shape, len(value), value, path, "length")
    for part, items in (("key", list(value)), ("value", list(value.values()))):
        limits = _shapes()[cast("dict[str, str]", shape[part])["shape"]]
        broken = [text for item in items for text in _string(limits, str(item))]
        if broken:
            told = f"Map {part} must satisfy constraint: [{', '.join(dict.fromkeys(broken))}]"
            yield from _told(iter([told]), value, path)


def _string(shape: Shape, value: str) -> Iterator[str]:
    yield from _limits(shape, len(value), "length")
    pattern = shape.get("pattern")
    # Not `concurrent`: to let another thread run for the microseconds of a match, and to wait for one's turn again,
    # takes a thousand times as long.
    if isinstance(pattern, str) and not regex.fullmatch(pattern, value, concurrent=False):
        yield f"Member must satisfy regular expression pattern: {pattern}"
    allowed = cast("list[str]", shape.get("enum") or [])
    if allowed and value not in allowed:
        yield f"Member must satisfy enum value set: [{', '.join(allowed)}]"


def _limits(shape: Shape, size: float, what: str) -> Iterator[str]:
    low, high = shape.get("min"), shape.get("max")
    if isinstance(low, int | float) and size < low:
        yield f"Member must have {what} greater than or equal to {low}"
    if isinstance(high, int | float) and size > high:
        yield f"Member must have {what} less than or equal to {high}"


def _bounds(shape: Shape, size: float, value: JSON, path: str, what: str) -> Iterator[str]:
    yield from _told(_limits(shape, size, what), value, path)


def _told(constraints: Iterator[str], value: JSON, path: str) -> Iterator[str]:
    shown = value if isinstance(value, str | int | float) else json.dumps(value)
    for constraint in constraints:
        yield f"Value '{shown}' at '{path}' failed to satisfy constraint: {constraint}"
