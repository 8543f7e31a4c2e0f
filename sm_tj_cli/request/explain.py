"""What an argument or attribute means, from the service model: type, limits, default, the API's own words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from sm_tj_cli.request import overrides
from sm_tj_cli.request.schema import Kind, snake_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sm_tj_cli.request.schema import Limits, Member, Schema, Structure

Shape = dict[str, object]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One argument. `members` are the names of what stands in a block; empty texts where there is nothing to say."""

    path: str
    kind: str
    is_required: bool = False
    is_updatable: bool = False
    limits: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    default: str = ""
    documentation: str = ""
    members: tuple[str, ...] = field(default_factory=tuple)


def explain(path: str, schema: Schema, model: Mapping[str, object]) -> Explanation | None:
    """The explanation of an argument, a block or an exported attribute; None where there is none of that path.

    Args:
        path: dotted, `resource_config.instance_type`; empty for the resource itself.
        schema: of the same model.
        model: the service model with its documentation.
    """
    shapes = cast("Mapping[str, Shape]", model["shapes"])
    if not path:
        return Explanation("", "resource", members=tuple(schema.request.members))
    member = find(path, schema.request)
    if member is not None:
        text = _documentation(path.split("."), "CreateTrainingJobRequest", shapes)
        return _of(member, text)
    if path in schema.exported.values():
        text = _documentation([path], "DescribeTrainingJobResponse", shapes)
        return Explanation(path, "attribute, known after apply", documentation=text)
    return None


def find(path: str, structure: Structure) -> Member | None:
    """The argument or block at a dotted path."""
    first, _, rest = path.partition(".")
    member = structure.members.get(first)
    if not rest or member is None:
        return member
    return find(rest, member.structure) if member.structure else None


def paths(structure: Structure) -> Iterator[str]:
    """The dotted paths of everything that can be written."""
    for member in structure.members.values():
        yield member.path
        if member.structure is not None:
            yield from paths(member.structure)


def _of(member: Member, text: str) -> Explanation:
    filled = overrides.SERVICE_FILLED.get(member.path)
    return Explanation(
        member.path,
        _kind(member),
        member.is_required,
        any(
            member.path == path or member.path.startswith(f"{path}.")
            for path in (*overrides.UPDATABLE, "tags")
        ),
        tuple(_limits(member)),
        tuple(map(str, member.limits.choices)),
        str(filled[0]) if filled else "",
        text,
        tuple(member.structure.members) if member.structure else (),
    )


def _kind(member: Member) -> str:
    special = {
        Kind.BLOCKS: "block, may be repeated",
        Kind.TAGS: "map of strings",
        Kind.INTEGER: "whole number",
    }
    return special.get(member.kind, str(member.kind.value))


def _limits(member: Member) -> Iterator[str]:
    is_text = member.kind is Kind.STRING
    unit = "characters" if is_text else "entries"
    if member.kind in {Kind.INTEGER, Kind.NUMBER}:
        unit = ""
    yield from _range(member.limits, unit)
    for what, limits in (("keys", member.key), ("values", member.element)):
        yield from (f"{what}: {text}" for text in _range(limits, "characters"))


def _range(limits: Limits, unit: str) -> Iterator[str]:
    low, high = limits.minimum, limits.maximum
    if low is not None or high is not None:
        text = f"{low or 0:.0f} to {high:.0f}" if high is not None else f"at least {low:.0f}"
        yield f"{text} {unit}".rstrip()
    if limits.pattern and limits.pattern not in {".*", ".+", r"[\S\s]*"}:
        yield overrides.PATTERN_WORDS.get(limits.pattern, f"matches {limits.pattern}")


def _documentation(steps: list[str], shape_name: str, shapes: Mapping[str, Shape]) -> str:
    shape = shapes[shape_name]
    while shape["type"] == "list":
        shape = shapes[cast("dict[str, str]", shape["member"])["shape"]]
    members = cast("dict[str, dict[str, str]]", shape.get("members") or {})
    for api_name, target in members.items():
        named = overrides.EXPORTED_NAMES.get(api_name) or snake_case(api_name)
        if steps[0] in {named, snake_case(api_name)}:
            if len(steps) > 1:
                return _documentation(steps[1:], target["shape"], shapes)
            own = target.get("documentation") or shapes[target["shape"]].get("documentation")
            return plain_text(str(own or ""))
    return ""


def plain_text(documentation: str) -> str:
    """The API's HTML as text: paragraphs apart, lists with dashes."""
    text = re.sub(r"\s+", " ", documentation)
    text = re.sub(r"<li>\s*(<p>)?", "\n- ", text)
    text = re.sub(r"</p>\s*|<br\s*/?>", "\n\n", text)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text).strip()
