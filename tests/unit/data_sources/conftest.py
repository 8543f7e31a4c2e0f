"""Data blocks read from the sandbox's AWS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

import pytest

from sm_tj_cli.aws.calls import call
from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.configuration.blocks import CONSTANT
from sm_tj_cli.configuration.bodies import evaluate_body
from sm_tj_cli.configuration.model import EvaluatedBody, ProviderSettings
from sm_tj_cli.configuration.ports import Asked
from sm_tj_cli.data_sources.live import LiveDataSources
from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.parse import parse_file
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.json_values import to_json

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress


class Make(Protocol):
    """Calls a service's operation; the answer, or the member of it that is named."""

    def __call__(self, service: str, operation: str, **request: object) -> dict[str, object]: ...


class Read(Protocol):
    """The attributes of a data source; or what is wrong, as summary and detail."""

    def __call__(
        self, type_name: str, arguments: str = "", region: str = ...
    ) -> dict[str, object]: ...


def body_of(arguments: str) -> EvaluatedBody:
    """The body of a data block, evaluated."""
    body, problems = parse_file(SourceFile("main.tf", arguments))
    assert not problems.has_errors, problems
    return evaluate_body(
        body, CONSTANT, lambda expression, scope: evaluate(expression, scope)[0], Findings()
    )


@pytest.fixture
def clients(sandbox: SandboxAddress) -> Clients:
    return Clients(environment=sandbox.environment)


@pytest.fixture
def make(clients: Clients) -> Make:
    def made(service: str, operation: str, **request: object) -> dict[str, object]:
        return cast("dict[str, object]", call(clients.client(service), operation, request))

    return made


@pytest.fixture
def read(sandbox: SandboxAddress) -> Read:
    def answer(type_name: str, arguments: str = "", region: str = "us-east-1") -> dict[str, object]:
        def clients_of(provider: ProviderSettings) -> Clients:
            return Clients(region=provider.region, environment=sandbox.environment)

        sources = LiveDataSources(clients_of)
        provider = ProviderSettings(region=region)
        ((value, problems),) = sources.read([Asked(type_name, body_of(arguments), provider)])
        for problem in problems:
            return {"summary": problem.summary, "detail": problem.detail, "at": problem.subject}
        return cast("dict[str, object]", to_json(value))

    return answer
