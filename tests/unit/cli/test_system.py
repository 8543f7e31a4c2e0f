from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from sm_tj_cli.cli.system import SystemClock, UniqueNames, who
from sm_tj_cli.state.model import State

CLOCK = SystemClock(lambda _seconds: None)
NAMES = UniqueNames(CLOCK)
PATTERN = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")


@pytest.mark.parametrize("prefix", ["", "a", "train-", "x" * 63, "y" * 39 + "-----z"])
def test_names_are_unique_and_such_as_the_service_takes(prefix: str) -> None:
    names = {NAMES.unique(prefix) for _ in range(20)}
    assert len(names) == 20
    for name in names:
        assert PATTERN.fullmatch(name)
        assert len(name) <= 63
        assert name.startswith(prefix[:30].rstrip("-"))


def test_a_state_that_is_recorded_stays_and_a_new_one_has_its_own_lineage() -> None:
    assert NAMES.first_state(State("l", 3)).lineage == "l"
    assert NAMES.first_state(None).lineage != NAMES.first_state(None).lineage


def test_waiting_is_what_was_given_and_never_backwards() -> None:
    waited: list[float] = []
    clock = SystemClock(waited.append)
    clock.sleep(2)
    clock.sleep(-1)
    assert waited == [2, 0]
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 60  # noqa: TID251


def test_who_is_user_at_host() -> None:
    assert re.fullmatch(r".+@.+", who())
