"""The metrics of a job: log lines and definitions in, one series for each metric and node out.

Each point has the time of its own log event: CloudWatch's metrics are averages over minutes, and DescribeTrainingJob
knows the last value only. Where the log is gone, that last value is what is left.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sm_tj_cli.times import moment
from sm_tj_cli.watch.metric_patterns import definitions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.watch.logs import LogLine
    from sm_tj_cli.watch.metric_patterns import Matcher, MetricDefinition

FROM_LOG = "log"
FROM_DESCRIPTION = "final_metric_data_list"


@dataclass(slots=True)
class Series:
    """The values of a metric on one node.

    Attributes:
        metric: its name.
        node: `algo-1`; empty where DescribeTrainingJob tells the value.
        source: `log`, or `final_metric_data_list`.
        times: milliseconds since the epoch, in their order.
        values: as many; they may be infinite or not a number.
    """

    metric: str
    node: str
    source: str = FROM_LOG
    times: array[int] = field(default_factory=lambda: array("q"))
    values: array[float] = field(default_factory=lambda: array("d"))

    def add(self, time: int, value: float) -> None:
        """A further point, in the order of time but for what came late."""
        late = bool(self.times) and time < self.times[-1]
        at = bisect_right(self.times, time) if late else len(self.times)
        self.times.insert(at, time)
        self.values.insert(at, value)

    def points(self) -> Iterator[tuple[int, float]]:
        """Times and values."""
        return zip(self.times, self.values, strict=True)

    def finite(self) -> Iterator[float]:
        """The values that are numbers."""
        return (value for value in self.values if math.isfinite(value))

    @property
    def least(self) -> float | None:
        """The lowest number; None where there is none."""
        return min(self.finite(), default=None)

    @property
    def greatest(self) -> float | None:
        """The highest number; None where there is none."""
        return max(self.finite(), default=None)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What a definition found that is no number: how often, and the first line."""

    definition: MetricDefinition
    text: str | None
    line: str
    count: int = 1


@dataclass(slots=True)
class Metrics:
    """Collects the series of a job from its lines.

    Attributes:
        matcher: what to look for.
        series: by metric and node.
        unreadable: what was found but is no number, by definition.
    """

    matcher: Matcher
    series: dict[tuple[str, str], Series] = field(default_factory=dict)
    unreadable: dict[MetricDefinition, Unreadable] = field(default_factory=dict)

    def read(self, lines: Iterable[LogLine]) -> Iterator[tuple[LogLine, str, float]]:
        """Takes lines in; what each one tells, as it is told: metric and value."""
        for line in lines:
            for found in self.matcher.find(line.message.rstrip("\r\n")):
                value = number(found.text)
                if value is None:
                    self._note(found.definition, found.text, line.message)
                    continue
                name = found.definition.name
                key = (name, line.node)
                if key not in self.series:
                    self.series[key] = Series(name, line.node)
                self.series[key].add(line.timestamp, value)
                yield line, name, value

    def _note(self, definition: MetricDefinition, text: str | None, line: str) -> None:
        known = self.unreadable.get(definition)
        if known is None:
            self.unreadable[definition] = Unreadable(definition, text, line)
        else:
            self.unreadable[definition] = Unreadable(
                definition, known.text, known.line, known.count + 1
            )


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a job.

    Attributes:
        address: where it is recorded.
        name: the job's name.
        status: its status.
        start: when it began to train, or to be measured, in milliseconds since the epoch.
        series: what was asked for, in the order of its definitions.
        names: of all of its metrics.
    """

    address: InstanceAddress | None
    name: str
    status: str
    start: int
    series: tuple[Series, ...]
    names: tuple[str, ...] = ()


def measured(
    description: Mapping[str, object],
    found: Iterable[Series],
    address: InstanceAddress | None = None,
    wanted: Sequence[str] = (),
) -> Measured:
    """The series of a job in the order of its definitions, with the last values of metrics that no line tells.

    Args:
        description: DescribeTrainingJob's answer.
        found: from its log.
        address: where it is recorded.
        wanted: patterns of the metrics' names, `*loss`; none for all.
    """
    series = [*found]
    told = {it.metric for it in series}
    series += [it for it in _final(description) if it.metric not in told]
    names = [definition.name for definition in definitions_of(description)]
    chosen = [it for it in series if is_wanted(it.metric, wanted)]
    chosen.sort(key=lambda it: (_index(names, it.metric), _node_number(it.node)))
    started = moment(description.get("TrainingStartTime"))
    first = min((it.times[0] for it in chosen), default=0)
    start = min(int(started.timestamp() * 1000), first or math.inf) if started else first
    return Measured(
        address,
        str(description.get("TrainingJobName") or ""),
        str(description.get("TrainingJobStatus") or ""),
        int(start),
        tuple(chosen),
        tuple(dict.fromkeys([*names, *(it.metric for it in series)])),
    )


def is_wanted(metric: str, wanted: Sequence[str]) -> bool:
    """Whether a metric's name fits one of the patterns; any does where there are none."""
    return not wanted or any(fnmatchcase(metric, pattern) for pattern in wanted)


def number(text: str | None) -> float | None:
    """The number that a text says: `1`, `-2.5e-3`, `nan`, `inf`; None where it says none."""
    if text is None or "_" in text:
        return None
    try:
        return float(text)
    except ValueError:
        return None


def _final(description: Mapping[str, object]) -> Iterator[Series]:
    listed = description.get("FinalMetricDataList")
    for item in listed if isinstance(listed, list) else ():
        if not isinstance(item, dict):
            continue
        value, time = item.get("Value"), moment(item.get("Timestamp"))
        if isinstance(value, int | float) and time is not None:
            series = Series(str(item.get("MetricName")), "", FROM_DESCRIPTION)
            series.add(int(time.timestamp() * 1000), float(value))
            yield series


def _index(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _node_number(node: str) -> int:
    digits = node.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0
