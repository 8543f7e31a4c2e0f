from __future__ import annotations

import pytest

from sm_tj_cli.plan.change import Action, Change
from sm_tj_cli.render.expense import expense_of, size_sentence, total, total_sentence
from tests.fakes.jobs import training_job


def change(action: Action = Action.CREATE, **given: object) -> Change:
    job = training_job(**given)  # type: ignore[arg-type]
    return Change(job.address, action, job=job)


GROUPS = [
    {
        "instance_groups": [
            {"instance_type": "ml.m5.large", "instance_count": 1, "instance_group_name": "a"},
            {"instance_type": "ml.p3.2xlarge", "instance_count": 2, "instance_group_name": "b"},
        ]
    }
]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "1 x ml.m5.large for at most 1h00m"),
        ({"enable_managed_spot_training": True}, "1 x ml.m5.large (spot) for at most 1h00m"),
        ({"stopping_condition": None}, "1 x ml.m5.large for at most 1d00h"),
        ({"resource_config": GROUPS}, "1 x ml.m5.large + 2 x ml.p3.2xlarge for at most 1h00m"),
        ({"resource_config": [{"instance_type": "ml.m5.large", "instance_count": None}]}, ""),
    ],
)
def test_a_submission_says_how_large_it_is(given: dict[str, object], sentence: str) -> None:
    assert size_sentence(change(**given)) == sentence


def test_only_submissions_come_to_something() -> None:
    assert expense_of(change(Action.UPDATE)) == ()
    assert total_sentence([change(Action.NO_OP)]) == ""


def test_the_sum_is_by_type_the_largest_first() -> None:
    changes = [change(), change(), change(resource_config=GROUPS)]
    assert [(one.instance_type, one.instances, one.jobs) for one in total(changes)] == [
        ("ml.m5.large", 3, 3),
        ("ml.p3.2xlarge", 2, 1),
    ]
    told = total_sentence(changes)
    assert told == "At most 3 instance-hours of ml.m5.large, 2 of ml.p3.2xlarge."
    assert "24,000 instance-hours" in total_sentence([change(stopping_condition=None)] * 1000)
