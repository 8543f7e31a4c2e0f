"""The arguments and attributes of a training job, read from the installed service model.

A structure of the API is a block, a list of structures repeated blocks, a map and a list of plain values are
arguments; names are the API's in snake case. What the model cannot say stands in `overrides`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache, cached_property
from typing import TYPE_CHECKING, cast

from botocore import xform_name

from sm_tj_cli.request import overrides

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Shape = dict[str, object]


class Kind(Enum):
    """What a member holds."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOL = "bool"
    LIST = "list of strings"
    MAP = "map of strings"
    TAGS = "tags"
    BLOCK = "block"
    BLOCKS = "blocks"

    @property
    def is_block(self) -> bool:
        """Whether it is written as a block."""
        return self in {Kind.BLOCK, Kind.BLOCKS}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value has to keep to: its length, size or count, its pattern, its choices; None and () for none."""

    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    choices: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """An argument or block.

    Attributes:
        name: as users write it.
        api_name: as the API has it; empty for arguments of the resource that no request carries.
        path: dotted, from the resource's body.
        limits: of the value; of a list, a map or repeated blocks: of the count.
        key, element: limits of a map's keys, and of a map's or list's values.
        structure: what is in a block.
    """

    name: str
    api_name: str
    path: str
    kind: Kind
    is_required: bool = False
    limits: Limits = Limits()
    key: Limits = Limits()
    element: Limits = Limits()
    structure: Structure | None = None


@dataclass(frozen=True)
class Structure:
    """The members of a body, by the name that users write."""

    members: Mapping[str, Member] = field(default_factory=dict)

    @cached_property
    def by_api_name(self) -> Mapping[str, Member]:
        """The members by the API's name."""
        return {member.api_name: member for member in self.members.values() if member.api_name}


@dataclass(frozen=True)
class Schema:
    """`request` is what a resource's body may hold; `exported` names what only DescribeTrainingJob answers."""

    request: Structure
    exported: Mapping[str, str]

    @classmethod
    def from_model(cls, model: Mapping[str, object]) -> Schema:
        """The schema of a service model, as botocore writes one."""
        reader = _Reader(cast("Mapping[str, Shape]", model["shapes"]))
        request = reader.structure("CreateTrainingJobRequest", "")
        members = {**request.members, **_other_arguments()}
        answered = reader.member_names("DescribeTrainingJobResponse")
        exported = {
            api_name: overrides.EXPORTED_NAMES.get(api_name) or snake_case(api_name)
            for api_name in answered
            if api_name not in request.by_api_name
        }
        return cls(Structure(members), exported)

    @cached_property
    def todays_names(self) -> Mapping[str, str]:
        """What people write for the API's names."""
        named = {it.api_name: it.name for it in every_member(self.request) if it.api_name}
        return {**self.exported, **named}

    @cached_property
    def attribute_names(self) -> frozenset[str]:
        """Every argument and attribute of a training job, those of the 2018 documentation too."""
        names = {*self.request.members, *self.exported.values(), *overrides.COMPUTED}
        return frozenset({*names, "name", "name_prefix"})


def every_member(structure: Structure) -> Iterator[Member]:
    """The members of a body and of every block in it, parents first."""
    for member in structure.members.values():
        yield member
        if member.structure is not None:
            yield from every_member(member.structure)


@cache
def snake_case(api_name: str) -> str:
    """The name that users write: `VolumeSizeInGB` is `volume_size_in_gb`."""
    return overrides.NAMES.get(api_name) or str(xform_name(api_name))


