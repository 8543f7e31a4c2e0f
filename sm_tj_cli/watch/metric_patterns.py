"""Metric definitions in, what their patterns find in log lines out, in time linear in the line.

RE2 looks for all patterns at once. What it cannot express (a look around, a back reference) is left to a backtracking
engine with a deadline: SageMaker's patterns are anybody's, and so are the lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import re2
    import regex

DEADLINE = 0.05
"""Seconds that a pattern may take for one line."""
MOST_TIMEOUTS = 3
"""A pattern that took too long so often is not asked again."""
_MEMORY = 64 << 20


@dataclass(frozen=True, slots=True)
class MetricDefinition:
    """An item of MetricDefinitions: the value is what the first group of `regex` finds in a line.

    https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricDefinition.html
    """

    name: str
    regex: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern was found. `text` is its first group's; None where it has none, or where that took no part."""

    definition: MetricDefinition
    text: str | None


class PatternError(ValueError):
    """A pattern that no engine understands; its text says why."""


@dataclass
class Matcher:
    """Looks for the patterns of some definitions in lines.

    Attributes:
        definitions: whose patterns to look for.
        bad: those that cannot be looked for, with the reason.
    """

    definitions: Sequence[MetricDefinition]
    bad: dict[MetricDefinition, str] = field(default_factory=dict)
    _linear: list[tuple[MetricDefinition, re2.Pattern]] = field(default_factory=list)
    _others: dict[MetricDefinition, regex.Pattern[str]] = field(default_factory=dict)
    _timeouts: dict[MetricDefinition, int] = field(default_factory=dict)
    _set: re2.Set | None = None

    def __post_init__(self) -> None:
        for definition in self.definitions:
            try:
                pattern = compile_linear(definition.regex)
                if pattern is None:
                    self._others[definition] = compile_backtracking(definition.regex)
                else:
                    self._linear.append((definition, pattern))
            except PatternError as problem:
                self.bad[definition] = str(problem)
        if self._linear:
            self._set = _together([definition.regex for definition, _ in self._linear])

    def find(self, line: str) -> Iterator[Finding]:
        """What is found in a line: of each pattern its first match."""
        if self._set is not None:
            text = line.encode("utf-8", "replace")
            for index in sorted(self._set.Match(text) or ()):
                definition, pattern = self._linear[index]
                match = pattern.search(text)
                if match is not None:
                    yield Finding(definition, _first_group(match.groups()))
        for definition in tuple(self._others):
            found = self._find_slowly(definition, line)
            if found is not None:
                yield found

    def _find_slowly(self, definition: MetricDefinition, line: str) -> Finding | None:
        try:
            match = self._others[definition].search(line, timeout=DEADLINE)
        except TimeoutError:
            count = self._timeouts.get(definition, 0) + 1
            self._timeouts[definition] = count
            if count >= MOST_TIMEOUTS:
                del self._others[definition]
                self.bad[definition] = (
                    f"it takes more than {DEADLINE * 1000:g} ms for one line of the log"
                )
            return None
        if match is None:
            return None
        return Finding(definition, match[1] if match.re.groups else None)


def definitions_of(description: Mapping[str, object]) -> tuple[MetricDefinition, ...]:
    """The definitions in DescribeTrainingJob's answer or in a request: the job's own, or those of its algorithm."""
    algorithm = description.get("AlgorithmSpecification")
    found = algorithm.get("MetricDefinitions") if isinstance(algorithm, dict) else None
    return tuple(
        MetricDefinition(str(item.get("Name") or ""), str(item.get("Regex") or ""))
        for item in (found if isinstance(found, list) else ())
        if isinstance(item, dict)
    )


def compile_linear(text: str) -> re2.Pattern | None:
    """The pattern as RE2 has it; None where it needs more than RE2 can."""
    import re2

    try:
        return re2.compile(text.encode("utf-8", "replace"), _options())
    except re2.error:
        return None


def compile_backtracking(text: str) -> regex.Pattern[str]:
    """The pattern as a backtracking engine has it.

    Raises:
        PatternError: it is none.
    """
    import regex

    try:
        return regex.compile(text)
    except regex.error as problem:
        raise PatternError(str(problem)) from problem


def _together(texts: Sequence[str]) -> re2.Set:
    import re2

    made = re2.Set.SearchSet(_options())
    for text in texts:
        made.Add(text.encode("utf-8", "replace"))
    made.Compile()
    return made


def _options() -> re2.Options:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return options


def _first_group(groups: Sequence[bytes | None]) -> str | None:
    first = groups[0] if groups else None
    return None if first is None else first.decode("utf-8")
