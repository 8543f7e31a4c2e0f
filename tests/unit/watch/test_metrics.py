from __future__ import annotations

import math
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.watch.logs import LogLine
from sm_tj_cli.watch.metric_patterns import Matcher, MetricDefinition
from sm_tj_cli.watch.metrics import Metrics, measured, number

if TYPE_CHECKING:
    from collections.abc import Iterator

LOSS = MetricDefinition("loss", r"loss=(\S+)")
ACCURACY = MetricDefinition("acc", r"acc=(\S+)")


def read(*lines: tuple[int, str, str], definitions: tuple[MetricDefinition, ...] = (LOSS, ACCURACY)) -> Metrics:  # fmt: skip
    metrics = Metrics(Matcher(definitions))
    for _ in metrics.read(LogLine(*line) for line in lines):
        pass
    return metrics


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1.0),
        ("-2.5e-3", -0.0025),
        ("+.5", 0.5),
        ("inf", math.inf),
        ("-Infinity", -math.inf),
        ("1e400", math.inf),
        (" 3 ", 3.0),
        ("1_000", None),
        ("1,000", None),
        ("98%", None),
        ("", None),
        (None, None),
    ],
)
def test_numbers(text: str | None, value: float | None) -> None:
    assert number(text) == value


def test_not_a_number_is_a_number_too() -> None:
    assert math.isnan(number("nan") or 0)


def test_each_node_has_its_series_with_the_events_own_times() -> None:
    metrics = read(
        (1, "algo-1", "loss=2"), (1, "algo-2", "loss=3"), (5, "algo-1", "loss=1 acc=9\n")
    )
    told = {key: list(series.points()) for key, series in metrics.series.items()}
    assert told == {
        ("loss", "algo-1"): [(1, 2.0), (5, 1.0)],
        ("loss", "algo-2"): [(1, 3.0)],
        ("acc", "algo-1"): [(5, 9.0)],
    }


def test_what_comes_late_takes_its_place() -> None:
    metrics = read((5, "n", "loss=1"), (9, "n", "loss=2"), (5, "n", "loss=3"), (1, "n", "loss=4"))
    assert list(metrics.series["loss", "n"].points()) == [(1, 4.0), (5, 1.0), (5, 3.0), (9, 2.0)]


def test_definitions_of_one_name_are_one_metric() -> None:
    other = MetricDefinition("loss", r"l:(\S+)")
    metrics = read((1, "n", "loss=1"), (2, "n", "l:2"), definitions=(LOSS, other))
    assert list(metrics.series["loss", "n"].values) == [1.0, 2.0]


def test_least_and_greatest_pass_over_what_is_no_number() -> None:
    series = read(*((it, "n", f"loss={text}") for it, text in enumerate(("nan", "3", "-inf", "2"))))
    found = series.series["loss", "n"]
    assert (found.least, found.greatest) == (2.0, 3.0)
    only = read((1, "n", "loss=nan")).series["loss", "n"]
    assert (only.least, only.greatest) == (None, None)


def test_what_is_found_but_no_number_is_remembered() -> None:
    metrics = read((1, "n", "loss=high"), (2, "n", "loss=low"), (3, "n", "loss=1"))
    noted = metrics.unreadable[LOSS]
    assert (noted.text, noted.line, noted.count) == ("high", "loss=high", 2)
    assert len(metrics.series) == 1


ANSWER: dict[str, object] = {
    "TrainingJobName": "job",
    "TrainingJobStatus": "Completed",
    "TrainingStartTime": "1970-01-01T00:00:02Z",
    "AlgorithmSpecification": {
        "MetricDefinitions": [
            {"Name": "acc", "Regex": "acc=(.)"},
            {"Name": "loss", "Regex": "loss=(.)"},
        ]
    },
    "FinalMetricDataList": [
        {"MetricName": "loss", "Value": 0.5, "Timestamp": "1970-01-01T00:01:00Z"},
        {"MetricName": "kept", "Value": 7, "Timestamp": "1970-01-01T00:01:00Z"},
        {"MetricName": "odd"},
        "odd",
    ],
}


def test_the_last_values_stand_in_for_lines_that_are_gone() -> None:
    lines = [
        (3000 + node, f"algo-{node}", f"{name}=1") for name in ("loss", "acc") for node in (10, 2)
    ]
    job = measured(ANSWER, read(*lines).series.values())
    shown = [(it.metric, it.node, it.source, len(it.times)) for it in job.series]
    assert shown == [
        ("acc", "algo-2", "log", 1),
        ("acc", "algo-10", "log", 1),
        ("loss", "algo-2", "log", 1),
        ("loss", "algo-10", "log", 1),
        ("kept", "", "final_metric_data_list", 1),
    ]
    assert (job.name, job.status, job.start) == ("job", "Completed", 2000)
    assert job.names == ("acc", "loss", "kept")


def test_only_what_is_wanted() -> None:
    job = measured(ANSWER, (), wanted=("l*", "nothing"))
    assert [it.metric for it in job.series] == ["loss"]
    assert job.start == 2000
    assert measured({}, ()).start == 0


def test_many_values_in_little_memory() -> None:
    def lines() -> Iterator[LogLine]:
        for index in range(20_000):
            yield LogLine(index, "algo-1", f"step {index} loss=0.5 acc=0.25 and more")

    metrics = Metrics(Matcher((LOSS, ACCURACY)))
    tracemalloc.start()
    for _ in metrics.read(lines()):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(len(series.values) for series in metrics.series.values()) == 40_000
    assert most < 2 << 20
