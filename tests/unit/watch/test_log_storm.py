from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.service import Kind
from sm_tj_cli.watch.follow import Pace, Watched
from sm_tj_cli.watch.log_follow import FollowedLog, LogFollower
from sm_tj_cli.watch.logs import LogTail
from sm_tj_cli.watch.wait import Watching
from tests.fakes.clock import FakeClock, FakeStopSign
from tests.fakes.log_storms import Storm, faults
from tests.fakes.logs import FakeLogs, refusal
from tests.fakes.training_jobs import FakeTrainingJobs
from tests.unit.watch.lives import life

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.watch.log_follow import JobLine

TROUBLES = (Kind.THROTTLED, Kind.UNAVAILABLE)


@pytest.mark.parametrize("by_time", [False, True], ids=["arrival", "time"])
@pytest.mark.parametrize("seed", range(3))
def test_no_line_is_lost_or_repeated(*, by_time: bool, seed: int) -> None:
    storm = Storm(nodes=4, lines=3000, seconds=900, latest=20, seed=seed)
    arrivals = storm.arrivals()
    dice = random.Random(seed)
    clock = FakeClock(datetime.fromtimestamp(storm.began / 1000, UTC))
    logs = FakeLogs(by_time=by_time, expired=lambda _call: dice.random() < 0.02)
    if not by_time:
        logs.page = lambda _call: dice.randrange(400)
    coming = iter([*arrivals, None])
    ahead = [next(coming)]

    def trouble(operation: str, _stream: str) -> None:
        past = clock.now().timestamp() - storm.began / 1000
        while ahead[0] is not None and ahead[0].at <= past:
            logs.write(ahead[0].stream, (ahead[0].time, ahead[0].text))
            ahead[0] = next(coming)
        if dice.random() < 0.05:
            raise refusal(operation, dice.choice(TROUBLES))

    logs.trouble = trouble
    jobs = FakeTrainingJobs(clock)
    jobs.add(life("job", clock.now(), storm.seconds))
    shown: list[tuple[str, int, str]] = []

    def show(lines: Sequence[JobLine]) -> None:
        shown.extend((line.node, line.timestamp, line.message) for _, line in lines)

    log = FollowedLog(Watched("job", jobs), LogTail(logs, "job", clock, room=1000))
    watching = Watching(clock, FakeStopSign(), lambda _event: None, Pace())
    LogFollower([log], watching, show).run()
    assert faults(arrivals, shown) == []
