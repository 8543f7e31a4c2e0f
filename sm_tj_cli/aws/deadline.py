"""A call in, its answer out; or, where the answer never comes to its end, an outcome that nobody knows.

The SDK's own timeouts are between two bytes: an answer that trickles keeps it waiting for ever.
"""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 90.0
"""Longer than the SDK waits for the first byte of an answer."""

Answer = TypeVar("Answer")


def within(seconds: float, operation: str, ask: Callable[[], Answer]) -> Answer:
    """What `ask` answers, or raises, in a thread of its own that is left to itself when the time is over.

    Raises:
        ServiceError: there was no whole answer by then; it may have taken effect.
    """
    call: Future[Answer] = Future()
    Thread(target=_settle, args=(call, ask), name=operation, daemon=True).start()
    try:
        return call.result(seconds)
    except TimeoutError:
        if call.done():
            raise
        message = f"the answer was not complete after {seconds:g} seconds"
        raise ServiceError(
            operation, Kind.UNAVAILABLE, Processed.MAYBE, "AnswerTimeout", message
        ) from None


def _settle(call: Future[Answer], ask: Callable[[], Answer]) -> None:
    try:
        call.set_result(ask())
    except Exception as problem:  # noqa: BLE001 - raised again where the answer is waited for
        call.set_exception(problem)
