"""State as a value: Terraform's version 4, with everything in it that other tools wrote.

`extra` holds, at every level, the keys that smtj has no use for; they are written back as they were.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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

JSON: TypeAlias = "None | bool | int | float | str | list[JSON] | dict[str, JSON]"
Attributes: TypeAlias = "dict[str, JSON]"

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


@dataclass(frozen=True, slots=True)
class State:
    """One version of the state; each change makes another one. `serial` is raised when it is saved."""

    lineage: str
    serial: int = 0
    terraform_version: str = "1.11.4"
    outputs: Mapping[str, OutputState] = field(default_factory=dict)
    resources: tuple[ResourceState, ...] = ()
    extra: Mapping[str, JSON] = field(default_factory=dict)

    def jobs(self) -> Iterator[tuple[InstanceAddress, InstanceState]]:
        """The current training jobs with their addresses, in address order."""
        found = [
            (resource.address.instance(instance.index_key), instance)
            for resource in self.resources
            if resource.mode == "managed" and resource.type == TRAINING_JOB
            for instance in resource.instances
            if instance.deposed is None
        ]
        yield from sorted(found, key=lambda pair: pair[0])

    def job(self, address: InstanceAddress) -> InstanceState | None:
        """The current job at an address, None where there is none."""
        return next((item for item in self._at(address) if item.deposed is None), None)

    def history(self, address: InstanceAddress) -> tuple[InstanceState, ...]:
        """The earlier generations at an address, newest first."""
        return tuple(reversed([item for item in self._at(address) if item.deposed is not None]))

    def with_job(self, address: InstanceAddress, job: InstanceState) -> State:
        """With `job` as the current object at `address`, in the place of the one before it."""
        kept = tuple(item for item in self._at(address) if item.deposed is not None)
        return self._with_instances(address, (*kept, replace(job, index_key=address.key)))

    def with_deposed(self, address: InstanceAddress, key: str) -> State:
        """With the current object at `address` moved into its history under `key`."""
        moved = tuple(
            replace(item, deposed=key) if item.deposed is None else item
            for item in self._at(address)
        )
        return self._with_instances(address, moved)

    def without_job(self, address: InstanceAddress) -> State:
        """Without `address`: neither its current object nor its history."""
        return self._with_instances(address, ())

    def with_outputs(self, outputs: Mapping[str, OutputState]) -> State:
        """With these root outputs."""
        return replace(self, outputs=dict(outputs))

    def _at(self, address: InstanceAddress) -> tuple[InstanceState, ...]:
        resource = self._resource(address.resource)
        if resource is None:
            return ()
        return tuple(item for item in resource.instances if item.index_key == address.key)

    def _resource(self, address: ResourceAddress) -> ResourceState | None:
        wanted = (format_module(address.module), "data" if address.is_data else "managed")
        for resource in self.resources:
            same_place = (resource.module, resource.mode) == wanted
            if same_place and (resource.type, resource.name) == (address.type, address.name):
                return resource
        return None

    def _with_instances(
        self, address: InstanceAddress, instances: tuple[InstanceState, ...]
    ) -> State:
        before = self._resource(address.resource)
        others = tuple(item for item in self.resources if item is not before)
        if before is None:
            made = address.resource
            before = ResourceState(
                "managed", made.type, made.name, AWS_PROVIDER, (), format_module(made.module)
            )
        kept = tuple(item for item in before.instances if item.index_key != address.key)
        changed = replace(before, instances=kept + instances)
        return replace(self, resources=(*others, changed) if changed.instances else others)
