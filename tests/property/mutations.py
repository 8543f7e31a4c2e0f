"""A valid request to requests with one thing in them that the service model forbids."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, cast

from tests.property.requests import SHAPES
from tests.property.settling import UNIQUE
from tests.property.texts import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.property.requests import Shape
    from tests.property.settling import JSON, Request

UNFIT = ("", "!", "ö!", "-", " ", "a b", "arn:nonsense", "http:/x", "zzz-", "0" * 12)
# Ranges that stand in the API's prose alone: (a value below, a value above).
PROSE = {
    "StoppingCondition.MaxRuntimeInSeconds": (0, 28 * 86400 + 1),
    "ProfilerConfig.ProfilingIntervalInMilliseconds": (99, 60001),
    "ResourceConfig.InstancePlacementConfig.PlacementSpecifications.InstanceCount": (0, None),
}


def mutations(request: Request, path: str) -> Iterator[tuple[str, Request]]:
    """Each with its name; the member `path` is what is wrong with it."""
    *parents, name = path.split(".")
    shape = _shape(path)
    for label, value in _wrong_values(shape, path, _first(request, path)):
        mutated = copy.deepcopy(request)
        _holder(mutated, parents)[name] = value
        yield label, mutated
    mutated = copy.deepcopy(request)
    holder = _holder(mutated, parents)
    del holder[name]
    # A structure in which nothing is left is not written at all.
    if _is_required(path) and holder:
        yield "left out", mutated


def _wrong_values(shape: Shape, path: str, value: JSON) -> Iterator[tuple[str, JSON]]:
    match shape["type"]:
        case "string":
            yield from _wrong_texts(shape, str(value))
            yield "a list for a text", ["x", "y"]
            yield "a map for a text", {"k": "x"}
        case "boolean":
            yield "a text for a bool", "yes"
            yield "a number for a bool", 2
        case "integer" | "long":
            yield from _wrong_numbers(shape, path)
        case "map":
            yield from _wrong_maps(shape, cast("dict[str, JSON]", value))
        case "list":
            yield from _wrong_lists(shape, path, cast("list[JSON]", value))
        case _:
            return


def _wrong_texts(shape: Shape, text: str) -> Iterator[tuple[str, JSON]]:
    if "enum" in shape:
        yield "no such choice", "NoSuchChoice"
        yield "another case", text.swapcase()
        return
    limits = {name: shape.get(name) for name in ("min", "max", "pattern")}
    unfit = next(
        (candidate for candidate in UNFIT if candidate and not fits(candidate, limits)), None
    )
    if unfit is not None:
        yield "unfit", unfit
    if shape.get("min"):
        yield "too short", ""
    if isinstance(most := shape.get("max"), int):
        yield "too long", f"{text}{'a' * (most + 1)}"


def _wrong_numbers(shape: Shape, path: str) -> Iterator[tuple[str, JSON]]:
    low, high = PROSE.get(path, (None, None))
    if low is None and isinstance(least := shape.get("min"), int):
        low = least - 1
    if high is None and isinstance(most := shape.get("max"), int):
        high = most + 1
    if low is not None:
        yield "too small", low
    if high is not None:
        yield "too large", high
    yield "a fraction", 1.5
    yield "a word for a number", "three"
    yield "a list for a number", ["1"]


def _wrong_maps(shape: Shape, entries: Mapping[str, JSON]) -> Iterator[tuple[str, JSON]]:
    keys, values = (_target(shape, part) for part in ("key", "value"))
    if isinstance(most := shape.get("max"), int):
        yield "too many entries", {f"k{at}": "v" for at in range(most + 1)}
    if isinstance(most := values.get("max"), int):
        yield "an entry that is too long", {**entries, "zz": "a" * (most + 1)}
    if isinstance(most := keys.get("max"), int):
        yield "a key that is too long", {**entries, "z" * (most + 1): "a"}
    yield "a text for a map", "x"


def _wrong_lists(shape: Shape, path: str, items: list[JSON]) -> Iterator[tuple[str, JSON]]:
    item = _target(shape, "member")
    if path == "Tags":
        yield "too many tags", [{"Key": f"k{at}", "Value": ""} for at in range(51)]
        yield "a tag that is too long", [*items, {"Key": "zz", "Value": "a" * 257}]
        yield "a tag with a key that is too long", [*items, {"Key": "z" * 129, "Value": ""}]
        yield "a tag of AWS", [*items, {"Key": "aws:cloudformation:stack-name", "Value": ""}]
        return
    if isinstance(most := shape.get("max"), int):
        many = [copy.deepcopy(items[0]) for _ in range(most + 1)]
        # The first keeps its name, since others may refer to it.
        for at, one in enumerate(many[1:]):
            if path in UNIQUE and isinstance(one, dict):
                one[UNIQUE[path]] = _choice(path, at, str(cast("Request", items[0])[UNIQUE[path]]))
        yield "too many", many
    if item["type"] == "string":
        for label, text in _wrong_texts(item, str(items[0])):
            yield f"an item that is {label}", [*items[:-1], text]


def _choice(path: str, at: int, taken: str) -> str:
    choices = cast("list[str]", _shape(f"{path}.{UNIQUE[path]}").get("enum") or [])
    encryptable = [
        each for each in choices if each.startswith(("ml.m5.", "ml.c5.")) and each != taken
    ]
    return encryptable[at] if choices else f"name-{at}"


def _first(request: JSON, path: str) -> JSON:
    *parents, name = path.split(".")
    return _holder(request, parents)[name]


def _holder(request: JSON, parents: list[str]) -> dict[str, JSON]:
    """The first structure at the end of the path."""
    for parent in parents:
        assert isinstance(request, dict)
        request = request[parent]
        request = request[0] if isinstance(request, list) else request
    assert isinstance(request, dict)
    return request


def _shape(path: str) -> Shape:
    shape = SHAPES["CreateTrainingJobRequest"]
    for name in path.split("."):
        while shape["type"] == "list":
            shape = _target(shape, "member")
        members = cast("dict[str, dict[str, str]]", shape["members"])
        shape = SHAPES[members[name]["shape"]]
    return shape


def _is_required(path: str) -> bool:
    parent, _, name = path.rpartition(".")
    shape = _shape(parent) if parent else SHAPES["CreateTrainingJobRequest"]
    while shape["type"] == "list":
        shape = _target(shape, "member")
    return name in cast("list[str]", shape.get("required") or [])


def _target(shape: Shape, part: str) -> Shape:
    return SHAPES[cast("dict[str, str]", shape[part])["shape"]]
