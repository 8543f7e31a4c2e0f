"""What evaluating a configuration asks of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress, ResourceAddress
    from sm_tj_cli.configuration.model import EvaluatedBody, ProviderSettings
    from sm_tj_cli.diagnostics import Diagnostics
    from sm_tj_cli.values.value import Value


class Files(Protocol):
    """The files below the configuration, by path."""

    def list_directory(self, path: str) -> Sequence[str]:
        """The names of the entries of a directory, sorted. Raises OSError."""
        ...

    def read_text(self, path: str) -> str:
        """The file's text, UTF-8 without its BOM. Raises OSError, UnicodeDecodeError."""
        ...

    def exists(self, path: str) -> bool:
        """Whether there is a file or directory at `path`."""
        ...

    def is_directory(self, path: str) -> bool:
        """Whether `path` is a directory."""
        ...


class TerraformState(Protocol):
    """What Terraform's own state says of the resources that smtj does not manage."""

    def instances(self, address: ResourceAddress) -> Mapping[int | str | None, Value] | None:
        """The instances of a resource by key, as objects of their attributes; None if it is not there."""
        ...

    @property
    def available(self) -> bool:
        """Whether there is such a state at all."""
        ...

    @property
    def described(self) -> str:
        """Where it was looked for, for messages: `terraform.tfstate beside the configuration`."""
        ...


class JobRecords(Protocol):
    """What smtj's own state says of the training jobs."""

    def attributes(self, address: InstanceAddress) -> Value | None:
        """The recorded attributes of a job as an object; None where it was never submitted."""
        ...


class Asked(NamedTuple):
    """One instance of a data source: its type, its block, and the provider that it uses."""

    type_name: str
    body: EvaluatedBody
    provider: ProviderSettings


class DataSources(Protocol):
    """Data sources that smtj can read itself."""

    def knows(self, type_name: str) -> bool:
        """Whether data sources of this type are read live."""
        ...

    def check(self, type_name: str, body: EvaluatedBody) -> Diagnostics:
        """Arguments and blocks that the data source does not have, and those that it needs."""
        ...

    def read(self, asked: Sequence[Asked]) -> Sequence[tuple[Value, Diagnostics]]:
        """The objects of instances, many at once; unknown, with a diagnostic, where one cannot be read."""
        ...
