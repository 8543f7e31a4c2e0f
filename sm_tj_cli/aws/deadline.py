"""A call in, its answer out; or, where the answer never comes to its end, an outcome that nobody knows.

The SDK's own timeouts are between two bytes: an answer that trickles keeps it waiting for ever. So calls are made by
threads that can be left to themselves. One that has its answer takes the next call, because starting a thread for each
costs a fifth as much as the call.
"""

from __future__ import annotations

import os
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar

from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 90.0
"""Longer than the SDK waits for the first byte of an answer."""

Answer = TypeVar("Answer")
# A call, which says how its answer is told.
_Calls: TypeAlias = "SimpleQueue[Callable[[], Callable[[], None]]]"

_idle: list[_Calls] = []
# Threads are not there in a process that was forked.
os.register_at_fork(after_in_child=_idle.clear)


def within(seconds: float, operation: str, ask: Callable[[], Answer]) -> Answer:
    """What `ask` answers, or raises, in another thread, which is left to itself when the time is over.

    Raises:
        ServiceError: there was no whole answer by then; it may have taken effect.
    """
    outcome: SimpleQueue[Callable[[], Answer]] = SimpleQueue()
    _some_thread().put(partial(_made, ask, outcome))
    try:
        answer = outcome.get(timeout=seconds)
    except Empty:
        message = f"the answer was not complete after {seconds:g} seconds"
        raise ServiceError(
            operation, Kind.UNAVAILABLE, Processed.MAYBE, "AnswerTimeout", message
        ) from None
    return answer()


def _some_thread() -> _Calls:
    try:
        return _idle.pop()
    except IndexError:
        calls: _Calls = SimpleQueue()
        Thread(target=_serve, args=(calls,), name="call", daemon=True).start()
        return calls


def _serve(calls: _Calls) -> None:
    while True:
        tell = calls.get()()
        # Before whoever waits can go on, so that his next call finds it.
        _idle.append(calls)
        tell()


def _made(
    ask: Callable[[], Answer], outcome: SimpleQueue[Callable[[], Answer]]
) -> Callable[[], None]:
    try:
        answer = ask()
    except Exception as problem:  # noqa: BLE001 - raised again where the answer is waited for
        return partial(outcome.put, partial(_raise, problem))
    return partial(outcome.put, lambda: answer)


def _raise(problem: Exception) -> NoReturn:
    raise problem
