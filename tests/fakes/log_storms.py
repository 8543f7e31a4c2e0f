"""A busy log: lines of many nodes over time with everything that makes following it hard, and the check of what was shown."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXTS = (
    "epoch {n} loss: 0.1",
    "\x1b[31mwarning\x1b[0m {n}",
    "50%|#####     | {n}\r60%| {n}",
    "::error::{n} é \u202e",
)


class Arrival(NamedTuple):
    """A line comes into a stream at a time (seconds); its own time (milliseconds) may be earlier."""

    at: float
    stream: str
    time: int
    text: str


@dataclass(frozen=True)
class Storm:
    """The lines of a job.

    A hundredth of the lines are late, a tenth are equal to the one before, and in the middle the job is restarted on
    new instances, which means new streams.

    Attributes:
        nodes: how many nodes log.
        lines: how many lines each node logs.
        seconds: how long that takes.
        latest: how late a line may be, in seconds.
        seed: of the dice.
        began: the job's start, in milliseconds since the epoch.
    """

    nodes: int
    lines: int
    seconds: float
    latest: float
    seed: int = 0
    began: int = 1_770_000_000_000

    def arrivals(self) -> list[Arrival]:
        """All lines in the order of their arrival."""
        return sorted(self._arrivals(), key=lambda line: line.at)

    def _arrivals(self) -> Iterator[Arrival]:
        dice = random.Random(self.seed)
        for node in range(1, self.nodes + 1):
            text = ""
            for number in range(self.lines):
                at = self.seconds * number / self.lines
                epoch = 1 if number < self.lines / 2 else 2
                if not text or dice.random() > 0.1:
                    text = TEXTS[dice.randrange(len(TEXTS))].format(n=number)
                if number % 9973 == 5000:
                    text = "x" * 200_000
                late = dice.random() * self.latest if dice.random() < 0.01 else 0.0
                time = self.began + int(at * 1000)
                yield Arrival(at + late, f"job/algo-{node}-{epoch}", time, text)


def faults(arrivals: Iterable[Arrival], shown: Iterable[tuple[str, int, str]]) -> list[str]:
    """What is wrong with what was shown (node, milliseconds, text): lines lost, repeated, or out of their order."""
    due: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    on_time: dict[str, list[tuple[int, str]]] = defaultdict(list)
    newest: dict[str, int] = defaultdict(int)
    for line in arrivals:
        due[_node(line.stream)][line.time, line.text] += 1
        if line.time >= newest[line.stream]:
            newest[line.stream] = line.time
            on_time[line.stream].append((line.time, line.text))
    wrong = []
    got: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for node, time, text in shown:
        got[node].append((time, text))
    for node in sorted(due.keys() | got.keys()):
        have = Counter(got[node])
        if lost := (due[node] - have).total():
            wrong.append(f"{node}: {lost} lost, the first {min(due[node] - have)[0]}")
        if repeated := (have - due[node]).total():
            wrong.append(f"{node}: {repeated} repeated, the first {min(have - due[node])[0]}")
    for stream, lines in on_time.items():
        if not _in_order(lines, got[_node(stream)]):
            wrong.append(f"{stream}: out of order")
    return wrong


def _node(stream: str) -> str:
    return stream.partition("/")[2].rpartition("-")[0]


def _in_order(wanted: list[tuple[int, str]], got: list[tuple[int, str]]) -> bool:
    """Whether `got` has the wanted lines in their order, whatever else it has between them."""
    following = iter(got)
    return all(any(line == other for other in following) for line in wanted)
