"""A scenario: faults and settings as one JSON document, from a file or over the admin address.

`{"faults": [{"do": "throttle", "operation": "List.*", "rate": 2}], "quotas": {"ml.p3.2xlarge": 0}, "deleting": 1}`; a
list stands for its faults alone. What is not named stays as it is.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, did_you_mean
from sm_tj_cli.sandbox.faults import Rule, RuleError
from sm_tj_cli.sandbox.lifecycle import TimelineError, parse_timeline
from sm_tj_cli.sandbox.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.diagnostics import SourceFile, SourceRange
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.clock import Clock
    from sm_tj_cli.sandbox.faults import Faults

_SEPARATORS = re.compile(r"[\s,]*")


class ScenarioError(ValueError):
    """The document cannot be read: its message says why, `rule` is the number of the rule that is to blame."""

    def __init__(self, message: str, rule: int | None = None) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a document sets.

    Attributes:
        rules: the faults, in place of all others; None to leave those alone.
        settings: members of `Settings` with their values.
        is_paused: whether time stands still; None to leave it.
    """

    rules: tuple[Rule, ...] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    is_paused: bool | None = None

    def apply(self, settings: Settings, faults: Faults, clock: Clock) -> None:
        """Sets it."""
        if self.rules is not None:
            faults.replace(self.rules)
        for name, value in self.settings.items():
            setattr(settings, name, value)
        if self.is_paused is not None:
            (clock.hold if self.is_paused else clock.run)()


def read_scenario(document: JSON, now: float = 0.0) -> Scenario:
    """The scenario in a JSON document, whose rules count their seconds from `now`.

    Raises:
        ScenarioError: it is none.
    """
    if isinstance(document, list):
        return Scenario(_rules(document, now))
    if not isinstance(document, dict):
        raise ScenarioError("A scenario is an object, or a list of rules.")
    members = dict(document)
    rules = _rules(members.pop("faults"), now) if "faults" in members else None
    paused = members.pop("paused", None)
    if not isinstance(paused, bool | None):
        raise ScenarioError(f'"paused" is true or false, not {paused!r}.')
    known = [item.name for item in fields(Settings)]
    for name in members:
        if name not in known:
            choices = ["faults", "paused", *known]
            raise ScenarioError(
                f'There is no "{name}" in a scenario; it has {", ".join(choices)}.{did_you_mean(name, choices)}'
            )
    return Scenario(rules, {name: _setting(name, value) for name, value in members.items()}, paused)


def parse_scenario(file: SourceFile) -> tuple[JSON, Diagnostic | None]:
    """The document in a file, and what is wrong with it."""
    summary = "Invalid sandbox scenario"
    try:
        document: JSON = json.loads(file.text)
    except json.JSONDecodeError as problem:
        where = file.range(problem.pos, problem.pos + 1)
        return None, Diagnostic.error(summary, f"This is no JSON: {problem.msg}.", where)
    except RecursionError:
        return None, Diagnostic.error(summary, f"{file.name} is nested too deeply.")
    try:
        read_scenario(document)
    except ScenarioError as problem:
        where = file.range(0, 0) if problem.rule is None else _rule_range(file, problem.rule)
        return None, Diagnostic.error(summary, str(problem), where)
    return document, None


def _rules(listed: JSON, now: float) -> tuple[Rule, ...]:
    if not isinstance(listed, list):
        raise ScenarioError('"faults" is a list of rules.')
    found = []
    for number, members in enumerate(listed):
        if not isinstance(members, dict):
            raise ScenarioError(f"Rule {number + 1} is no object.", number)
        try:
            found.append(Rule.read(members, now))
        except RuleError as problem:
            raise ScenarioError(f"Rule {number + 1}: {problem}", number) from problem
    return tuple(found)


def _setting(name: str, value: JSON) -> object:
    match name:
        case "timelines":
            return _timelines(value)
        case "quotas":
            return _quotas(value)
        case "all_defaults":
            return _flag(name, value)
        case _:
            least = 0.001 if name == "speed" else float("-inf") if name == "clock_skew" else 0.0
            return _number(name, value, least)


def _timelines(value: JSON) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ScenarioError('"timelines" is an object of name patterns and timelines.')
    for pattern, text in value.items():
        try:
            re.compile(pattern)
            parse_timeline(str(text))
        except (re.error, TimelineError) as problem:
            raise ScenarioError(f'"timelines", "{pattern}": {problem}') from problem
    return {pattern: str(text) for pattern, text in value.items()}


def _quotas(value: JSON) -> dict[str, int]:
    if not isinstance(value, dict):
        raise ScenarioError('"quotas" is an object of instance types and numbers.')
    return {kind: int(_number(f"quotas.{kind}", limit, 0)) for kind, limit in value.items()}


def _flag(name: str, value: JSON) -> bool:
    if not isinstance(value, bool):
        raise ScenarioError(f'"{name}" is true or false, not {value!r}.')
    return value


def _number(name: str, value: JSON, least: float) -> float:
    found = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    if not math.isfinite(found) or found < least:
        raise ScenarioError(f'"{name}" is a number{_from(least)}, not {value!r}.')
    return float(found)


def _from(least: float) -> str:
    return "" if least == float("-inf") else f" of at least {least:g}"


def _rule_range(file: SourceFile, number: int) -> SourceRange:
    text, decoder = file.text, json.JSONDecoder()
    start = 0 if text.lstrip().startswith("[") else text.find('"faults"')
    at = text.find("[", start) + 1
    for _ in range(number + 1):
        start = _after_separators(text, at)
        _, at = decoder.raw_decode(text, start)
    return file.range(start, at)


def _after_separators(text: str, at: int) -> int:
    found = _SEPARATORS.match(text, at)
    return found.end() if found else at
