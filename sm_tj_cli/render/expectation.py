"""How far a job is, in; a few words for people out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.render.durations import human_duration

if TYPE_CHECKING:
    from sm_tj_cli.watch.outlook import Outlook


def expected(outlook: Outlook, passed: float = 0.0) -> str:
    """`45%, 12m00s left`, or `at most 59m00s` until the job's own time limit; empty where nothing can be said.

    Args:
        outlook: how far the job was.
        passed: how many seconds ago that was.
    """
    done = f"{outlook.share:.0%}" if outlook.share is not None else ""
    if outlook.remaining_seconds is not None:
        return f"{done}, {human_duration(outlook.remaining_seconds - passed)} left"
    if outlook.limit_seconds is not None:
        left = f"at most {human_duration(outlook.limit_seconds - passed)}"
        return f"{done}, {left}" if done else left
    return done
