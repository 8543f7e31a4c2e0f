"""The work of one evaluation is limited, and what is left is counted over all of its expressions."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.budget import MOST_INSTANCES, MOST_STEPS, Budget, OutOfBudget
from sm_tj_cli.values.value import object_of, string, tuple_of


def test_a_value_costs_its_parts_as_often_as_they_occur() -> None:
    budget = Budget()
    pair = tuple_of((string("a"), string("b")))
    budget.spend_on(object_of({"x": pair, "y": pair}), parts_per_step=1)
    assert budget.steps == MOST_STEPS - 6


def test_walking_through_a_value_gets_past_several_parts_in_a_step() -> None:
    budget = Budget()
    budget.spend_on(tuple_of([string("a")] * 101))
    assert budget.steps == MOST_STEPS - 51


def test_a_text_costs_its_length() -> None:
    budget = Budget()
    budget.spend_on(string("x" * 6400))
    assert budget.steps == MOST_STEPS - 100


def test_shared_parts_cannot_hide_an_exponential_value() -> None:
    value = tuple_of(())
    for _ in range(40):
        value = tuple_of((value, value))
    with pytest.raises(OutOfBudget):
        Budget().spend_on(value)


def test_instances_bring_steps() -> None:
    budget = Budget()
    budget.grant(10)
    assert budget.instances == MOST_INSTANCES - 10
    assert budget.steps > MOST_STEPS


def test_each_evaluation_begins_anew() -> None:
    budget = Budget(0, 0, is_told=True)
    budget.renew()
    assert budget == Budget()
