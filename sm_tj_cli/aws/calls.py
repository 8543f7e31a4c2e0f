"""One call of a service: its API name and members in, its answer as plain JSON values out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from sm_tj_cli.aws.deadline import SECONDS, within
from sm_tj_cli.aws.errors import calling
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.times import rfc3339

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sm_tj_cli.aws.clients import Client, Clients
    from sm_tj_cli.documents import JSON

Answer = TypeVar("Answer")


class _Operation(Protocol):
    def __call__(self, **request: object) -> Mapping[str, object]: ...


def call(
    client: Client, operation: str, request: Mapping[str, object], seconds: float = SECONDS
) -> dict[str, JSON]:
    """The answer of `operation`, `DescribeTrainingJob`; times are RFC 3339 in UTC, to the millisecond.

    Raises:
        ServiceError: the call did not succeed, or not within so many seconds.
    """
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in operation)
    method: _Operation = getattr(client, snake.removeprefix("_"))
    with calling(operation):
        answer = within(seconds, operation, lambda: method(**request))
    return {name: plain(value) for name, value in answer.items() if name != "ResponseMetadata"}


def call_renewed(
    clients: Clients, service: str, operation: str, request: Mapping[str, object]
) -> dict[str, JSON]:
    """`call`, `renewed`."""
    return renewed(clients, lambda: call(clients.client(service), operation, request))


def renewed(clients: Clients, ask: Callable[[], Answer]) -> Answer:
    """The answer, once more with credentials read anew where those in use have expired: somebody may have logged in again.

    Only for calls that may be sent twice.

    Raises:
        ServiceError: the call did not succeed.
    """
    try:
        return ask()
    except ServiceError as problem:
        if problem.kind is not Kind.CREDENTIALS:
            raise
        clients.renew()
        return ask()


def plain(value: object) -> JSON:
    """A value of an answer as JSON has it."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return rfc3339(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            return str(value)


def objects(value: JSON) -> Sequence[dict[str, JSON]]:
    """The objects of a list; none where there is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
