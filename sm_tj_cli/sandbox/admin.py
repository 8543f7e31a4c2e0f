"""The sandbox's admin address, `/_sandbox/…`: faults, timelines, quotas, the clock, and what was called.

GET answers, POST sets or adds, DELETE clears; bodies are JSON. POST of `reset` forgets everything, of
`check` with `known`, the names of the jobs in a state, tells what went wrong.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.lifecycle import parse_timeline
from sm_tj_cli.sandbox.protocol import ApiResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.sandbox.artifacts import Artifacts
    from sm_tj_cli.sandbox.clock import Clock
    from sm_tj_cli.sandbox.faults import Faults
    from sm_tj_cli.sandbox.protocol import JSON
    from sm_tj_cli.sandbox.request_log import RequestLog
    from sm_tj_cli.sandbox.settings import Settings
    from sm_tj_cli.sandbox.store import JobStore


@dataclass
class Admin:
    """Sets and shows how the sandbox behaves."""

    store: JobStore
    clock: Clock
    settings: Settings
    faults: Faults
    requests: RequestLog
    artifacts: Artifacts

    def answer(self, method: str, page: str, data: bytes) -> ApiResponse:
        """The answer of one admin call."""
        try:
            body = json.loads(data or b"{}")
            found = self._page(method, page, body if isinstance(body, dict) else {})
        except (ValueError, TypeError) as problem:
            return ApiResponse.json({"message": str(problem)}, 400)
        if found is None:
            return ApiResponse.json({"message": f"no page {page}"}, 404)
        return ApiResponse.json(found)

    def _page(self, method: str, page: str, body: dict[str, JSON]) -> dict[str, JSON] | None:
        pages: Mapping[str, Callable[[str, dict[str, JSON]], dict[str, JSON]]] = {
            "faults": self._faults,
            "requests": self._requests,
            "settings": self._settings,
            "clock": self._clock,
            "check": self._check,
            "reset": self._reset,
        }
        return pages[page](method, body) if page in pages else None

    def _requests(self, method: str, _: dict[str, JSON]) -> dict[str, JSON]:
        if method == "DELETE":
            self.requests.clear()
        return {"requests": self.requests.as_json()}

    def _clock(self, method: str, body: dict[str, JSON]) -> dict[str, JSON]:
        if method == "POST":
            self.clock.advance(_number(body, "advance", 0))
        return {"now": self.clock.now()}

    def _check(self, _method: str, body: dict[str, JSON]) -> dict[str, JSON]:
        known = body.get("known")
        return self.requests.check(
            [str(name) for name in known] if isinstance(known, list) else None
        )

    def _faults(self, method: str, body: dict[str, JSON]) -> dict[str, JSON]:
        if method == "POST":
            self.faults.add(body)
        elif method == "DELETE":
            self.faults.clear()
        return {"faults": [rule.as_json() for rule in self.faults.rules]}

    def _settings(self, method: str, body: dict[str, JSON]) -> dict[str, JSON]:
        if method == "POST":
            self._set(body)
        return dict(asdict(self.settings))

    def _set(self, body: dict[str, JSON]) -> None:
        known = self.settings
        if isinstance(timelines := body.get("timelines"), dict):
            for text in timelines.values():
                parse_timeline(str(text))
            known.timelines = {pattern: str(text) for pattern, text in timelines.items()}
        if isinstance(quotas := body.get("quotas"), dict):
            known.quotas = {kind: int(_number(quotas, kind, 0)) for kind in quotas}
        known.speed = _number(body, "speed", known.speed)
        known.consistency_delay = _number(body, "consistency_delay", known.consistency_delay)

    def _reset(self, _method: str, _body: dict[str, JSON]) -> dict[str, JSON]:
        self.store.clear()
        self.artifacts.reset()
        self.requests.clear()
        self.faults.clear()
        self.clock.ahead = 0.0
        self.settings.timelines, self.settings.quotas = {}, {}
        self.settings.consistency_delay = 0.0
        return {}


def _number(body: dict[str, JSON], name: str, otherwise: float) -> float:
    value = body.get(name, otherwise)
    if not isinstance(value, int | float):
        raise TypeError(f"{name} is a number")
    return float(value)
