"""Data blocks in, their values out, read from AWS when the evaluation first asks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from sm_tj_cli.data_sources import THEMES
from sm_tj_cli.data_sources._registry import SOURCES, Arguments, DataSourceError
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, Findings, did_you_mean
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.values.json_values import from_python, to_json
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, SENSITIVE, Value, null, object_of, replace_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.configuration.model import EvaluatedBody, ProviderSettings
    from sm_tj_cli.configuration.ports import Asked
    from sm_tj_cli.data_sources._registry import JSON, DataSource
    from sm_tj_cli.diagnostics import SourceRange

    Read = tuple[Value, Diagnostics]

MOST_AT_ONCE = 10


class LiveDataSources:
    """Reads each data block once; `offline` answers all with unknown."""

    def __init__(
        self, clients: Callable[[ProviderSettings], Clients], *, offline: bool = False
    ) -> None:
        self._clients = clients
        self._offline = offline
        self._read: dict[tuple[SourceRange, str], Read] = {}

    def knows(self, type_name: str) -> bool:
        """Whether data sources of this type are read live."""
        return type_name in THEMES

    def check(self, type_name: str, body: EvaluatedBody) -> Diagnostics:
        """Arguments and blocks that the data source does not have, and those that it needs."""
        source, findings = _source(type_name), Findings()
        for attribute in body.attributes.values():
            if attribute.name not in source.arguments:
                findings.error(
                    "Unsupported argument",
                    f'An argument named "{attribute.name}" is not expected here.'
                    f"{did_you_mean(attribute.name, source.arguments)}",
                    attribute.name_range,
                )
        for block in body.blocks:
            if block.type not in source.blocks:
                findings.error(
                    "Unsupported block type",
                    f'Blocks of type "{block.type}" are not expected here.'
                    f"{did_you_mean(block.type, source.blocks)}",
                    block.type_range,
                )
        for name in source.required:
            if name not in body.attributes:
                findings.error(
                    "Missing required argument",
                    f'The argument "{name}" is required, but no definition was found.',
                    body.range,
                )
        return findings.result()

    def read(self, asked: Sequence[Asked]) -> Sequence[Read]:
        """The objects of instances, many at once; unknown where the arguments are, or the answer is."""
        if len(asked) < 2 or self._offline:
            return [self._once(*one) for one in asked]
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            return list(pool.map(lambda one: self._once(*one), asked))

    def _once(self, type_name: str, body: EvaluatedBody, provider: ProviderSettings) -> Read:
        if self._offline or not _is_known(body):
            return DYNAMIC_UNKNOWN, Diagnostics()
        arguments = Arguments(_values(body), _blocks(body))
        key = (body.range, repr((arguments, provider)))
        if key not in self._read:
            self._read[key] = self._ask(type_name, arguments, body, provider)
        return self._read[key]

    def _ask(
        self, type_name: str, arguments: Arguments, body: EvaluatedBody, provider: ProviderSettings
    ) -> Read:
        problems = self.check(type_name, body)
        if problems.has_errors:
            return DYNAMIC_UNKNOWN, problems
        source = _source(type_name)
        region = arguments.text("region", "") if source.is_regional else ""
        clients = self._clients(replace(provider, region=region) if region else provider)
        try:
            attributes = dict(source.read(clients, arguments))
        except DataSourceError as problem:
            where = body.attributes.get(problem.argument or "")
            subject = where.expression.range if where else body.range
            detail = f"{type_name}: {problem}"
            return DYNAMIC_UNKNOWN, Diagnostics.of(
                Diagnostic.error(problem.summary, detail, subject)
            )
        except ServiceError as problem:
            return DYNAMIC_UNKNOWN, Diagnostics.of(_refused(type_name, problem, body))
        if source.is_regional:
            attributes.setdefault("region", clients.region_name())
        return _object(attributes, source, body), Diagnostics()


def _source(type_name: str) -> DataSource:
    import_module(f"sm_tj_cli.data_sources.{THEMES[type_name]}")
    return SOURCES[type_name]


def _object(
    attributes: Mapping[str, JSON | Value], source: DataSource, body: EvaluatedBody
) -> Value:
    """What was read, what was asked, and null for what was not asked."""
    given = {name: item.value for name, item in body.attributes.items()}
    found = {
        name: item if isinstance(item, Value) else from_python(item)
        for name, item in attributes.items()
    }
    value = object_of({**dict.fromkeys(source.arguments, null()), **given, **found})
    for name in source.sensitive:
        value = replace_at(value, (name,), lambda part: part.with_marks({SENSITIVE}))
    return value


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


def _refused(type_name: str, problem: ServiceError, body: EvaluatedBody) -> Diagnostic:
    advice = {
        Kind.NOT_FOUND: " It is not there: check its name, and the account and the region that the provider names.",
        Kind.PERMISSION: f" The caller may not do that: it needs the permission for {problem.operation}.",
    }.get(problem.kind, "")
    detail = f"{type_name}: {problem}.{advice}"
    return Diagnostic.error(
        "Data source cannot be read", detail, body.range, refused=problem.is_refusal
    )
