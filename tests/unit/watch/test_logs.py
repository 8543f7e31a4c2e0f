from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.watch.logs import LogTail, node_of
from tests.fakes.clock import FakeClock
from tests.fakes.logs import FakeLogs, refusal

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(params=[False, True], ids=["arrival", "time"])
def logs(request: pytest.FixtureRequest) -> FakeLogs:
    return FakeLogs(by_time=request.param)


@pytest.fixture
def tail(logs: FakeLogs) -> LogTail:
    return LogTail(logs, "job", FakeClock())


def read(tail: LogTail, *, thorough: bool = False) -> list[tuple[int, str, str]]:
    return [(line.timestamp, line.node, line.message) for line in tail.read(thorough=thorough)]


def said(tail: LogTail, *, thorough: bool = False) -> str:
    return " ".join(text for _, _, text in read(tail, thorough=thorough))


def fails_once(kind: Kind, after: int = 0) -> Callable[[str, str], None]:
    calls = []

    def trouble(operation: str, stream: str) -> None:
        if operation == "GetLogEvents":
            calls.append(stream)
            if len(calls) == after + 1:
                raise refusal(operation, kind)

    return trouble


def test_nodes_are_merged_in_the_order_of_time(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job/algo-1-17", (1, "a"), (4, "d"))
    logs.write("job/algo-2-17", (2, "b"), (3, "c"))
    assert read(tail) == [(1, "algo-1", "a"), (2, "algo-2", "b"), (3, "algo-2", "c"), (4, "algo-1", "d")]  # fmt: skip
    assert read(tail) == []
    logs.write("job/algo-2-17", (5, "e"))
    logs.write("job/algo-3-17", (6, "f"))
    assert said(tail) == "e f"
    assert tail.width == 3


def test_before_the_first_line_there_is_nothing(tail: LogTail) -> None:
    assert read(tail) == []
    assert tail.trouble is None


def test_the_log_of_a_job_with_a_longer_name_is_another(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job-1/algo-1-17", (1, "not mine"))
    logs.write("job/algo-1-17", (1, "mine"))
    assert said(tail) == "mine"


def test_equal_lines_are_as_many_as_there_are(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job/algo-1", *[(1, "x")] * 1000)
    assert len(read(tail)) == 1000
    logs.write("job/algo-1", *[(1, "x")] * 3)
    assert said(tail, thorough=True) == "x x x"
    assert read(tail) == read(tail, thorough=True) == []


def test_empty_and_short_pages_are_not_the_end(logs: FakeLogs, tail: LogTail) -> None:
    if not logs.by_time:  # there an empty page is the end
        logs.page = lambda call: call % 3
    logs.write("job/algo-1", *((at, str(at)) for at in range(50)))
    assert said(tail) == " ".join(map(str, range(50)))


def test_a_late_line_is_shown_late_and_nothing_twice(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job/algo-1", (10, "a"), (20, "b"))
    assert said(tail) == "a b"
    logs.write("job/algo-1", (15, "late"), (30, "c"))
    assert sorted(f"{said(tail)} {said(tail, thorough=True)}".split()) == ["c", "late"]
    assert said(tail, thorough=True) == ""


def test_a_token_that_expired_is_replaced(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job/algo-1", (10, "a"), (20, "b"))
    assert said(tail) == "a b"
    logs.write("job/algo-1", (20, "b"), (30, "c"))
    logs.trouble = fails_once(Kind.INVALID)
    assert said(tail) == "b c"
    assert tail.trouble is None


def test_throttling_is_borne(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job/algo-1", (10, "a"))
    logs.trouble = fails_once(Kind.THROTTLED)
    assert said(tail) == "a"
    assert isinstance(tail.clock, FakeClock)
    assert tail.clock.slept == [0.5]


@pytest.mark.parametrize("after", range(6))
def test_after_a_trouble_it_goes_on_from_there(logs: FakeLogs, tail: LogTail, after: int) -> None:
    logs.page = lambda _call: 2
    for node in (1, 2):
        logs.write(f"job/algo-{node}", *((at, f"{node}{at}") for at in range(5)))
    logs.trouble = fails_once(Kind.UNAVAILABLE, after)
    first = read(tail)
    assert tail.trouble is not None
    both = first + read(tail)
    assert tail.trouble is None
    assert sorted(both) == sorted((at, f"algo-{it}", f"{it}{at}") for it in (1, 2) for at in range(5))  # fmt: skip


def test_a_stream_that_retention_deletes_meanwhile_is_no_trouble(
    logs: FakeLogs, tail: LogTail
) -> None:
    logs.write("job/algo-1", (1, "a"))
    logs.trouble = fails_once(Kind.NOT_FOUND)
    assert said(tail) == ""
    assert tail.trouble is None


def test_a_refusal_of_the_list_is_a_trouble(logs: FakeLogs, tail: LogTail) -> None:
    def trouble(operation: str, _stream: str) -> None:
        raise refusal(operation, Kind.PERMISSION)

    logs.trouble = trouble
    assert read(tail) == []
    assert tail.trouble is not None


def test_one_node_and_since(logs: FakeLogs) -> None:
    logs.write("job/algo-1", (1, "old"), (5, "new"))
    logs.write("job/algo-2", (6, "other"))
    tail = LogTail(logs, "job", FakeClock(), node="algo-1", since=2)
    assert said(tail) == "new"


def test_the_last_ones_of_all_nodes_and_what_comes_after(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job/algo-1", *((at, f"a{at}") for at in range(0, 400, 2)))
    logs.write("job/algo-2", *((at, f"b{at}") for at in range(1, 401, 2)))
    assert [line.message for line in tail.last(3)] == ["b397", "a398", "b399"]
    logs.write("job/algo-1", (400, "next"))
    assert said(tail) == "next"
    assert said(tail, thorough=True) == ""
    assert tail.last(0) == []


def test_the_last_ones_are_refused_whole(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job/algo-1", (1, "a"))
    logs.write("job/algo-2", (2, "b"))

    def trouble(operation: str, stream: str) -> None:
        if operation == "last" and stream == "job/algo-2":
            raise refusal(operation, Kind.UNAVAILABLE)

    logs.trouble = trouble
    with pytest.raises(ServiceError):
        tail.last(1)
    logs.trouble = lambda _operation, _stream: None
    assert [line.message for line in tail.last(2)] == ["a", "b"]


def test_another_reading_goes_on_behind_this_one(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job/algo-1", (1, "a"), (2, "b"))
    assert said(tail) == "a b"
    other = LogTail(logs, "job", FakeClock())
    other.go_on(tail.positions)
    logs.write("job/algo-1", (2, "b"), (3, "c"))
    assert said(other) == "b c"


def test_what_nobody_took_was_not_shown(logs: FakeLogs, tail: LogTail) -> None:
    logs.write("job/algo-1", (1, "a"), (2, "b"), (3, "c"))
    lines = tail.read()
    next(lines)
    next(lines)
    other = LogTail(logs, "job", FakeClock())
    other.go_on(tail.positions)
    assert said(other) == "b c"


@pytest.mark.parametrize(
    ("stream", "node"),
    [
        ("job/algo-1-1700000000", "algo-1"),
        ("job/algo-12", "algo-12"),
        ("job-1/algo-2-1", "algo-2"),
        ("odd", "odd"),
    ],
)
def test_node(stream: str, node: str) -> None:
    assert node_of(stream) == node


def test_in_a_flood_it_looks_back_by_itself(tail: LogTail, logs: FakeLogs) -> None:
    logs.write("job/algo-1", *((at, str(at)) for at in range(2500)))
    assert len(read(tail)) == 2500
    logs.write("job/algo-1", (1200, "late"))
    assert said(tail) == "late"