def _other_arguments() -> dict[str, Member]:
    prefix = Limits(minimum=1, pattern=overrides.NAME_PREFIX_PATTERN)
    region = Limits(pattern=overrides.REGION_PATTERN)
    duration = Limits(pattern=overrides.DURATION_PATTERN)
    times = {
        name: Member(name, "", f"{overrides.TIMEOUTS}.{name}", Kind.STRING, limits=duration)
        for name in ("create", "update", "delete")
    }
    found = [
        Member(overrides.NAME_PREFIX, "", overrides.NAME_PREFIX, Kind.STRING, limits=prefix),
        Member(overrides.REGION, "", overrides.REGION, Kind.STRING, limits=region),
        *(Member(name, "", name, Kind.BOOL) for name in overrides.DESTROY_OPTIONS),
        Member(overrides.TIMEOUTS, "", overrides.TIMEOUTS, Kind.BLOCK, structure=Structure(times)),
    ]
    return {member.name: member for member in found}


# What the service reads its numbers into.
LARGEST = {"integer": 2**31 - 1, "long": 2**63 - 1}
_KINDS = {
    "string": Kind.STRING,
    "integer": Kind.INTEGER,
    "long": Kind.INTEGER,
    "float": Kind.NUMBER,
    "double": Kind.NUMBER,
    "boolean": Kind.BOOL,
    "structure": Kind.BLOCK,
    "map": Kind.MAP,
}


@dataclass(frozen=True, slots=True)
class _Reader:
    shapes: Mapping[str, Shape]

    def member_names(self, shape: str) -> tuple[str, ...]:
        return tuple(cast("dict[str, object]", self.shapes[shape]["members"]))

    def structure(self, name: str, path: str) -> Structure:
        shape = self.shapes[name]
        required = cast("list[str]", shape.get("required") or [])
        members = {}
        for api_name, target in cast("dict[str, dict[str, str]]", shape["members"]).items():
            own = snake_case(api_name)
            member = self._member(own, api_name, f"{path}.{own}" if path else own, target["shape"])
            if member.path not in overrides.READ_ONLY:
                members[own] = replace(member, is_required=api_name in required)
        return Structure(members)

    def _member(self, name: str, api_name: str, path: str, target: str) -> Member:
        shape = self.shapes[target]
        limits = _limits(shape, path)
        if shape["type"] == "list":
            return self._list(Member(name, api_name, path, Kind.LIST, limits=limits), shape)
        kind = _KINDS[cast("str", shape["type"])]
        member = Member(name, api_name, path, kind, limits=limits)
        if kind is Kind.BLOCK:
            return replace(member, structure=self.structure(target, path))
        if kind is Kind.MAP:
            return replace(
                member,
                key=_limits(self._part(shape, "key")),
                element=_limits(self._part(shape, "value")),
            )
        return member

    def _list(self, member: Member, shape: Shape) -> Member:
        item = self._part(shape, "member")
        if item["type"] != "structure":
            return replace(member, element=_limits(item))
        members = cast("dict[str, dict[str, str]]", item["members"])
        if set(members) == {"Key", "Value"}:
            key, value = (self.shapes[members[part]["shape"]] for part in ("Key", "Value"))
            own = _limits(key)
            named = replace(own, pattern=f"{overrides.NOT_RESERVED}{own.pattern or '.*'}")
            return replace(member, kind=Kind.TAGS, key=named, element=_limits(value))
        name = cast("dict[str, str]", shape["member"])["shape"]
        return replace(member, kind=Kind.BLOCKS, structure=self.structure(name, member.path))

    def _part(self, shape: Shape, part: str) -> Shape:
        return self.shapes[cast("dict[str, str]", shape[part])["shape"]]


def _limits(shape: Shape, path: str = "") -> Limits:
    low, high = overrides.RANGES.get(path, (None, None))
    largest = LARGEST.get(cast("str", shape["type"]))
    choices = cast("list[str]", shape.get("enum") or [])
    return Limits(
        low if low is not None else cast("float | None", shape.get("min")),
        high if high is not None else cast("float | None", shape.get("max", largest)),
        overrides.PATTERNS.get(path) or cast("str | None", shape.get("pattern")),
        overrides.CHOICES.get(path) or tuple(choices),
    )
