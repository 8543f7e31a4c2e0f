from __future__ import annotations

import os
from threading import Event, current_thread, get_ident, main_thread
from typing import NoReturn

import pytest

from sm_tj_cli.aws.deadline import within
from sm_tj_cli.service import Kind, Processed, ServiceError


def test_an_answer_in_time_is_the_answer() -> None:
    assert within(60, "ACall", lambda: current_thread() is main_thread()) is False


def test_a_thread_that_has_its_answer_makes_the_next_call() -> None:
    def fail() -> NoReturn:
        raise KeyError(get_ident())

    threads = set()
    for _ in range(50):
        threads.add(within(60, "ACall", get_ident))
        with pytest.raises(KeyError) as caught:
            within(60, "ACall", fail)
        threads.update(caught.value.args)
    # One, and another where a test before left one to itself.
    assert len(threads) < 5


def test_a_call_that_is_left_to_itself_does_not_keep_the_next_one_waiting() -> None:
    over = Event()
    with pytest.raises(ServiceError):
        within(0.01, "ACall", lambda: over.wait(60))
    assert within(60, "ACall", lambda: "answer") == "answer"
    over.set()


def test_a_forked_process_makes_threads_of_its_own() -> None:
    within(60, "ACall", get_ident)
    child = os.fork()
    if not child:
        answer = 1
        try:
            answer = within(20, "ACall", lambda: 7)
        finally:
            os._exit(answer)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


@pytest.mark.parametrize("kind", [KeyError, TimeoutError])
def test_what_is_raised_is_raised_here(kind: type[Exception]) -> None:
    def fail() -> NoReturn:
        raise kind("why")

    with pytest.raises(kind, match="why"):
        within(60, "ACall", fail)


def test_an_answer_that_does_not_come_may_have_taken_effect() -> None:
    over = Event()
    with pytest.raises(ServiceError) as caught:
        within(0.01, "ACall", lambda: over.wait(60))
    over.set()
    error = caught.value
    assert (error.operation, error.kind, error.processed) == (
        "ACall",
        Kind.UNAVAILABLE,
        Processed.MAYBE,
    )
