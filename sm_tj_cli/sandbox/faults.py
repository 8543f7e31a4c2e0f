"""Faults by rule: which calls go wrong, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from enum import StrEnum
from hashlib import sha256
from math import isfinite
from threading import Lock
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.sandbox.protocol import ApiError
from sm_tj_cli.sandbox.refusals import Refused, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.documents import JSON


class Fault(StrEnum):
    """What happens to the call."""

    ERROR = "error"
    ERROR_AFTER = "error_after"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    TRUNCATE = "truncate"
    BODY = "body"
    LATENCY = "latency"
    DRIP = "drip"
    THROTTLE = "throttle"
    DENIED = "denied"
    EXPIRED_CREDENTIALS = "expired_credentials"
    CLOCK_SKEW = "clock_skew"
    NOT_FOUND = "not_found"
    QUOTA = "quota"


PROCESSED = {Fault.ERROR_AFTER, Fault.RESET_AFTER, Fault.TRUNCATE, Fault.LATENCY, Fault.DRIP}
"""The faults that leave the call's effect in place."""

_LASTING = {Fault.THROTTLE, Fault.DENIED, Fault.EXPIRED_CREDENTIALS, Fault.CLOCK_SKEW}
"""What does not go away by itself: these strike without end unless `times` is given."""


class RuleError(ValueError):
    """The rule cannot be read; its message says why."""


@dataclass
class Rule:
    """One rule.

    Attributes:
        do: what happens.
        operation: pattern of the whole operation name; of S3 the method and the path, `PUT /bucket/key`.
        name: pattern found in the name that the call is about.
        service: the service, any if empty.
        skip: how many matching calls pass first.
        times: how many calls it strikes; 0 for no end.
        chance: the share of the matching calls that it may strike, the same ones in every run.
        after: it waits for this many seconds.
        lasting: it ends this many seconds later; 0 for no end.
        code: error code; message: its text; status: HTTP status. The service's own where they are not given.
        body: the answer in place of the real one.
        seconds: of latency; between two bytes of an answer that drips.
        rate: calls per second that a throttle lets pass; burst: how many at once.
        fired: how often it has struck.
    """

    do: Fault
    operation: str = ".*"
    name: str = ""
    service: str = ""
    skip: int = 0
    times: int = 1
    chance: float = 1.0
    after: float = 0.0
    lasting: float = 0.0
    code: str = ""
    message: str = ""
    status: int = 0
    body: str = ""
    seconds: float = 1.0
    rate: float = 1.0
    burst: float = 1.0
    fired: int = 0
    _set: float = field(default=0.0, repr=False)
    _seen: int = field(default=0, repr=False)
    _tokens: float = field(default=-1.0, repr=False)
    _filled: float = field(default=0.0, repr=False)

    @classmethod
    def read(cls, members: Mapping[str, JSON], now: float = 0.0) -> Rule:
        """The rule that JSON members describe, set at `now`.

        Raises:
            RuleError: it is none.
        """
        known = {item.name for item in fields(cls) if not item.name.startswith("_")} - {"fired"}
        if "do" not in members:
            raise RuleError(f'a rule needs "do": one of {", ".join(Fault)}.')
        do = str(members["do"])
        if do not in set(Fault):
            raise RuleError(
                f'"do" is one of {", ".join(Fault)}, not "{do}".{did_you_mean(do, Fault)}'
            )
        for name in members:
            if name not in known:
                raise RuleError(f'a rule has no "{name}".{did_you_mean(name, sorted(known))}')
        rule = cls(Fault(do), times=0 if Fault(do) in _LASTING else 1)
        rule._set = now
        for name, value in members.items():
            if name != "do":
                setattr(rule, name, _typed(name, value, getattr(rule, name)))
        return rule

    def matches(self, service: str, operation: str, subject: str) -> bool:
        """Whether the rule is about such a call."""
        return (
            self.service in {"", service}
            and re.fullmatch(self.operation, operation) is not None
            and re.search(self.name, subject) is not None
        )

    def strikes(self, now: float) -> bool:
        """Whether the rule strikes this matching call; counts it."""
        begins = self._set + self.after
        if now < begins or (self.lasting and now >= begins + self.lasting):
            return False
        self._seen += 1
        if self._seen <= self.skip or (self.times and self.fired >= self.times):
            return False
        strikes = self._is_over_rate(now) if self.do is Fault.THROTTLE else self._draw()
        self.fired += strikes
        return strikes

    def refusal(self, call: Refused) -> ApiError:
        """What is answered to `call`."""
        usual = refusal(self.do, call)
        return ApiError(
            self.code or usual.code, self.message or usual.message, self.status or usual.status
        )

    def as_json(self) -> dict[str, JSON]:
        """The rule with its count."""
        shown = (item.name for item in fields(self) if not item.name.startswith("_"))
        return {name: getattr(self, name) for name in shown}

    def _draw(self) -> bool:
        drawn = sha256(f"{self.operation} {self.name} {self._seen}".encode()).digest()[:4]
        return int.from_bytes(drawn, "big") < self.chance * 2**32

    def _is_over_rate(self, now: float) -> bool:
        if self._tokens < 0:
            self._tokens, self._filled = self.burst, now
        self._tokens = min(self.burst, self._tokens + (now - self._filled) * self.rate)
        self._filled = now
        if self._tokens >= 1:
            self._tokens -= 1
            return False
        return True


@dataclass
class Faults:
    """The rules in their order; the first one that strikes holds."""

    rules: list[Rule] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, members: Mapping[str, JSON], now: float = 0.0) -> Rule:
        """A new rule behind the others, set at `now`.

        Raises:
            RuleError: it is none.
        """
        rule = Rule.read(members, now)
        with self._lock:
            self.rules.append(rule)
        return rule

    def replace(self, rules: Iterable[Rule]) -> None:
        """These rules in place of all others."""
        with self._lock:
            self.rules[:] = rules

    def strike(self, service: str, operation: str, subject: str, now: float) -> Rule | None:
        """The rule that strikes this call."""
        with self._lock:
            matching = [rule for rule in self.rules if rule.matches(service, operation, subject)]
            return next((rule for rule in matching if rule.strikes(now)), None)


def _typed(name: str, value: JSON, default: object) -> JSON:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    match default:
        case str():
            return _text(name, value)
        case float():
            wanted, fits = "a number that is not negative", is_number
        case _:
            wanted = "a whole number that is not negative"
            fits = isinstance(value, int) and not isinstance(value, bool)
    if not fits or not isinstance(value, int | float) or value < 0:
        raise RuleError(f'"{name}" is {wanted}, not {value!r}.')
    if name == "chance" and value > 1:
        raise RuleError('"chance" is a number from 0 to 1.')
    return float(value) if isinstance(default, float) else value


def _text(name: str, value: JSON) -> str:
    if not isinstance(value, str):
        raise RuleError(f'"{name}" is a string, not {value!r}.')
    if name in {"operation", "name"}:
        try:
            re.compile(value)
        except re.error as problem:
            raise RuleError(f'"{name}" is no regular expression: {problem}.') from problem
    return value
