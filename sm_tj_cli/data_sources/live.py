"""Data blocks in, their values out, read from AWS when the evaluation first asks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sm_tj_cli.data_sources import THEMES
from sm_tj_cli.data_sources._registry import SOURCES, Arguments, DataSourceError
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.service import ServiceError
from sm_tj_cli.values.json_values import from_python, to_json
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, SENSITIVE, replace_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.configuration.model import EvaluatedBody, ProviderSettings
    from sm_tj_cli.data_sources._registry import JSON
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.values.value import Value


class LiveDataSources:
    """Reads each data block once; `offline` answers all with unknown."""

    def __init__(
        self, clients: Callable[[ProviderSettings], Clients], *, offline: bool = False
    ) -> None:
        self._clients = clients
        self._offline = offline
        self._read: dict[tuple[SourceRange, str], tuple[Value, Diagnostics]] = {}

    def knows(self, type_name: str) -> bool:
        """Whether data sources of this type are read live."""
        return type_name in THEMES

    def read(
        self, type_name: str, body: EvaluatedBody, provider: ProviderSettings
    ) -> tuple[Value, Diagnostics]:
        """The data source's object; unknown where its arguments are, or where it cannot be read."""
        if self._offline or not _is_known(body):
            return DYNAMIC_UNKNOWN, Diagnostics()
        arguments = Arguments(_values(body), _blocks(body))
        key = (body.range, repr((arguments, provider)))
        if key not in self._read:
            self._read[key] = self._ask(type_name, arguments, body, provider)
        return self._read[key]

    def _ask(
        self, type_name: str, arguments: Arguments, body: EvaluatedBody, provider: ProviderSettings
    ) -> tuple[Value, Diagnostics]:
        import_module(f"sm_tj_cli.data_sources.{THEMES[type_name]}")
        source = SOURCES[type_name]
        try:
            attributes = source.read(self._clients(provider), arguments)
        except DataSourceError as problem:
            return DYNAMIC_UNKNOWN, Diagnostics.of(_fault(type_name, str(problem), body))
        except ServiceError as problem:
            return DYNAMIC_UNKNOWN, Diagnostics.of(_fault(type_name, f"{problem}.", body))
        value = from_python({**arguments.values, **attributes})
        for name in source.sensitive:
            value = replace_at(value, (name,), lambda part: part.with_marks({SENSITIVE}))
        return value, Diagnostics()


def _is_known(body: EvaluatedBody) -> bool:
    return all(attribute.value.is_wholly_known for attribute in body.attributes.values()) and all(
        _is_known(block.body) for block in body.blocks
    )


def _values(body: EvaluatedBody) -> dict[str, JSON]:
    return {name: to_json(item.value) for name, item in body.attributes.items()}


def _blocks(body: EvaluatedBody) -> dict[str, list[Mapping[str, JSON]]]:
    found: dict[str, list[Mapping[str, JSON]]] = {}
    for block in body.blocks:
        found.setdefault(block.type, []).append(_values(block.body))
    return found


def _fault(type_name: str, detail: str, body: EvaluatedBody) -> Diagnostic:
    return Diagnostic.error("Data source cannot be read", f"{type_name}: {detail}", body.range)
