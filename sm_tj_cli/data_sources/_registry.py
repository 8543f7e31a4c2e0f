"""How a data source is declared: `@data_source("aws_iam_role")` above the function that reads it.

The function gets the clients of the provider's account and region and the data block's arguments, and gives the
attributes as plain JSON. What a service refuses it lets through as `ServiceError`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.documents import JSON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.values.value import Value

Attributes: TypeAlias = "Mapping[str, JSON | Value]"
Reader: TypeAlias = "Callable[[Clients, Arguments], Attributes]"

__all__ = ["JSON", "SOURCES", "Arguments", "Attributes", "DataSourceError", "data_source"]


class DataSourceError(Exception):
    """What was asked for is not there, or not one thing; a sentence for people.

    `argument` is the one to blame, None for the whole block.
    """

    def __init__(
        self, detail: str, argument: str | None = None, summary: str = "Data source cannot be read"
    ) -> None:
        super().__init__(detail)
        self.argument = argument
        self.summary = summary


@dataclass(frozen=True, slots=True)
class Arguments:
    """A data block's arguments, and its blocks by type."""

    values: Mapping[str, JSON]
    blocks: Mapping[str, Sequence[Mapping[str, JSON]]] = field(default_factory=dict)

    def text(self, name: str, default: str | None = None) -> str:
        """A string argument. Raises DataSourceError where it is missing."""
        value = self.values.get(name)
        if value is None:
            if default is None:
                raise DataSourceError(f'The argument "{name}" must not be null.', name)
            return default
        return value if isinstance(value, str) else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A bool argument."""
        value = self.values.get(name)
        return default if value is None else value in (True, "true")

    def texts(self, name: str) -> list[str]:
        """A list of strings, empty where it is missing."""
        value = self.values.get(name)
        return [str(item) for item in value] if isinstance(value, list) else []

    def map(self, name: str) -> dict[str, str]:
        """A map of strings, empty where it is missing."""
        value = self.values.get(name)
        items = value.items() if isinstance(value, dict) else ()
        return {str(key): str(item) for key, item in items}


@dataclass(frozen=True, slots=True)
class DataSource:
    """A reader, what its block may hold, and the attributes of its answer that are secret.

    `is_regional` ones may name a `region` that is not the provider's.
    """

    read: Reader
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    is_regional: bool = True

    @property
    def arguments(self) -> tuple[str, ...]:
        """All that its block may say."""
        return (*self.required, *self.optional, *(("region",) if self.is_regional else ()))


SOURCES: dict[str, DataSource] = {}


def data_source(
    type_name: str,
    required: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    *,
    blocks: tuple[str, ...] = (),
    sensitive: tuple[str, ...] = (),
    is_regional: bool = True,
) -> Callable[[Reader], Reader]:
    """Declares the reader of data sources of this type, and the arguments that it takes."""

    def declare(read: Reader) -> Reader:
        SOURCES[type_name] = DataSource(read, required, optional, blocks, sensitive, is_regional)
        return read

    return declare
