"""State as a value: Terraform's version 4, with everything in it that other tools wrote.

`extra` holds, at every level, the keys that smtj has no use for; they are written back as they were.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.addresses import (
    TRAINING_JOB,
    InstanceAddress,
    InstanceKey,
    ResourceAddress,
    format_module,
    parse_module,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sm_tj_cli.documents import JSON

Attributes: TypeAlias = "dict[str, JSON]"
ResourcePlace: TypeAlias = "tuple[str, str, str, str]"

FORMAT_VERSION = 4
AWS_PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"]'


@dataclass(frozen=True, slots=True)
class InstanceState:
    """One object of a resource: the current one, or a deposed one, an earlier generation.

    `sensitive_attributes` is Terraform's list of paths, kept as it is written in the file.
    """

    attributes: Attributes
    index_key: InstanceKey = None
    deposed: str | None = None
    schema_version: int = 0
    sensitive_attributes: tuple[JSON, ...] = ()
    dependencies: tuple[str, ...] = ()
    extra: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResourceState:
    """A resource with all of its instances. `module` is its printed module path, empty for the root."""

    mode: str
    type: str
    name: str
    provider: str
    instances: tuple[InstanceState, ...]
    module: str = ""
    extra: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def place(self) -> ResourcePlace:
        """Module, mode, type and name: what a file may hold but once, in the order of a file."""
        return (self.module, self.mode, self.type, self.name)

    @property
    def address(self) -> ResourceAddress:
        """Its address."""
        return ResourceAddress(
            self.type, self.name, parse_module(self.module), is_data=self.mode == "data"
        )


@dataclass(frozen=True, slots=True)
class OutputState:
    """A root output: its value and type as Terraform's JSON writes them."""

    value: JSON
    type: JSON
    sensitive: bool = False
    extra: Mapping[str, JSON] = field(default_factory=dict, compare=False)


@dataclass(slots=True)
class _Places:
    """Where things may stand in the tuples of a state; whoever looks something up checks what it finds there.

    One index serves all the versions that come of one state: it only ever grows, a version in which something
    stands elsewhere adds the place, and a place that is not (or no longer) right is passed over. So a change costs
    the same in a state of any size.
    """

    resources: dict[ResourcePlace, list[int]] = field(default_factory=dict)
    instances: dict[tuple[ResourcePlace, InstanceKey], list[int]] = field(default_factory=dict)

    def add_resource(self, place: ResourcePlace, at: int) -> None:
        _add(self.resources.setdefault(place, []), at)

    def add_instance(self, place: ResourcePlace, key: InstanceKey, at: int) -> None:
        _add(self.instances.setdefault((place, key), []), at)


