"""What an argument or attribute means, from the service model: type, limits, default, the API's own words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from sm_tj_cli.request import overrides
from sm_tj_cli.request.dialects import Since, old_path, since
from sm_tj_cli.request.documentation import first_sentence, markdown, plain_text
from sm_tj_cli.request.schema import LARGEST, Kind, every_member, snake_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sm_tj_cli.request.schema import Limits, Member, Schema, Structure

Shape = dict[str, object]

# What these match is no limit worth a word.
_ANY_TEXT = frozenset({".*", ".+", r"[\S\s]*"})
_WORDS = {
    Kind.BLOCKS: "block, may be repeated",
    Kind.TAGS: "map of strings",
    Kind.INTEGER: "whole number",
}
_ATTRIBUTE_KINDS = {
    "string": "string",
    "integer": "number",
    "long": "number",
    "float": "number",
    "double": "number",
    "boolean": "bool",
    "timestamp": "string, a time as RFC 3339 has it",
    "structure": "object",
    "list": "list",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One argument, block or exported attribute; empty texts where there is nothing to say.

    Attributes:
        path: dotted, with today's names.
        kind: its type in words.
        unless: what may be given in place of what is required.
        is_exported: whether it is an attribute that only AWS decides.
        is_updatable: whether it can be changed in place; else a change is a new job.
        limits: each in words.
        choices: all values that are allowed, none where there is no such list.
        default: what holds where nothing is written.
        since: the dialect that has it: of 2018, of today, or smtj's own.
        old_name: what it was called in 2018, where that differs.
        summary: the first sentence of the documentation.
        documentation: the API's own, without HTML.
        members: what stands in a block or an object.
    """

    path: str
    kind: str
    is_required: bool = False
    unless: str = ""
    is_exported: bool = False
    is_updatable: bool = False
    limits: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    default: str = ""
    since: str = ""
    old_name: str = ""
    summary: str = ""
    documentation: str = ""
    members: tuple[Explanation, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Explainer:
    """Looks things up in a schema and the service model that it was made of, with its documentation."""

    schema: Schema
    model: Mapping[str, object]
    is_markdown: bool = False

    def whole(self) -> Explanation:
        """The resource: its arguments and exported attributes, one level deep."""
        members = tuple(map(self._argument, self.schema.request.members.values()))
        return Explanation("", "resource", members=(*members, *self._exported()))

    def find(self, path: str) -> Explanation | None:
        """What stands at a dotted path; None where nothing does."""
        member = _member_at(path, self.schema.request)
        if member is not None:
            inside = member.structure.members.values() if member.structure else ()
            found = self._argument(member)
            return replace(found, members=tuple(map(self._argument, inside)))
        return self._attribute(path)

    def _argument(self, member: Member) -> Explanation:
        filled = overrides.SERVICE_FILLED.get(member.path)
        default = overrides.DEFAULTS.get(member.path) or (str(filled[0]) if filled else "")
        return self._documented(
            Explanation(
                member.path,
                _WORDS.get(member.kind, member.kind.value),
                member.is_required or member.path in overrides.REQUIRED_UNLESS,
                overrides.REQUIRED_UNLESS.get(member.path, ""),
                is_updatable=_is_updatable(member.path),
                limits=tuple(_limits(member)),
                choices=tuple(map(str, member.limits.choices)),
                default="" if member.is_required else default,
                since=since(member),
                old_name=old_path(member.path).rpartition(".")[2],
            ),
            "CreateTrainingJobRequest",
        )

    def _exported(self) -> Iterator[Explanation]:
        for name in (*sorted(overrides.COMPUTED), *self.schema.exported.values()):
            found = self._attribute(name)
            if found is not None:
                yield found

    def _attribute(self, path: str) -> Explanation | None:
        old = Since.OF_2018 if path in overrides.EXPORTED_IN_2018 else Since.TODAY
        found = Explanation(path, "string", is_exported=True, since=old)
        if path in overrides.DOCUMENTATION:
            kind = "map of strings" if path == "tags_all" else "string"
            return self._documented(replace(found, kind=kind), "")
        shape = self._shape_at(path.split("."), "DescribeTrainingJobResponse")
        if shape is None:
            return None
        kind = _ATTRIBUTE_KINDS[cast("str", shape["type"])]
        inside = cast("dict[str, object]", self._item(shape).get("members") or {})
        members = (self._attribute(f"{path}.{snake_case(name)}") for name in inside)
        found = replace(found, kind=kind, members=tuple(it for it in members if it))
        return self._documented(found, "DescribeTrainingJobResponse")

    def _documented(self, found: Explanation, shape_name: str) -> Explanation:
        own = overrides.DOCUMENTATION.get(found.path)
        text = own or self._documentation(found.path.split("."), shape_name)
        read = markdown if self.is_markdown else plain_text
        shown = read(text, self.schema.todays_names)
        return replace(found, summary=first_sentence(shown), documentation=shown)

    def _shape_at(self, steps: list[str], shape_name: str) -> Shape | None:
        target = self._target(steps[0], shape_name)
        if target is None:
            return None
        name = target["shape"]
        return self._shapes[name] if len(steps) == 1 else self._shape_at(steps[1:], name)

    def _documentation(self, steps: list[str], shape_name: str) -> str:
        target = self._target(steps[0], shape_name) if shape_name else None
        if target is None:
            return ""
        if len(steps) > 1:
            return self._documentation(steps[1:], target["shape"])
        own = target.get("documentation") or self._shapes[target["shape"]].get("documentation")
        return str(own or "")

    def _target(self, step: str, shape_name: str) -> dict[str, str] | None:
        """The member of this name in a structure, or in the structures of a list."""
        shape = self._item(self._shapes[shape_name])
        members = cast("dict[str, dict[str, str]]", shape.get("members") or {})
        for api_name, target in members.items():
            if step in {overrides.EXPORTED_NAMES.get(api_name), snake_case(api_name)}:
                return target
        return None

    def _item(self, shape: Shape) -> Shape:
        while shape["type"] == "list":
            shape = self._shapes[cast("dict[str, str]", shape["member"])["shape"]]
        return shape

    @property
    def _shapes(self) -> Mapping[str, Shape]:
        return cast("Mapping[str, Shape]", self.model["shapes"])


def paths(schema: Schema) -> Iterator[str]:
    """The dotted paths of everything that can be written, and the names of what is exported."""
    yield from (member.path for member in every_member(schema.request))
    yield from schema.exported.values()
    yield from sorted(overrides.COMPUTED)


def _member_at(path: str, structure: Structure) -> Member | None:
    first, _, rest = path.partition(".")
    member = structure.members.get(first)
    if not rest or member is None:
        return member
    return _member_at(rest, member.structure) if member.structure else None


def _is_updatable(path: str) -> bool:
    updatable = (*overrides.UPDATABLE, "tags")
    return any(path == whole or path.startswith(f"{whole}.") for whole in updatable)


def _limits(member: Member) -> Iterator[str]:
    unit = "characters" if member.kind is Kind.STRING else "entries"
    if member.kind is Kind.BLOCKS:
        unit = "blocks"
    if member.kind in {Kind.INTEGER, Kind.NUMBER}:
        unit = ""
    yield from _range(member.limits, unit)
    for what, limits in (("keys", member.key), ("values", member.element)):
        told = ", ".join(_range(limits, "characters"))
        if told:
            yield f"{what}: {told}"


def _range(limits: Limits, unit: str) -> Iterator[str]:
    low, high = limits.minimum, limits.maximum
    high = None if high in LARGEST.values() else high
    if 1 in {low, high} and high in {1, None}:
        unit = unit.removesuffix("s").replace("entrie", "entry")
    if low is not None and low == high:
        yield f"exactly {low:.0f} {unit}".rstrip()
    elif high is not None:
        text = f"{low:.0f} to {high:.0f}" if low else f"at most {high:.0f}"
        yield f"{text} {unit}".rstrip()
    elif low is not None:
        yield f"at least {low:.0f} {unit}".rstrip()
    if limits.pattern and limits.pattern not in _ANY_TEXT:
        yield overrides.PATTERN_WORDS.get(limits.pattern, f"matches {limits.pattern}")
