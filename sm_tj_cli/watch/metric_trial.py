"""Metric definitions and lines in; what each would measure of them out, and for one that finds nothing, why.

SageMaker says nothing where a pattern never fits: a metric that is missing after hours of training is found here before.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.watch.metric_patterns import Matcher, MetricDefinition
from sm_tj_cli.watch.metrics import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST_KEPT = 20_000
"""Lines that near misses are looked for in; the first ones."""
LONGEST_KEPT = 2_000


@dataclass(slots=True)
class Trial:
    """What a definition finds.

    Attributes:
        definition: the one that is tried.
        count: the lines in which its value is a number.
        first: the first value, None where there is none.
        last: the last value.
        line_number: of the first such line, from 1.
        line: that line.
        unreadable: the lines in which it finds something that is no number.
        example: the first such line with what is found there; None where the group found nothing.
        hints: what to do, in sentences; where `count` is 0.
    """

    definition: MetricDefinition
    count: int = 0
    first: float | None = None
    last: float | None = None
    line_number: int | None = None
    line: str | None = None
    unreadable: int = 0
    example: tuple[str, str | None] | None = None
    hints: tuple[str, ...] = ()

    def take(self, text: str | None, line: str, line_number: int) -> None:
        """A line in which the pattern was found, and what its group found there."""
        value = number(text)
        if value is None:
            self.unreadable += 1
            self.example = self.example or (line, text)
            return
        if not self.count:
            self.first, self.line_number, self.line = value, line_number, line
        self.count += 1
        self.last = value


@dataclass(slots=True)
class _Sample:
    """The first lines of the log, for the search of near misses."""

    lines: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        if len(self.lines) < MOST_KEPT:
            self.lines.append(line[:LONGEST_KEPT])

    def first_with(self, regex: str, change: Callable[[str], str]) -> str | None:
        """The first line in which the regex finds something once the line is changed."""
        matcher = Matcher([MetricDefinition("", regex)])
        if matcher.bad:
            return None
        return next((line for line in self.lines if any(matcher.find(change(line)))), None)


def try_out(definitions: Sequence[MetricDefinition], lines: Iterable[str]) -> list[Trial]:
    """What each definition finds in the lines, in their order."""
    matcher = Matcher(definitions)
    trials = {definition: Trial(definition) for definition in definitions}
    sample = _Sample()
    for line_number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        sample.take(line)
        for found in matcher.find(line):
            trials[found.definition].take(found.text, line, line_number)
    for trial in trials.values():
        if not trial.count:
            trial.hints = tuple(_hints(trial, matcher, sample))
    return [trials[definition] for definition in definitions]


def _hints(trial: Trial, matcher: Matcher, sample: _Sample) -> list[str]:
    pattern = trial.definition.regex
    if trial.definition in matcher.bad:
        return [f"The regex is not one: {matcher.bad[trial.definition]}."]
    if trial.example is not None:
        line, text = trial.example
        if text is None:
            return [
                "The regex fits, but no group of it finds a value: put the number in parentheses, as in loss=([0-9.]+)."
            ]
        return [f'Its first group finds "{text}", which is not a number, in: {line}']
    for how, relaxed, change in _RELAXED:
        other = relaxed(pattern)
        fits = sample.first_with(other, change) if other != pattern else None
        if fits is not None:
            return [f"It would fit {how}: {fits}"]
    near = _nearest(pattern, sample.lines)
    if near is not None:
        return [f"The nearest line is: {near}"]
    return ["No line has any of its words: is this the log of the right job?"]


def _same(text: str) -> str:
    return text


def _whatever_case(pattern: str) -> str:
    return f"(?i:{pattern})"


def _anywhere(pattern: str) -> str:
    return pattern.removeprefix("^").removesuffix("$")


def _without_space(pattern: str) -> str:
    return re.sub(r"(?:\\s[*+?]?|\s)+", "", pattern)


def _joined(line: str) -> str:
    return "".join(line.split())


def _with_any_number(pattern: str) -> str:
    return _GROUP.sub(lambda _: _ANY_NUMBER, pattern, count=1)


_GROUP = re.compile(r"(?<!\\)\((?!\?)(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)[*+?]?")
_ANY_NUMBER = r"([-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|nan|NaN|inf|Infinity))"

# What is most often wrong with a pattern, in the words of a hint; pattern and line as if it were not.
_RELAXED: Sequence[tuple[str, Callable[[str], str], Callable[[str], str]]] = (
    (
        "with single backslashes (the text was escaped twice)",
        lambda pattern: pattern.replace("\\\\", "\\"),
        _same,
    ),
    ("if capital and small letters were the same", _whatever_case, _same),
    ("without ^ and $", _anywhere, _same),
    ("with other white space", _without_space, _joined),
    (
        "with other white space and letters, without ^ and $",
        lambda pattern: _whatever_case(_without_space(_anywhere(pattern))),
        _joined,
    ),
    ("if the value could be any number (with a sign, an exponent, nan)", _with_any_number, _same),
)


def _nearest(pattern: str, lines: Sequence[str]) -> str | None:
    """The line that has most of the pattern's own words."""
    plain = re.sub(r"\\[a-zA-Z]|\[[^\]]*\]|\(\?[a-zA-Z:<!=P]*", " ", pattern)
    words = {word.casefold() for word in re.findall(r"[A-Za-z_]{2,}", plain)}
    scores: Counter[int] = Counter()
    for index, line in enumerate(lines):
        folded = line.casefold()
        scores[index] = sum(word in folded for word in words)
    best = max(scores, key=lambda index: (scores[index], -index), default=None)
    return lines[best] if best is not None and scores[best] else None
