"""Faults by rule: which calls go wrong, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.sandbox.protocol import JSON


class Fault(StrEnum):
    """What happens to the call."""

    ERROR = "error"
    ERROR_AFTER = "error_after"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    TRUNCATE = "truncate"
    BODY = "body"
    LATENCY = "latency"
    THROTTLE = "throttle"


PROCESSED = {Fault.ERROR_AFTER, Fault.RESET_AFTER, Fault.TRUNCATE, Fault.LATENCY}
"""The faults that leave the call's effect in place."""


class RuleError(ValueError):
    """The rule cannot be read; its message says why."""


@dataclass
class Rule:
    """One rule.

    Attributes:
        do: what happens.
        operation: pattern of the whole operation name.
        name: pattern found in the name that the call is about.
        service: the service, any if empty.
        skip: how many matching calls pass first.
        times: how many calls it strikes; 0 for no end.
        code: error code; message: its text; status: HTTP status.
        body: the answer in place of the real one.
        seconds: of latency.
        rate: calls per second that a throttle lets pass; burst: how many at once.
        fired: how often it has struck.
    """

    do: Fault
    operation: str = ".*"
    name: str = ""
    service: str = ""
    skip: int = 0
    times: int = 1
    code: str = "InternalFailure"
    message: str = (
        "The request processing has failed because of an unknown error, exception or failure."
    )
    status: int = 500
    body: str = ""
    seconds: float = 1.0
    rate: float = 1.0
    burst: float = 1.0
    fired: int = 0
    _tokens: float = field(default=-1.0, repr=False)
    _filled: float = field(default=0.0, repr=False)

    def matches(self, service: str, operation: str, subject: str) -> bool:
        """Whether the rule is about such a call."""
        return (
            self.service in {"", service}
            and re.fullmatch(self.operation, operation) is not None
            and re.search(self.name, subject) is not None
        )

    def strikes(self, now: float) -> bool:
        """Whether the rule strikes this matching call; counts it."""
        if self.do is Fault.THROTTLE:
            return self._over_rate(now)
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times and self.fired >= self.times:
            return False
        self.fired += 1
        return True

    def _over_rate(self, now: float) -> bool:
        if self._tokens < 0:
            self._tokens, self._filled = self.burst, now
        self._tokens = min(self.burst, self._tokens + (now - self._filled) * self.rate)
        self._filled = now
        if self._tokens >= 1:
            self._tokens -= 1
            return False
        self.fired += 1
        return True

    def as_json(self) -> dict[str, JSON]:
        """The rule with its count."""
        shown = (item.name for item in fields(self) if not item.name.startswith("_"))
        return {name: getattr(self, name) for name in shown}


@dataclass
class Faults:
    """The rules in their order; the first one that strikes holds."""

    rules: list[Rule] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, members: Mapping[str, JSON]) -> Rule:
        """A new rule.

        Raises:
            RuleError: it is none.
        """
        known = {item.name: item for item in fields(Rule) if not item.name.startswith("_")}
        unknown = set(members) - set(known)
        if unknown or members.get("do") not in set(Fault):
            raise RuleError(
                f"a rule has do ({', '.join(Fault)}) and any of {', '.join(known)}, not {', '.join(unknown) or 'that'}"
            )
        values = {name: _typed(value, getattr(Rule, name, None)) for name, value in members.items()}
        rule = Rule(Fault(str(members["do"])))
        for name, value in (_throttle_defaults(members) | values).items():
            if name != "do":
                setattr(rule, name, value)
        with self._lock:
            self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Forgets all rules."""
        with self._lock:
            self.rules.clear()

    def strike(self, service: str, operation: str, subject: str, now: float) -> Rule | None:
        """The rule that strikes this call."""
        with self._lock:
            matching = [rule for rule in self.rules if rule.matches(service, operation, subject)]
            return next((rule for rule in matching if rule.strikes(now)), None)


def _typed(value: JSON, default: object) -> JSON:
    wanted = type(default)
    if wanted is float and isinstance(value, int):
        return float(value)
    if isinstance(default, str | int | float) and not isinstance(value, wanted):
        raise RuleError(f"{value!r} is not a {wanted.__name__}")
    return value


def _throttle_defaults(members: Mapping[str, JSON]) -> dict[str, JSON]:
    if members.get("do") != Fault.THROTTLE:
        return {}
    return {"code": "ThrottlingException", "message": "Rate exceeded", "status": 400}
