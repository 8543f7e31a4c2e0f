"""The sandbox's admin address, `/_sandbox/…`: faults, timelines, quotas, the clock, and what was called.

GET answers, POST sets or adds, DELETE clears; bodies are JSON. `faults` takes a rule, `settings` a whole scenario,
`clock` `advance` and `paused`. POST of `reset` forgets everything, of `check` with `known`, the names of the jobs in a
state, tells what went wrong.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.protocol import ApiResponse
from sm_tj_cli.sandbox.scenario import Scenario, read_scenario
from sm_tj_cli.sandbox.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.artifacts import Artifacts
    from sm_tj_cli.sandbox.clock import Clock
    from sm_tj_cli.sandbox.faults import Faults
    from sm_tj_cli.sandbox.request_log import RequestLog
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
            if page in {"settings", "faults"} and isinstance(body, list):
                body = {"faults": body}
            found = self._page(method, page, body if isinstance(body, dict) else {})
        except (ValueError, TypeError, RecursionError) as problem:
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
            seconds = body.get("advance", 0)
            if not isinstance(seconds, int | float):
                raise TypeError("advance is a number of seconds")
            if "paused" in body:
                self._apply({"paused": body["paused"]})
            self.clock.advance(seconds)
        return {"now": self.clock.now(), "paused": self.clock.held is not None}

    def _check(self, _method: str, body: dict[str, JSON]) -> dict[str, JSON]:
        known = body.get("known")
        names = [str(name) for name in known] if isinstance(known, list) else None
        unused: list[JSON] = [rule.as_json() for rule in self.faults.rules if not rule.fired]
        return {**self.requests.check(names), "never_fired": unused}

    def _faults(self, method: str, body: dict[str, JSON]) -> dict[str, JSON]:
        if method == "POST" and "faults" in body:
            self._apply({"faults": body["faults"]})
        elif method == "POST":
            self.faults.add(body, self.clock.now())
        elif method == "DELETE":
            self.faults.replace([])
        return {"faults": [rule.as_json() for rule in self.faults.rules]}

    def _settings(self, method: str, body: dict[str, JSON]) -> dict[str, JSON]:
        if method == "POST":
            self._apply(body)
        return dict(asdict(self.settings))

    def _apply(self, document: dict[str, JSON]) -> None:
        scenario = read_scenario(document, self.clock.now())
        scenario.apply(self.settings, self.faults, self.clock)

    def _reset(self, _method: str, _body: dict[str, JSON]) -> dict[str, JSON]:
        if self.artifacts.scripts:
            self.artifacts.scripts.reset()
        self.store.clear()
        self.artifacts.reset()
        self.requests.clear()
        self.clock.reset()
        usual = {item.name: getattr(Settings(), item.name) for item in fields(Settings)}
        Scenario((), {**usual, "speed": self.settings.speed}).apply(
            self.settings, self.faults, self.clock
        )
        return {}
