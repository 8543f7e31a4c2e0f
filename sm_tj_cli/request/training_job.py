"""A training job as it was declared: the request it asks for, and the arguments it was written with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.configuration.model import JobInstance
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.documents import JSON

AttributePath: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class TrainingJob:
    """One declared training job, decoded by the schema.

    Attributes:
        instance: where it comes from: address, lifecycle, provider, dependencies.
        request: CreateTrainingJob's members as JSON; what is not known yet is left out.
        attributes: the arguments in today's dialect as Terraform's state writes them (a block is a list of
            objects, a map an object); what is not known yet is None here and named in `unknown`.
        unknown: paths into `attributes` that are not known yet.
        sensitive: paths into `attributes` whose values are never shown.
        faulty: paths into `attributes` at which something wrong was written, which was told.
        ranges: where each path of `attributes` was written.
        name: the training job's name; None where it is unknown or made from `name_prefix`.
        name_prefix: the prefix to make a unique name from, None where the name is given.
        region: the resource's own region, None for the provider's.
    """

    instance: JobInstance
    request: Mapping[str, JSON]
    attributes: Mapping[str, JSON]
    unknown: frozenset[AttributePath] = frozenset()
    sensitive: frozenset[AttributePath] = frozenset()
    faulty: frozenset[AttributePath] = frozenset()
    ranges: Mapping[AttributePath, SourceRange] = field(default_factory=dict)
    name: str | None = None
    name_prefix: str | None = None
    region: str | None = None

    @property
    def address(self) -> InstanceAddress:
        """The address of the instance."""
        return self.instance.address

    @property
    def stated_region(self) -> str | None:
        """The region that the configuration says, the resource's own or the provider's; None where neither does."""
        return self.region or self.instance.provider.region
