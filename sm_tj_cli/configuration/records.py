"""Recorded attributes as values: of our own jobs, and of what Terraform manages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.values.json_values import from_python
from sm_tj_cli.values.value import SENSITIVE, Value, replace_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress, InstanceKey, ResourceAddress
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.state.model import State


class RecordedJobs:
    """What smtj's own state says of the training jobs, but for those whose record is about to be replaced."""

    def __init__(self, state: State, hidden: frozenset[InstanceAddress]) -> None:
        self._state, self._hidden = state, hidden
        self._values: dict[InstanceAddress, Value | None] = {}

    def attributes(self, address: InstanceAddress) -> Value | None:
        """The recorded attributes as an object; None where the job was never submitted."""
        if address not in self._values:
            self._values[address] = self._read(address)
        return self._values[address]

    def _read(self, address: InstanceAddress) -> Value | None:
        record = None if address in self._hidden else self._state.job(address)
        if record is None:
            return None
        return with_sensitive_paths(from_python(record.attributes), record.sensitive_attributes)


class TerraformView(Protocol):
    """Terraform's state as `state.terraform` reads it."""

    @property
    def available(self) -> bool:
        """Whether there is one."""
        ...

    @property
    def described(self) -> str:
        """Where it was looked for."""
        ...

    def instances_json(
        self, address: ResourceAddress
    ) -> Mapping[InstanceKey, Mapping[str, JSON]] | None:
        """The instances' attributes by key."""
        ...

    def sensitive_paths(self, address: ResourceAddress, key: InstanceKey) -> Sequence[JSON]:
        """What is sensitive in an instance, as the state file writes it."""
        ...


class TerraformRecords:
    """What Terraform's own state says, as values."""

    def __init__(self, view: TerraformView) -> None:
        self._view = view
        self._values: dict[ResourceAddress, Mapping[InstanceKey, Value] | None] = {}

    @property
    def available(self) -> bool:
        """Whether there is such a state at all."""
        return self._view.available

    @property
    def described(self) -> str:
        """Where it was looked for."""
        return self._view.described

    def instances(self, address: ResourceAddress) -> Mapping[InstanceKey, Value] | None:
        """The instances of a resource by key; None if it is not there."""
        if address not in self._values:
            found = self._view.instances_json(address) or {}
            self._values[address] = {
                key: with_sensitive_paths(
                    from_python(attributes), self._view.sensitive_paths(address, key)
                )
                for key, attributes in found.items()
            } or None
        return self._values[address]


def with_sensitive_paths(value: Value, paths: Sequence[JSON]) -> Value:
    """The value with the parts marked sensitive that the state file's paths lead to."""
    for path in paths:
        steps = [_step(step) for step in path] if isinstance(path, list) else []
        value = replace_at(value, tuple(steps), lambda part: part.with_marks({SENSITIVE}))
    return value


def _step(step: JSON) -> str | int:
    found = step.get("value") if isinstance(step, dict) else None
    if isinstance(found, dict):
        found = found.get("value")
    return found if isinstance(found, str | int) else ""
