"""The recorded jobs by their names, which are unique in an account and region, whatever their case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.plan.record import job_name, job_region

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.state.model import State


@dataclass(frozen=True, slots=True)
class RecordedNames:
    """Where the job of a name is recorded. `places` are regions, None for an unknown one, and addresses by name."""

    places: Mapping[str, Sequence[tuple[str | None, InstanceAddress]]] = field(default_factory=dict)

    @classmethod
    def of(cls, state: State) -> RecordedNames:
        """The names of the current jobs."""
        places: dict[str, list[tuple[str | None, InstanceAddress]]] = {}
        for address, record in state.jobs():
            found = (job_region(record.attributes), address)
            places.setdefault(job_name(record.attributes).lower(), []).append(found)
        return cls(places)

    def address(self, name: str, region: str | None) -> InstanceAddress | None:
        """The address of the job that has this name in `region`, None without one; an unknown region may be any."""
        for recorded, address in self.places.get(name.lower(), ()):
            if region is None or recorded is None or recorded == region:
                return address
        return None
