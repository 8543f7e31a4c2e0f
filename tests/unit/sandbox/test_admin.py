from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.sandbox.request_log import LoggedRequest
from sm_tj_cli.sandbox.server import assemble
from sm_tj_cli.sandbox.store import JobStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.admin import Admin


@pytest.fixture
def admin(tmp_path: Path) -> Iterator[Admin]:
    store = JobStore(tmp_path / "jobs")
    yield assemble(store, lambda: 100.0).admin
    store.close()


def ask(admin: Admin, method: str, page: str, body: object = None) -> tuple[int, dict[str, JSON]]:
    answer = admin.answer(method, page, b"" if body is None else json.dumps(body).encode())
    return answer.status, cast("dict[str, JSON]", json.loads(answer.body))


def test_a_rule_is_added_and_counted(admin: Admin) -> None:
    ask(admin, "POST", "faults", {"do": "error", "operation": "ListTrainingJobs"})
    admin.faults.strike("sagemaker", "ListTrainingJobs", "", 100)
    listed = cast("list[dict[str, JSON]]", ask(admin, "GET", "faults")[1]["faults"])
    assert [(rule["do"], rule["fired"]) for rule in listed] == [("error", 1)]
    assert ask(admin, "DELETE", "faults")[1] == {"faults": []}


@pytest.mark.parametrize("page", ["faults", "settings"])
def test_a_list_takes_the_place_of_all_rules(admin: Admin, page: str) -> None:
    ask(admin, "POST", "faults", {"do": "error"})
    ask(admin, "POST", page, [{"do": "latency"}, {"do": "denied"}])
    assert [rule.do for rule in admin.faults.rules] == ["latency", "denied"]


def test_settings_are_a_scenario(admin: Admin) -> None:
    document = {"faults": [{"do": "error"}], "deleting": 3, "clock_skew": -5, "paused": True}
    assert ask(admin, "POST", "settings", document)[1]["deleting"] == 3.0
    assert (admin.settings.clock_skew, len(admin.faults.rules)) == (-5.0, 1)
    assert ask(admin, "GET", "clock")[1] == {"now": 100.0, "paused": True}


def test_nothing_is_set_where_a_part_is_wrong(admin: Admin) -> None:
    status, told = ask(admin, "POST", "settings", {"deleting": 3, "quotas": 5})
    assert (status, admin.settings.deleting) == (400, 0.0)
    assert '"quotas"' in str(told["message"])


def test_the_clock_goes_forward(admin: Admin) -> None:
    assert ask(admin, "POST", "clock", {"advance": 3600})[1]["now"] == 3700.0
    assert ask(admin, "POST", "clock", {"advance": "1h"})[0] == 400
    assert ask(admin, "POST", "clock", {"paused": "yes"})[0] == 400


def test_check_tells_what_was_created_behind_the_state(admin: Admin) -> None:
    admin.requests.add(
        LoggedRequest(1, "sagemaker", "CreateTrainingJob", "a", "attempt=1; max=1", processed=True)
    )
    ask(admin, "POST", "faults", {"do": "latency", "operation": "Stop.*"})
    found = ask(admin, "POST", "check", {"known": []})[1]
    unused = cast("list[dict[str, JSON]]", found["never_fired"])
    assert (found["unknown"], [rule["operation"] for rule in unused]) == (["a"], ["Stop.*"])


def test_requests_can_be_forgotten(admin: Admin) -> None:
    admin.requests.add(LoggedRequest(1, "sagemaker", "ListTrainingJobs", ""))
    assert len(cast("list[JSON]", ask(admin, "GET", "requests")[1]["requests"])) == 1
    assert ask(admin, "DELETE", "requests")[1] == {"requests": []}


def test_reset_leaves_a_new_sandbox(admin: Admin) -> None:
    ask(admin, "POST", "settings", {"faults": [{"do": "error"}], "stop_grace": 9, "paused": True})
    ask(admin, "POST", "clock", {"advance": 5})
    ask(admin, "POST", "reset")
    assert (admin.settings.stop_grace, admin.faults.rules) == (1.0, [])
    assert ask(admin, "GET", "clock")[1] == {"now": 100.0, "paused": False}


@pytest.mark.parametrize("body", ["{", "[" * 100_000, '{"do": {}}'])
def test_a_body_that_is_wrong_is_told(admin: Admin, body: str) -> None:
    assert admin.answer("POST", "faults", body.encode()).status == 400


def test_there_are_no_other_pages(admin: Admin) -> None:
    assert ask(admin, "GET", "else") == (404, {"message": "no page else"})
