from __future__ import annotations

from threading import Event, current_thread, main_thread
from typing import NoReturn

import pytest

from sm_tj_cli.aws.deadline import within
from sm_tj_cli.service import Kind, Processed, ServiceError


def test_an_answer_in_time_is_the_answer() -> None:
    assert within(60, "ACall", lambda: current_thread() is main_thread()) is False


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
