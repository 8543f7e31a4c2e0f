"""What `state mv` moves, by Terraform's rules: one record, a resource with all of its instances, or a module instance.

State, what was named and the target in; each record's old and new address out, or why not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.addresses import (
    TRAINING_JOB,
    AddressError,
    InstanceAddress,
    format_module,
    parse_instance,
    parse_module,
)
from sm_tj_cli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.addresses import ModuleInstance, ResourceAddress
    from sm_tj_cli.state.model import State

    Moves: TypeAlias = Sequence[tuple[InstanceAddress, InstanceAddress]]

_SOURCE, _TARGET = "Invalid source address", "Invalid target address"


def relocations(
    state: State, source: str, found: Sequence[InstanceAddress], target: str
) -> Moves | Diagnostic:
    """The moves of `source`, which selects the records `found`, to the address `target`."""
    path = _module(source)
    if path:
        return _of_module(state, path, source, target)
    (resource, *others) = dict.fromkeys(address.resource for address in found)
    whole = [address for address, _ in state.jobs() if address.resource == resource]
    if others or (len(found) > 1 and len(found) < len(whole)):
        return Diagnostic.error(
            "Several training jobs",
            f'"{source}" means {len(found)} jobs; name one of them, their resource with all of its instances, or a module.',
        )
    is_whole = len(found) > 1 or (
        found[0].key is not None and source in (str(resource), resource.name)
    )
    if is_whole:
        return _of_resource(state, resource, whole, target)
    return _of_instance(state, found[0], target)


def _module(text: str) -> tuple[ModuleInstance, ...]:
    try:
        return parse_module(text)
    except AddressError:
        return ()


def _of_instance(state: State, address: InstanceAddress, target: str) -> Moves | Diagnostic:
    place = _place(target)
    if isinstance(place, Diagnostic):
        return place
    if _is_recorded(state, place):
        return Diagnostic.error(_TARGET, f"There is a record at {place} already.")
    return [(address, place)]


def _of_resource(
    state: State, resource: ResourceAddress, whole: Sequence[InstanceAddress], target: str
) -> Moves | Diagnostic:
    place = _place(target)
    if isinstance(place, Diagnostic):
        return place
    if place.key is not None:
        return Diagnostic.error(
            _TARGET,
            f"Cannot move {resource} to {place}: all instances of a resource are moved, so the target must be a whole "
            f"resource too. To move one of them, name it with its key: {whole[0]}.",
        )
    if any(address.resource == place.resource for address, _ in state.jobs()):
        return Diagnostic.error(
            _TARGET, f"Cannot move to {place.resource}: there is a record at that address already."
        )
    return [(address, place.resource.instance(address.key)) for address in whole]


def _of_module(
    state: State, path: tuple[ModuleInstance, ...], source: str, target: str
) -> Moves | Diagnostic:
    new = _module(target)
    if not new:
        return Diagnostic.error(
            _TARGET, f"Cannot move {source} to {target}: the target must be a module too."
        )
    inside = [address for address, _ in state.jobs() if _is_in(address, path)]
    if not inside:
        # It has instances with keys, of which Terraform moves one at a time.
        instances = dict.fromkeys(
            format_module(address.resource.module[: len(path)])
            for address, _ in state.jobs()
            if address.matches(source)
        )
        return Diagnostic.error(
            _SOURCE,
            f"Cannot move {source}: there is no such module instance in the state. Move one at a time: "
            f"{', '.join(instances)}.",
        )
    if any(_is_in(address, new) for address, _ in state.jobs()):
        return Diagnostic.error(
            _TARGET, f"Cannot move to {target}: there are records in that module already."
        )
    moves = []
    for address in inside:
        module = (*new, *address.resource.module[len(path) :])
        moves.append((address, replace(address.resource, module=module).instance(address.key)))
    return moves


def _is_in(address: InstanceAddress, path: tuple[ModuleInstance, ...]) -> bool:
    return address.resource.module[: len(path)] == path


def _is_recorded(state: State, address: InstanceAddress) -> bool:
    return state.job(address) is not None or bool(state.history(address))


def _place(target: str) -> InstanceAddress | Diagnostic:
    try:
        place = parse_instance(target)
    except AddressError as problem:
        return Diagnostic.error(_TARGET, str(problem))
    if place.resource.type != TRAINING_JOB or place.resource.is_data:
        return Diagnostic.error(
            _TARGET, f"Cannot move to {place}: a training job is recorded as {TRAINING_JOB}.NAME."
        )
    return place
