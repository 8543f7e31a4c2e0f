"""Terraform's own state, read only: what it manages and what it exports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import format_module
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.state.format import read_state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceKey, ResourceAddress
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.state.model import InstanceState, OutputState, State

Place = tuple[str, str, str, str]


@dataclass(frozen=True)
class TerraformView:
    """What the state at `described` says; `available` false where there is none."""

    described: str
    available: bool = False
    outputs: Mapping[str, OutputState] = field(default_factory=dict)
    _resources: Mapping[Place, Mapping[InstanceKey, InstanceState]] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str, described: str) -> tuple[TerraformView, Diagnostics]:
        """The state in a file's text; an empty view and an error where it cannot be read.

        An empty text is no state, as for Terraform.
        """
        if not text.strip():
            return cls(described), Diagnostics()
        state, problems = read_state(text, described)
        if state is None:
            return cls(described), problems
        resources = _by_place(state)
        view = cls(described, available=True, outputs=state.outputs, _resources=resources)
        return view, problems

    def instances_json(
        self, address: ResourceAddress
    ) -> Mapping[InstanceKey, Mapping[str, JSON]] | None:
        """The attributes of the current instances by key; None where the resource is not there."""
        found = self._resources.get(_place(address))
        return None if found is None else {key: item.attributes for key, item in found.items()}

    def sensitive_paths(self, address: ResourceAddress, key: InstanceKey) -> Sequence[JSON]:
        """What is sensitive in an instance, as the file writes it."""
        found = self._resources.get(_place(address), {}).get(key)
        return found.sensitive_attributes if found else ()


def _by_place(state: State) -> dict[Place, dict[InstanceKey, InstanceState]]:
    return {
        item.place: {
            instance.index_key: instance for instance in item.instances if instance.deposed is None
        }
        for item in state.resources
    }


def _place(address: ResourceAddress) -> Place:
    mode = "data" if address.is_data else "managed"
    return format_module(address.module), mode, address.type, address.name
