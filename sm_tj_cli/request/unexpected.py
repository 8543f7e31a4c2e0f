"""A name that does not belong where it stands: what to say of it, and what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, closest
from sm_tj_cli.request import overrides
from sm_tj_cli.request.dialects import dotted, names_of_2018
from sm_tj_cli.request.given import GivenBlock
from sm_tj_cli.request.schema import every_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.request.given import Given
    from sm_tj_cli.request.schema import Schema, Structure
    from sm_tj_cli.request.training_job import AttributePath

PLACES_NAMED = 3
FEW = 6


def unexpected(
    name: str, given: Given, structure: Structure, path: AttributePath, schema: Schema
) -> Diagnostic:
    """The error; `structure` is what may stand in the block at `path`."""
    if _is_computed(name, path, schema):
        return Diagnostic.error(
            "Value for unconfigurable attribute",
            f'Can\'t configure a value for "{name}": its value will be decided automatically based on the result of '
            "applying this configuration. Remove it.",
            given.name_range,
        )
    hint = _hint(name, structure, path, schema)
    if isinstance(given, GivenBlock):
        detail = f'Blocks of type "{name}" are not expected here.{hint}'
        return Diagnostic.error("Unsupported block type", detail, given.name_range)
    detail = f'An argument named "{name}" is not expected here.{hint}'
    return Diagnostic.error("Unsupported argument", detail, given.name_range)


def _is_computed(name: str, path: AttributePath, schema: Schema) -> bool:
    if not path:
        return name in overrides.COMPUTED or name in schema.exported.values()
    return f"{dotted(path)}.{name}" in overrides.READ_ONLY


def _hint(name: str, structure: Structure, path: AttributePath, schema: Schema) -> str:
    near = _near(name, structure, dotted(path))
    if near is not None:
        return f' Did you mean "{near}"?'
    elsewhere = list(_places(name, schema))
    if elsewhere:
        return f" It belongs in {_listed(elsewhere)}."
    few = list(structure.members) if len(structure.members) <= FEW else []
    return f" Expected here: {', '.join(few)}." if few else ""


def _near(name: str, structure: Structure, block: str) -> str | None:
    usual = overrides.OTHER_SPELLINGS.get(name.lower())
    if usual in structure.members:
        return usual
    near = closest(name, (*structure.members, *names_of_2018(block)))
    endings = [full for full in structure.members if full.endswith(f"_{name}")]
    return near or (endings[0] if len(endings) == 1 else None)


def _places(name: str, schema: Schema) -> Iterator[str]:
    """The blocks in which an argument of exactly this name is known."""
    for member in every_member(schema.request):
        block, _, last = member.path.rpartition(".")
        if last == name:
            yield block or "the resource itself, outside of this block"


def _listed(places: list[str]) -> str:
    named = places[:PLACES_NAMED]
    more = len(places) - len(named)
    if more:
        return f"{', '.join(named)} or {more} other block{'s' if more > 1 else ''}"
    return " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))