@dataclass(frozen=True, slots=True)
class State:
    """One version of the state; each change makes another one. `serial` is raised when it is saved.

    The order of resources and of instances means nothing, but for the instances of one address: the earlier
    generations stand in the order of their age.
    """

    lineage: str
    serial: int = 0
    terraform_version: str = "1.11.4"
    outputs: Mapping[str, OutputState] = field(default_factory=dict)
    resources: tuple[ResourceState, ...] = ()
    extra: Mapping[str, JSON] = field(default_factory=dict)
    _known_places: _Places | None = field(default=None, init=False, repr=False, compare=False)

    def jobs(self) -> Iterator[tuple[InstanceAddress, InstanceState]]:
        """The current training jobs with their addresses, in address order."""
        found = []
        for resource in self.resources:
            if resource.mode == "managed" and resource.type == TRAINING_JOB:
                address = resource.address
                modules = tuple((step.name, key_order(step.key)) for step in address.module)
                found += [
                    ((modules, resource.name, key_order(item.index_key)), address, item)
                    for item in resource.instances
                    if item.deposed is None
                ]
        for _, address, item in sorted(found, key=itemgetter(0)):
            yield address.instance(item.index_key), item

    def job(self, address: InstanceAddress) -> InstanceState | None:
        """The current job at an address, None where there is none."""
        return next((item for item in self._at(address) if item.deposed is None), None)

    def history(self, address: InstanceAddress) -> tuple[InstanceState, ...]:
        """The earlier generations at an address, newest first."""
        return tuple(reversed([item for item in self._at(address) if item.deposed is not None]))

    def with_job(self, address: InstanceAddress, job: InstanceState) -> State:
        """With `job` as the current object at `address`, in the place of the one before it."""
        if job.index_key != address.key or job.deposed is not None:
            job = replace(job, index_key=address.key, deposed=None)
        position, resource = self._find(address.resource)
        found = self._instance_places(resource, address.key)
        current = [at for at in found if resource.instances[at].deposed is None]
        # A new generation stands behind the earlier ones.
        at = current[0] if current else len(resource.instances)
        self._places.add_instance(resource.place, address.key, at)
        instances = (*resource.instances[:at], job, *resource.instances[at + 1 :])
        return self._with_resource(position, replace(resource, instances=instances))

    def with_deposed(self, address: InstanceAddress, key: str) -> State:
        """With the current object at `address` moved into its history under `key`."""
        position, resource = self._find(address.resource)
        for at in self._instance_places(resource, address.key):
            item = resource.instances[at]
            if item.deposed is None:
                moved = replace(item, deposed=key)
                instances = (*resource.instances[:at], moved, *resource.instances[at + 1 :])
                return self._with_resource(position, replace(resource, instances=instances))
        return self

    def without_job(self, address: InstanceAddress) -> State:
        """Without `address`: neither its current object nor its history."""
        position, resource = self._find(address.resource)
        gone = self._instance_places(resource, address.key)
        if not gone:
            return self
        if len(gone) == len(resource.instances):
            return self._without_resource(position)
        if len(gone) == 1 and self._is_single(resource, resource.instances[-1].index_key):
            return self._with_resource(position, self._without_instance(resource, gone[0]))
        kept = tuple(item for item in resource.instances if item.index_key != address.key)
        changed = replace(resource, instances=kept)
        return replace(
            self,
            resources=(*self.resources[:position], changed, *self.resources[position + 1 :]),
        )

    def with_outputs(self, outputs: Mapping[str, OutputState]) -> State:
        """With these root outputs."""
        return self._handed_on(replace(self, outputs=dict(outputs)))

    def with_serial(self, serial: int) -> State:
        """The same content as another version."""
        return self._handed_on(replace(self, serial=serial))

    @property
    def _places(self) -> _Places:
        if self._known_places is not None:
            return self._known_places
        places = _Places()
        for at, resource in enumerate(self.resources):
            place = resource.place
            places.add_resource(place, at)
            for inside, item in enumerate(resource.instances):
                places.add_instance(place, item.index_key, inside)
        object.__setattr__(self, "_known_places", places)
        return places

    def _handed_on(self, following: State) -> State:
        object.__setattr__(following, "_known_places", self._known_places)
        return following

    def _at(self, address: InstanceAddress) -> tuple[InstanceState, ...]:
        _, resource = self._find(address.resource)
        found = self._instance_places(resource, address.key)
        return tuple(resource.instances[at] for at in found)

    def _find(self, address: ResourceAddress) -> tuple[int, ResourceState]:
        """A resource and its position; an empty one behind all others where there is none."""
        mode = "data" if address.is_data else "managed"
        place = (format_module(address.module), mode, address.type, address.name)
        for at in self._places.resources.get(place, ()):
            if at < len(self.resources) and self.resources[at].place == place:
                return at, self.resources[at]
        made = ResourceState(mode, address.type, address.name, AWS_PROVIDER, (), place[0])
        return len(self.resources), made

    def _instance_places(self, resource: ResourceState, key: InstanceKey) -> list[int]:
        instances = resource.instances
        known = self._places.instances.get((resource.place, key), ())
        found = [at for at in known if at < len(instances) and instances[at].index_key == key]
        return sorted(found) if len(found) > 1 else found

    def _is_single(self, resource: ResourceState, key: InstanceKey) -> bool:
        return len(self._instance_places(resource, key)) == 1

    def _with_resource(self, at: int, resource: ResourceState) -> State:
        self._places.add_resource(resource.place, at)
        resources = (*self.resources[:at], resource, *self.resources[at + 1 :])
        return self._handed_on(replace(self, resources=resources))

    def _without_resource(self, at: int) -> State:
        *kept, last = self.resources
        if at < len(kept):
            kept[at] = last
            self._places.add_resource(last.place, at)
        return self._handed_on(replace(self, resources=tuple(kept)))

    def _without_instance(self, resource: ResourceState, at: int) -> ResourceState:
        *kept, last = resource.instances
        if at < len(kept):
            kept[at] = last
            self._places.add_instance(resource.place, last.index_key, at)
        return replace(resource, instances=tuple(kept))


def key_order(key: InstanceKey) -> tuple[int, int, str]:
    """Sorts instance keys as Terraform's state does: none, numbers, texts."""
    if isinstance(key, str):
        return (2, 0, key)
    return (0, 0, "") if key is None else (1, key, "")


def _add(places: list[int], at: int) -> None:
    if at not in places:
        places.append(at)
