from __future__ import annotations

import math
from datetime import timedelta

import pytest

from sm_tj_cli.apply.quota import QuotaQueue, may_come_free
from sm_tj_cli.plan.change import Action, Change
from sm_tj_cli.service import Kind
from tests.fakes.clock import FakeClock
from tests.fakes.jobs import training_job
from tests.fakes.sagemaker import failure

LIMIT = (
    "The account-level service limit 'ml.p3.2xlarge for training job usage' is {} Instances, with current "
    "utilization of {} Instances and a request delta of {} Instances. Please contact AWS support."
)


@pytest.mark.parametrize(
    ("kind", "message", "waits"),
    [
        (Kind.QUOTA, LIMIT.format(4, 4, 1), True),
        (Kind.QUOTA, LIMIT.format(0, 0, 1), False),
        (Kind.QUOTA, LIMIT.format(4, 0, 8), False),
        (Kind.QUOTA, "in other words", True),
        (Kind.NOT_OFFERED, "is not available in this region", False),
        (Kind.INVALID, "", False),
    ],
)
def test_waiting_is_for_what_can_come_free(kind: Kind, message: str, waits: bool) -> None:
    assert may_come_free(failure(kind, message)) is waits
    assert not may_come_free(None)


def change(label: str, kind: str) -> Change:
    resources = [{"instance_type": kind, "instance_count": 1}]
    job = training_job(label, resource_config=resources)
    return Change(job.address, Action.CREATE, job=job)


def test_one_of_each_type_is_tried_and_the_next_follows_where_one_was_taken() -> None:
    clock = FakeClock()
    queue = QuotaQueue(clock, every=60)
    waiting = [change("a", "ml.m5.large"), change("b", "ml.m5.large"), change("c", "ml.p3.2xlarge")]
    for item in waiting:
        queue.add(item)
    assert queue.next_of_each() == [waiting[0], waiting[2]]
    assert queue.next_like(waiting[2]) == []
    assert queue.next_like(waiting[0]) == [waiting[1]]
    assert not queue


def test_it_is_tried_again_now_and_then() -> None:
    clock = FakeClock()
    queue = QuotaQueue(clock, every=60)
    queue.add(change("a", "ml.m5.large"))
    clock.advance(50)
    assert queue.due_in() == 10
    clock.advance(50)
    assert queue.due_in() == 0
    (item,) = queue.next_of_each()
    assert queue.due_in() == math.inf
    queue.add(item)
    assert queue.due_in() == 60


def test_a_clock_that_was_set_back_does_not_make_it_wait_longer() -> None:
    clock = FakeClock()
    queue = QuotaQueue(clock, every=60)
    queue.add(change("a", "ml.m5.large"))
    clock.at -= timedelta(hours=1)
    assert queue.due_in() == 0
    (item,) = queue.next_of_each()
    queue.add(item)
    assert queue.due_in() == 60
