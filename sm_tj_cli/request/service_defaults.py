"""What the service does where a request says nothing, so that saying it or not makes no difference.

Values come in as state has them (a block is a list of one object) or as the API has them (a structure).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.request.overrides import SERVICE_FILLED
from sm_tj_cli.request.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Member, Structure

# Where the service chooses by itself: only what was asked for tells whose value it is.
FREE = frozenset(path for path, values in SERVICE_FILLED.items() if values is None)


def is_absent(value: JSON) -> bool:
    """Whether nothing is given."""
    return value is None or value in ({}, [], "")


def is_default(member: Member, value: JSON, chosen: frozenset[str] = frozenset()) -> bool:
    """Whether leaving it out would mean the same; `chosen` are paths whose values the service has chosen."""
    # False is what every switch of the API means by being left out.
    if value is None or value is False or value in ({}, []) or member.path in chosen:
        return True
    if value in (SERVICE_FILLED.get(member.path) or ()):
        return True
    if member.kind is not Kind.BLOCK or member.structure is None:
        return False
    bodies = value if isinstance(value, list) else [value]
    return all(
        isinstance(body, dict) and _has_defaults(member.structure, body, chosen) for body in bodies
    )


def free_paths(structure: Structure, content: Mapping[str, JSON]) -> Iterator[str]:
    """The dotted paths of what is given although the service would choose by itself."""
    for name, value in content.items():
        member = structure.members.get(name)
        if member is None or is_absent(value):
            continue
        if member.path in FREE:
            yield member.path
        elif member.structure is not None and isinstance(value, list):
            for body in _objects(value):
                yield from free_paths(member.structure, body)


def _has_defaults(structure: Structure, body: dict[str, JSON], chosen: frozenset[str]) -> bool:
    """Whether a block says nothing; one that has to say something does by being there."""
    for inner in structure.members.values():
        value = body.get(inner.name, body.get(inner.api_name))
        if inner.is_required and not is_absent(value) and inner.path not in SERVICE_FILLED:
            return False
        if not (value == "" or is_default(inner, value, chosen)):
            return False
    return True


def _objects(value: Iterable[JSON]) -> Iterator[dict[str, JSON]]:
    return (item for item in value if isinstance(item, dict))
